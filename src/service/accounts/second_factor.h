// The second factor of an account: its sealed secret and the codes that prove it. For service/accounts/*.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/accounts/begin_login.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/transaction.h"

namespace rolecall::service {

enum class TotpPlace { confirmed, pending };
[[nodiscard]] crypto::Bytes seal_totp(const Environment& environment, const UserId& user, TotpPlace place,
                                      std::string_view secret);
/// Nothing when there is none; a damaged one is noted in the log and counts as none, so that recovery codes still work.
[[nodiscard]] std::optional<crypto::Bytes> open_totp(const Environment& environment, const UserId& user, TotpPlace place,
                                                     const crypto::Bytes& sealed);

/// Seals the secrets of all accounts again with the newest key; how many there were. A damaged one stays as it is. For the
/// rotation of the master key.
std::int64_t reseal_second_factors(store::Transaction& tx, const Environment& environment);

/// A code of the authenticator or a recovery code, used up by this. Nothing when it is wrong or was used before.
[[nodiscard]] std::optional<Proof> use_code(store::Transaction& tx, const Environment& environment, const store::Account& account,
                                            const std::string& typed);

/// Ten new recovery codes; the old ones are gone. Only their hashes are stored.
[[nodiscard]] std::vector<std::string> renew_recovery_codes(store::Transaction& tx, const store::AccountRecorded& recorded,
                                                            const UserId& user);

/// Takes the factor off the account and from its logins; `account` is changed and saved.
void remove_second_factor(store::Transaction& tx, const store::AccountRecorded& recorded, store::Account& account);

}  // namespace rolecall::service
