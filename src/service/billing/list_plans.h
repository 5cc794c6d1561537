// The plans of the installation, to choose from (PUT /teams/{team}/billing/subscription).
#pragma once

#include <vector>

#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

/// In the order of the plans file. Errors: those of authorize for billing.read.
[[nodiscard]] Result<std::vector<billing::Plan>> list_plans(store::Transaction& tx, const Environment& environment,
                                                            const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
