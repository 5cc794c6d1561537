// The decision behind OpenID AuthZEN's evaluation: may this subject do this on that resource (SPEC section 9)? Asks the policy
// that every use case asks. A question writes nothing, not even an audit row.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "policy/decide.h"
#include "service/environment.h"
#include "store/caller.h"
#include "store/credential.h"

namespace rolecall::service {

/// A subject or a resource as AuthZEN names it. Views into the request.
struct Entity {
  std::string_view type;
  std::string_view id;
};

struct AccessQuestion {
  Entity subject;                             // user (`usr_…` or an address) or member
  std::string_view action;                    // of the grants table
  Entity resource;                            // team, member, session, transcript (the session's id), note, document, template
  std::optional<std::string_view> clinician;  // session.create: the member for whom
};

/// The decision and the question that it answers, for policy::explain.
struct AccessAnswer {
  policy::Question question;
  policy::Decision decision;
};

/// Answers the questions of one request, which see one snapshot: who asks is loaded once for each team.
class Evaluator {
 public:
  /// The arguments outlive it.
  Evaluator(store::Transaction& tx, const Environment& environment, const store::Credential& credential)
      : tx_(tx), environment_(environment), credential_(credential) {}

  /// Foreign and unknown subjects, actions and resources, and an action that is not asked on such a resource, are denied alike
  /// as `not_found`; so is whoever asks about others without `member.read_contact`. Logins of others count as met (SPEC
  /// section 2). A question about the caller on his own team is one query. Error: unauthenticated.
  [[nodiscard]] Result<AccessAnswer> answer(const AccessQuestion& asked);

 private:
  [[nodiscard]] Result<const store::TeamCaller*> caller_in(const TeamId& team);
  [[nodiscard]] Result<const store::TeamCaller*> caller_for(policy::ResourceKind kind, const std::string& id);
  [[nodiscard]] Result<const store::TeamCaller*> nobody();

  store::Transaction& tx_;
  const Environment& environment_;
  const store::Credential& credential_;
  std::optional<store::TeamCaller> caller_;
  bool is_signed_in_ = false;
};

}  // namespace rolecall::service
