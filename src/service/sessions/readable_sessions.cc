#include "service/sessions/readable_sessions.h"

#include <algorithm>

#include "policy/filter.h"
#include "store/caller.h"
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

}  // namespace

std::string shown_count(std::int64_t count) { return count >= most_counted ? "10,000+" : std::to_string(count); }

policy::TeamFacts facts_for(store::Transaction& tx, const store::Team& team, policy::TeamFacts facts, const MemberId& member) {
  const auto named = store::session_view_members(tx, team.id);
  facts.session_view.names_subject = std::ranges::find(named, member) != named.end();
  return facts;
}

store::SessionCount readable_sessions(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                      const MemberId& member, const policy::Subject& subject) {
  return count(tx, team, facts, member, reach_of(facts, subject));
}

store::SessionCount viewed_sessions(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts) {
  return count(tx, team, facts, {}, {.viewed = true});
}

std::vector<store::Member> viewers_of(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                      const MemberId& clinician) {
  if (!facts.session_view.enabled) return {};
  auto viewers = store::audience_of(tx, team.id, facts.session_view.audience_roles, clinician, most_viewers);
  std::erase_if(viewers, [&](const store::Member& member) {
    return !reach_of(facts_for(tx, team, facts, member.id), store::subject_of(tx, member, tx.now())).viewed;
  });
  return viewers;
}

std::int64_t sessions_lost_without(store::Transaction& tx, const store::Team& team, const policy::TeamFacts& facts,
                                   const MemberId& clinician) {
  const bool is_viewed = !viewers_of(tx, team, facts, clinician).empty();
  return store::count_sessions_of(tx, clinician, is_viewed ? store::Counted::restricted : store::Counted::all);
}

}  // namespace rolecall::service
