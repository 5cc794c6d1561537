// PUT /teams/{team}/billing/seat-limit: how many seats the team lets itself have at most.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/billing/billing_view.h"
#include "store/credential.h"

namespace rolecall::service {

struct LimitSeats {
  TeamId team;
  std::optional<std::int64_t> seats;  // nothing: as many as wanted
  std::optional<std::string> if_match;
};

/// A limit below the seats in use takes none of them away; it only lets no more begin. Errors: those of authorize for
/// billing.change_seats; invalid at `/seats` unless 1 to 1,000,000; stale.
[[nodiscard]] Result<BillingView> limit_seats(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const LimitSeats& request);

}  // namespace rolecall::service
