// PUT /teams/{team}/billing/seat-limit: how many seats the team lets itself have at most.
#pragma once

#include <cstdint>
#include <optional>

#include "service/billing/billing_view.h"
#include "store/credential.h"

namespace rolecall::service {

/// Nothing: as many as wanted. A limit below the seats in use takes none of them away; it only lets no more begin. Errors: those of
/// authorize for billing.change_seats; invalid at `/seats` unless 1 to 1,000,000.
[[nodiscard]] Result<BillingView> limit_seats(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team,
                                              std::optional<std::int64_t> seats);

}  // namespace rolecall::service
