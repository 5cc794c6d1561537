// What a mailed invitation link stands for at this moment, and who is there to use it. Changes nothing.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/accounts.h"
#include "store/caller.h"
#include "store/credential.h"
#include "store/member.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::service {

/// Who may be about to use a pending link.
enum class LinkUser {
  newcomer,  // nobody is signed in, and the address has no verified account: name and password are set on accepting
  invited,   // signed in as the invited address
  somebody,  // nobody is signed in, and the address has a verified account
  other,     // signed in as another address
  member     // the link was used, by the user who is signed in
};

struct InvitationLink {
  store::Member member;
  store::Team team;
  std::optional<store::Account> account;  // of the invited address, verified or not
  std::optional<store::Caller> caller;    // signed in by a login
  LinkUser user = LinkUser::newcomer;

  [[nodiscard]] bool has_verified_account() const { return account && account->is_verified(); }
};

/// Errors: not_found for an unknown token and for a team that was deleted; gone `invitation_used` (unless the caller is the
/// member who accepted), `invitation_expired`, `invitation_revoked`, `invitation_declined`; denied for API keys.
[[nodiscard]] Result<InvitationLink> read_invitation_link(store::Transaction& tx, const Environment& environment,
                                                          const store::Credential& credential, const std::string& token);

/// As read_invitation_link in a write: user and team are locked, in this order, before anything is judged.
[[nodiscard]] Result<InvitationLink> lock_invitation_link(store::Transaction& tx, const Environment& environment,
                                                          const store::Credential& credential, const std::string& token);

}  // namespace rolecall::service
