// Who asks, loaded in the transaction that answers. Nothing of it is cached anywhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "billing/plan.h"
#include "policy/question.h"
#include "store/credential.h"
#include "store/member.h"
#include "store/team.h"
#include "store/transaction.h"

namespace rolecall::store {

/// A signed-in user, or the key of one.
struct Caller {
  UserId user;
  std::string name;
  std::string address;
  std::string address_key;
  bool has_mfa = false;  // a confirmed second factor
  LoginId login;         // empty for a key
  ApiKeyId key;          // empty for a login
  policy::RoleSet key_roles;
  bool used_mfa = false;
  Instant signed_in_at;

  [[nodiscard]] bool is_key() const { return !key.empty(); }
  [[nodiscard]] const std::string& login_or_key() const { return is_key() ? key.value : login.value; }
};

/// The caller as a member of one team, with what the policy needs to know about both.
struct TeamCaller {
  Caller caller;
  Team team;
  Member member;
  policy::Subject subject;
  policy::TeamFacts team_facts;

  /// A question about the team itself; set `resource` for anything else.
  [[nodiscard]] policy::Question asks(policy::Action action) const;
  /// The policy's answer to it, for what is shown: a writer needs the permit that `authorize` gives.
  [[nodiscard]] bool may(policy::Action action) const;
};

/// Errors: unauthenticated (`not_signed_in`) for no, unknown, ended or too old logins and keys. Notes when the login was last
/// seen.
[[nodiscard]] Result<Caller> load_caller(Transaction& tx, const Credential& credential, Duration idle_limit);

/// As load_caller; not_found when the caller is neither active nor suspended in the team. Locks the team first when it may write.
/// One query for login, user, member and team.
[[nodiscard]] Result<TeamCaller> load_team_caller(Transaction& tx, const Credential& credential, const TeamId& team,
                                                  const billing::Plans& plans, Duration idle_limit);

/// The caller, and himself in each team where he is active or suspended, oldest first; a key in its own team only.
struct CallerEverywhere {
  Caller caller;
  std::vector<TeamCaller> teams;
};
/// Errors as load_caller. One query for a login with all its teams.
[[nodiscard]] Result<CallerEverywhere> load_caller_everywhere(Transaction& tx, const Credential& credential,
                                                              const billing::Plans& plans, Duration idle_limit);

/// The subject as the policy sees a member who is not the caller: login guards count as met (SPEC section 2).
[[nodiscard]] policy::Subject subject_of(Transaction& tx, const Member& member, Instant now);

}  // namespace rolecall::store
