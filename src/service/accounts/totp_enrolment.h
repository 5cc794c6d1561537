// Turning two-factor sign-in on and off. Both ask for the password and, once it is on, for a code.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/accounts/client.h"
#include "service/accounts/reauthenticate.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Hash with `prepare_reauthentication` before both `enrol_totp` and `remove_totp`; their errors are those of `reauthenticate`.
struct TotpEnrolment {
  std::string secret;       // base32
  std::string otpauth_uri;  // what the QR code holds
  std::string qr_svg;
};
/// A new secret, which counts once `confirm_totp` has seen a code of it; the present one counts until then.
[[nodiscard]] Result<TotpEnrolment> enrol_totp(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const Client& client,
                                               const Reauthentication& request, const PasswordOutcome& outcome);

/// Ten recovery codes, shown once; the former ones end. This login counts as made with a second factor.
/// Errors: conflict (`no_enrolment`); invalid at `/code`; throttled.
[[nodiscard]] Result<std::vector<std::string>> confirm_totp(store::Transaction& tx, const Environment& environment,
                                                            const store::Credential& credential, const Client& client,
                                                            const std::string& code);

/// No login of the account counts as made with a second factor any more.
[[nodiscard]] Result<Done> remove_totp(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const Client& client, const Reauthentication& request,
                                       const PasswordOutcome& outcome);

}  // namespace rolecall::service
