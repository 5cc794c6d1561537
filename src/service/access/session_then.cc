#include "service/access/session_then.h"

#include <algorithm>
#include <ranges>

#include "service/access/session_rights.h"
#include "service/sessions/ask_about_session.h"

namespace rolecall::service {
namespace {

Result<PastRules> rules_of(store::Transaction& tx, const Environment& environment, const std::optional<Instant>& at) {
  return at ? rules_at(tx, environment.plans, *at) : Result<PastRules>(PastRules{environment.plans, PolicyTable::same});
}

std::unexpected<Error> before_it_was_made(const store::Session& session) {
  return invalid_field("/at", "the session did not exist then; it was made at " + to_rfc3339(session.created_at));
}

policy::Question question_about(const SessionThen& then, const store::SessionFacts& facts) {
  policy::Question question;
  question.action = policy::Action::session_read;
  question.team = then.facts;
  question.resource = resource_of(facts, policy::ResourceKind::session,
                                  store::retention_of(then.team.team, then.facts.features, then.at), then.at);
  return question;
}

template <class IdType>
bool has(const std::vector<IdType>& ids, const IdType& id) {
  return std::ranges::find(ids, id) != ids.end();
}

policy::Subject active_subject() {
  policy::Subject subject;
  subject.state = MemberState::active;
  subject.sign_in = policy::SignIn::assumed;
  subject.second_factor = policy::SecondFactor::assumed;
  return subject;
}

store::SessionFacts facts_then(const SessionThen& then, const MemberId& member) {
  store::SessionFacts facts{.session = then.session, .own = then.session.clinician == member};
  const auto found = then.related.find(member);
  if (found == then.related.end()) return facts;
  facts.share = found->second.share;
  facts.delegated = found->second.delegated;
  facts.emergency_open = found->second.emergency_open;
  return facts;
}

bool opens(const policy::Question& question) { return !readings_on(question).empty(); }

}  // namespace

Result<SessionThen> load_session_then(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                      const store::Session& session, std::optional<Instant> at) {
  if (at && *at > tx.now()) return invalid_field("/at", "the moment lies in the future; it is " + to_rfc3339(tx.now()) + " now");
  if (at && *at < session.created_at) return before_it_was_made(session);
  const Instant instant = at.value_or(tx.now());
  const auto rules = rules_of(tx, environment, at);
  if (!rules) return std::unexpected(rules.error());
  auto past_session = store::session_at(tx, session, instant);
  auto past_team = store::team_at(tx, team, instant);
  if (!past_session || !past_team) return invalid_field("/at", "what held then was not kept");
  past_session->sealed.clear();
  auto facts = store::team_facts(past_team->team, rules->plans, instant);
  auto related = store::related_at(tx, *past_session, instant);
  return SessionThen{instant, std::move(*past_session), std::move(*past_team), facts, rules->table, std::move(related)};
}

policy::Question ask_then(const SessionThen& then, const store::PastMember& past) {
  auto question = question_about(then, facts_then(then, past.member.id));
  question.subject = active_subject();
  question.subject.state = past.member.status;
  question.subject.owner = past.member.owner;
  question.subject.roles = past.member.roles;
  auto& view = question.team.session_view;
  view.names_subject = has(then.team.named, past.member.id);
  for (const store::PastRole& role : past.custom) {
    question.subject.custom = question.subject.custom | role.grants;
    if (has(then.team.custom_roles, role.id)) view.audience_custom = view.audience_custom | role.grants;
  }
  return question;
}

std::optional<RoleId> custom_role_giving(const SessionThen& then, const store::PastMember& past, policy::GrantId grant) {
  const bool counts_by_audience = policy::grant_at(grant).scope == policy::Scope::viewed && !has(then.team.named, past.member.id);
  std::optional<RoleId> first;
  for (const store::PastRole& role : past.custom) {
    if (!role.grants.has(grant) || (counts_by_audience && !has(then.team.custom_roles, role.id))) continue;
    if (!first || role.id < *first) first = role.id;
  }
  return first;
}

store::PastRoles viewing_roles(store::Transaction& tx, const SessionThen& then) {
  store::PastRoles viewing;
  auto question = question_about(then, {.session = then.session});
  for (const policy::Role role : then.facts.session_view.audience_roles) {
    question.subject = active_subject();
    question.subject.roles.add(role);
    if (opens(question)) viewing.built_in.add(role);
  }
  for (const RoleId& role : then.team.custom_roles) {
    question.subject = active_subject();
    const auto grants = store::grants_at(tx, then.team.team.id, role, then.at);
    if (!grants) continue;
    question.subject.custom = question.team.session_view.audience_custom = *grants;
    if (opens(question)) viewing.custom.push_back(role);
  }
  return viewing;
}

std::vector<MemberId> candidates(const SessionThen& then) {
  const auto related = then.related | std::views::keys;
  std::vector<MemberId> found(related.begin(), related.end());
  if (then.facts.session_view.enabled) found.insert(found.end(), then.team.named.begin(), then.team.named.end());
  std::ranges::sort(found);
  const auto repeats = std::ranges::unique(found);
  found.erase(repeats.begin(), repeats.end());
  return found;
}

}  // namespace rolecall::service
