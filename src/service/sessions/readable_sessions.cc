#include "service/sessions/readable_sessions.h"

#include <algorithm>

#include "policy/filter.h"
#include "service/access/session_rights.h"
#include "store/custom_grants.h"
#include "store/session_view_audience.h"

namespace rolecall::service {
namespace {

constexpr int most_viewers = 100;

policy::Filter reach_of(const policy::TeamFacts& facts, const policy::Subject& subject) {
  policy::Question question;
  question.action = policy::Action::session_read;
  question.subject = subject;
  question.team = facts;
  question.resource = policy::Resource{.kind = policy::ResourceKind::session, .known = true};
  return policy::filter(question);
}

store::SessionCount count(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts, const MemberId& member,
                          const policy::Filter& reach) {
  store::SessionFilter filter{team.id, member, reach, {}, {}, {}, {}};
  // A session whose time is up exactly now is gone, as in the policy.
  if (const auto kept = store::retention_of(team, facts.features, tx.now())) filter.kept_since = tx.now() - *kept + Duration{1};
  return store::count_sessions(tx, filter, most_counted);
}

/// Whom Session View opens one of `readings` of the clinician's sessions.
struct ViewersQuestion {
  policy::TeamFacts facts;
  MemberId clinician;
  policy::ActionSet readings;
};

bool views(const ViewersQuestion& question, const policy::TeamFacts& facts, const policy::Subject& subject) {
  return !(readings_of_colleagues(subject, facts) & question.readings).empty();
}

/// Somebody active who holds this, whoever he is.
policy::Subject active_with(const policy::RoleSet& roles, const policy::GrantSet& custom) {
  policy::Subject subject;
  subject.state = MemberState::active;
  subject.roles = roles;
  subject.custom = custom;
  subject.sign_in = policy::SignIn::assumed;
  subject.second_factor = policy::SecondFactor::assumed;
  return subject;
}

/// The roles of the audience that let view whoever holds one: other roles take nothing from him (SPEC section 2, invariant 6), so
/// these members need not be asked about one by one.
store::AnyOfRoles roles_that_view(store::Transaction& tx, const TeamId& team, const ViewersQuestion& question) {
  auto facts = question.facts;
  facts.session_view.names_subject = false;
  store::AnyOfRoles viewing;
  for (const policy::Role role : facts.session_view.audience_roles) {
    if (views(question, facts, active_with({role}, {}))) viewing.built_in.add(role);
  }
  for (const store::AudienceRole& role : store::custom_roles_in_audience(tx, team)) {
    facts.session_view.audience_custom = role.grants;
    if (views(question, facts, active_with({}, role.grants))) viewing.custom.push_back(role.id);
  }
  return viewing;
}

policy::ActionSet readings_of(const store::AudienceMember& one, policy::TeamFacts facts, Instant now) {
  facts.session_view.names_subject = one.is_named;
  facts.session_view.audience_custom = one.custom.in_audience;
  return readings_of_colleagues(store::subject_with(one.member, one.custom.all, now), facts);
}

Viewers find_viewers(store::Transaction& tx, const TeamId& team, const ViewersQuestion& question) {
  if (!question.facts.session_view.enabled) return {};
  const auto roles = roles_that_view(tx, team, question);
  const MemberId& clinician = question.clinician;
  Viewers viewers;
  for (auto& holder : store::holders_in_audience(tx, team, roles, clinician, most_viewers)) {
    const auto readings = readings_of(holder, question.facts, tx.now());
    viewers.members.push_back({std::move(holder.member), readings});
  }
  viewers.more = store::count_in_audience(tx, team, roles, clinician) - static_cast<std::int64_t>(viewers.members.size());
  for (auto& named : store::named_in_audience(tx, team, roles, clinician)) {
    const auto readings = readings_of(named, question.facts, tx.now());
    if ((readings & question.readings).empty()) continue;
    if (viewers.members.size() < static_cast<std::size_t>(most_viewers)) {
      viewers.members.push_back({std::move(named.member), readings});
    } else {
      ++viewers.more;
    }
  }
  return viewers;
}

}  // namespace

std::string shown_count(std::int64_t count) { return count > most_counted ? "10,000+" : std::to_string(count); }

MemberFacts facts_for(store::Transaction& tx, const store::Team& team, policy::TeamFacts facts, const store::Member& member) {
  const auto named = store::session_view_members(tx, team.id);
  const auto asked = store::asked_member(tx, member, tx.now());
  facts.session_view.names_subject = std::ranges::find(named, member.id) != named.end();
  facts.session_view.audience_custom = asked.audience_custom;
  return {asked.subject, facts};
}

store::SessionCount readable_sessions(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                      const MemberId& member, const policy::Subject& subject) {
  return count(tx, team, facts, member, reach_of(facts, subject));
}

store::SessionCount viewed_sessions(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts) {
  return count(tx, team, facts, {}, {.viewed = true});
}

Viewers viewers_of(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts, const MemberId& clinician) {
  return find_viewers(tx, team.id, {facts, clinician, policy::ActionSet::all()});
}

std::int64_t sessions_lost_without(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                   const MemberId& clinician) {
  const policy::ActionSet opening{policy::Action::session_read};  // who reads but its notes cannot open it
  const bool is_viewed = !find_viewers(tx, team.id, {facts, clinician, opening}).members.empty();
  return store::count_sessions_of(tx, clinician, is_viewed ? store::Counted::restricted : store::Counted::all);
}

}  // namespace rolecall::service
