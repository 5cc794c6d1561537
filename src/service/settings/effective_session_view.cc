#include "service/settings/effective_session_view.h"

#include <algorithm>

#include "service/members/who_holds.h"
#include "service/notices/tell.h"
#include "store/outbox.h"
#include "store/role_holders.h"
#include "store/session_view_due.h"
#include "store/settings_facts.h"

namespace rolecall::service {
namespace {

bool opens_something(const policy::Grant& grant, const store::TeamSettings& settings) {
  if (grant.scope != policy::Scope::viewed) return false;
  return settings.session_view_transcripts || grant.action != policy::Action::transcript_read;
}

policy::GrantSet opening_grants(const policy::GrantSet& grants, const store::TeamSettings& settings) {
  policy::GrantSet opening;
  for (const policy::GrantId id : grants) {
    if (opens_something(policy::grant_at(id), settings)) opening.add(id);
  }
  return opening;
}

/// A role that opens nothing says nothing to those whose sessions it does not open.
std::vector<store::AudienceRole> viewing_custom_roles(store::Transaction& tx, const store::Team& team) {
  auto roles = store::custom_roles_in_audience(tx, team.id);
  for (auto& role : roles) role.grants = opening_grants(role.grants, team.settings);
  std::erase_if(roles, [](const store::AudienceRole& role) { return role.grants.empty(); });
  return roles;
}

EffectiveView view_at(store::Transaction& tx, const Environment& environment, const store::Team& team, Instant at) {
  const store::TeamSettings& settings = team.settings;
  const auto features = store::features_of(team, environment.plans, at);
  if (!settings.session_view_enabled || !features.has(policy::Feature::session_view)) return {};
  return {true, settings.session_view_roles, viewing_custom_roles(tx, team), store::current_session_view_members(tx, team.id),
          settings.session_view_transcripts};
}

std::optional<Instant> next_by_clock(const store::Team& team, Instant now) {
  if (!team.settings.session_view_enabled) return std::nullopt;
  std::optional<Instant> next;
  const auto consider = [&](Instant at) {
    if (at > now && (!next || at < *next)) next = at;
  };
  if (team.trial) consider(team.trial->ends_at);
  if (team.subscription_next) consider(team.subscription_next->from);
  return next;
}

/// Each once, whose sessions Session View opens or would open.
std::vector<store::Member> concerned(store::Transaction& tx, const TeamId& team, const MemberId& except) {
  auto members = who_holds(tx, team, {policy::Action::session_create, policy::Scope::own}, except);
  for (auto& member : store::members_with_sessions(tx, team, except)) {
    if (std::ranges::find(members, member.id, &store::Member::id) == members.end()) members.push_back(std::move(member));
  }
  return members;
}

void tell_concerned(store::Transaction& tx, const Environment& environment, const store::Team& team, const EffectiveView& now,
                    const ViewChange& change) {
  const auto mail = compose::session_view_mail({change.cause, change.by_name, team.name, now.enabled, now.include_transcripts,
                                                environment.settings.public_url + "/teams/" + team.id.value + "/sessions"});
  for (const auto& member : concerned(tx, team.id, change.by)) {
    store::add_mail(tx, environment.keys.sealer(),
                    {"session_view_changed", team.id, member.id, member.address, mail.subject, mail.text, mail.html});
    tell(tx, member, NoticeKind::session_view_changed, {{"enabled", now.enabled}});
  }
}

}  // namespace

EffectiveView told_view(store::Transaction& tx, const Environment& environment, const store::Team& team) {
  const auto due = store::session_view_due(tx, team.id);
  const bool is_behind = due && *due <= tx.now();
  return view_at(tx, environment, team, is_behind ? Instant{due->ms - 1} : tx.now());
}

void settle_view(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Team& team,
                 const ViewChange& change) {
  store::set_session_view_due(tx, permit, team.id, next_by_clock(team, tx.now()));
  const auto now = view_at(tx, environment, team, tx.now());
  if (now != change.told) tell_concerned(tx, environment, team, now, change);
}

Result<Done> tell_view_by_clock(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  const auto due = store::session_view_due(tx, id);
  if (!team || team->deleted_at || !due || *due > tx.now()) return Done{};
  const ViewChange change{told_view(tx, environment, *team), compose::ViewCause::clock, {}, {}};
  const auto permit = store::permit_system(tx, id, store::SystemReason::billing_due);
  const auto now = view_at(tx, environment, *team, tx.now());
  if (now != change.told) {
    store::record(tx, permit, "system.session_view", {"team", id.value}, audit::Object{{"in_effect", change.told.enabled}},
                  audit::Object{{"in_effect", now.enabled}});
  }
  settle_view(tx, environment, permit, *team, change);
  return Done{};
}

}  // namespace rolecall::service
