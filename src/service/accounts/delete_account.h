// Deleting the own account: every membership ends, and what names the person is erased.
#pragma once

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/accounts/reauthenticate.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Hash with `prepare_reauthentication` before. Errors: those of `reauthenticate`; conflict (`owns_team`, the detail names it)
/// while he owns a team, also one that is deleted and not yet erased; conflict (`handover_needed`, the detail names the team)
/// while he has sessions or personal templates somewhere. The audit chains keep their rows with the ids, and still
/// verify.
[[nodiscard]] Result<Done> delete_account(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const Client& client,
                                          const Reauthentication& request, const PasswordOutcome& outcome);

}  // namespace rolecall::service
