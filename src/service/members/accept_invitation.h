// POST /invitations/{token}/accept: the invited person joins. The mailed link proves the address of a new or unverified account;
// a verified account proves it by being signed in (SPEC section 3).
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "service/accounts/client.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/accounts.h"
#include "store/credential.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::service {

struct AcceptInvitation {
  std::string token;
  std::optional<std::string> name;  // needed, as `password`, where there is no verified account yet; ignored otherwise
  std::optional<std::string> password;
  Client client;
};

struct InvitationAccepted {
  store::Account account;
  store::Team team;
  MemberId member;
  std::optional<std::string> login_token;  // for the cookie of a login that began here
};

/// What has to be hashed first: the password of a new account. Errors: those of accept_invitation.
[[nodiscard]] Result<PasswordWork> prepare_acceptance(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const AcceptInvitation& request);

/// The membership is active; the same answer again for the member who accepted. Every error leaves the link as it was:
/// those of read_invitation_link, unauthenticated `sign_in_needed` (the address has a verified account), conflict
/// `signed_in_as_other`, `account_changed` (repeat) and `seat_limit`, invalid at `/name` and `/password`.
[[nodiscard]] Result<InvitationAccepted> accept_invitation(store::Transaction& tx, const Environment& environment,
                                                           const store::Credential& credential, const AcceptInvitation& request,
                                                           const PasswordOutcome& passwords);

}  // namespace rolecall::service
