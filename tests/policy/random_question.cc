#include "random_question.h"

#include "facts.h"

namespace rolecall::policy::testing {

Question RandomQuestions::next() {
  const Action action = static_cast<Action>(below(action_count));
  return {.action = action, .subject = subject(), .team = team(), .resource = resource(action), .request = request()};
}

GrantSet RandomQuestions::some_grants() {
  GrantSet set;
  for (std::uint64_t count = below(4); count > 0; --count) set.add(static_cast<GrantId>(below(grant_count)));
  return set;
}

Subject RandomQuestions::subject() {
  Subject subject{.state = MemberState::active, .owner = below(4) == 0, .roles = some_roles(), .custom = some_grants()};
  if (seldom()) subject.state = static_cast<MemberState>(below(member_state_names.size()));
  if (seldom()) subject.state = std::nullopt;
  subject.sign_in = seldom() ? SignIn::before_forced_sign_out : coin() ? SignIn::current : SignIn::assumed;
  subject.second_factor = static_cast<SecondFactor>(below(3));
  subject.via = below(4) == 0 ? Via::api_key : Via::browser;
  return subject;
}

TeamFacts RandomQuestions::team() {
  TeamFacts team{.deleted = seldom(), .features = FeatureSet::from_bits(below(1U << feature_count)), .trial_used = coin()};
  if (!team.trial_used) team.trial_features = features_of_plan("together");
  team.require_mfa = seldom();
  team.emergency_access_enabled = coin();
  team.session_view = {.enabled = coin(),
                       .audience_roles = some_roles(),
                       .audience_custom = some_grants(),
                       .names_subject = below(4) == 0,
                       .include_transcripts = coin()};
  return team;
}

Resource RandomQuestions::resource(Action action) {
  Resource resource{.kind = natural_kind(action), .known = !seldom(), .own = coin(), .personal_template = coin()};
  if (seldom()) resource.kind = static_cast<ResourceKind>(below(resource_kind_count));
  resource.target_is_owner = coin();
  resource.delegated = coin();
  resource.share = static_cast<ShareLevel>(below(4));
  resource.restricted = coin();
  resource.authored = coin();
  resource.emergency_open = below(4) == 0;
  resource.note_signed = coin();
  resource.legal_hold = coin();
  resource.retention_expired = seldom();
  resource.accessed_by_subject = coin();
  return resource;
}

Request RandomQuestions::request() {
  Request request{.heir = static_cast<Heir>(below(3))};
  if (coin()) request.roles = RoleRequest{.roles = some_roles(), .custom = some_grants(), .owner = seldom()};
  if (coin()) request.share = static_cast<ShareLevel>(below(4));
  request.delegates = coin();
  if (seldom()) request.features = FeatureSet::from_bits(below(1U << feature_count));
  return request;
}

}  // namespace rolecall::policy::testing
