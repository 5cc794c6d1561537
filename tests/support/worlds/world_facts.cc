#include "support/worlds/world_facts.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Feature;
using policy::FeatureSet;
using policy::ResourceKind;
using policy::ShareLevel;

/// SPEC section 6.
FeatureSet features_of(const std::string& plan) {
  if (plan == "free") return {};
  if (plan == "pro") return {Feature::team_templates};
  if (plan == "together") return {Feature::team_templates, Feature::session_view, Feature::team_policies};
  return FeatureSet::all();
}

policy::Subject subject_of(const Team& team, const Member& member) {
  policy::Subject subject{.state = member.state, .owner = member.owner, .roles = member.roles};
  const bool by_key = member.by == By::key;
  if (by_key) subject.roles = member.roles & member.key_roles;
  for (const RoleId& role : member.custom_roles) {
    if (!by_key) subject.custom = subject.custom | at(team.custom_roles, role).grants;
  }
  subject.sign_in = member.signed_out ? policy::SignIn::before_forced_sign_out : policy::SignIn::current;
  const bool used = by_key ? member.key_used_second_factor : member.by == By::second_factor;
  subject.second_factor = used ? policy::SecondFactor::used : policy::SecondFactor::none;
  subject.via = by_key ? policy::Via::api_key : policy::Via::browser;
  return subject;
}

/// What those of his custom roles grant that are in the audience. A key holds none.
policy::GrantSet in_audience(const Team& team, const Member& member) {
  policy::GrantSet granted;
  for (const RoleId& role : team.view_custom_roles) {
    const bool is_held = std::ranges::find(member.custom_roles, role) != member.custom_roles.end();
    if (is_held && member.by != By::key) granted = granted | at(team.custom_roles, role).grants;
  }
  return granted;
}

policy::TeamFacts facts_of(const World& world, const Team& team, const Member& member) {
  policy::TeamFacts facts{.deleted = team.deleted, .features = features_in_force(world, team)};
  facts.trial_used = team.trial.has_value();
  if (!facts.trial_used) facts.trial_features = features_of("together") - facts.features;
  facts.require_mfa = team.require_mfa && facts.features.has(Feature::team_policies);
  facts.emergency_access_enabled = team.emergency_access;
  facts.session_view.enabled = team.view_enabled;
  facts.session_view.audience_roles = team.view_roles;
  facts.session_view.audience_custom = in_audience(team, member);
  facts.session_view.include_transcripts = team.view_transcripts;
  facts.session_view.names_subject = std::ranges::find(team.view_members, member.id) != team.view_members.end();
  return facts;
}

bool retention_is_over(const World& world, const Team& team, const Session& session) {
  if (session.legal_hold || !features_in_force(world, team).has(Feature::team_policies)) return false;
  auto kept = team.retention_days;
  if (team.retention_next && team.retention_next->from <= world.now) kept = team.retention_next->days;
  return kept && session.created_at + days(*kept) <= world.now;
}

policy::Resource resource_of_session(const World& world, const Team& team, const Member& member, const Place& place) {
  policy::Resource resource{.kind = place.kind};
  if (place.session == nullptr) return resource;
  const Session& session = *place.session;
  resource.known = true;
  resource.own = session.clinician == member.id;
  resource.delegated = delegation_in_force(world, team, session, member);
  resource.share = share_in_force(world, team, session, member);
  resource.restricted = session.restricted;
  resource.emergency_open = emergency_is_open(world, team, session, member);
  resource.legal_hold = session.legal_hold;
  resource.retention_expired = retention_is_over(world, team, session);
  resource.note_signed = place.text != nullptr && place.text->is_signed;
  resource.authored = place.kind == ResourceKind::document && place.text != nullptr && place.text->author == member.id;
  return resource;
}

policy::Resource resource_of_member(const Member& member, const Member& target) {
  return {.kind = ResourceKind::member, .known = true, .own = target.id == member.id, .target_is_owner = target.owner};
}

policy::Resource resource_of_template(const Member& member, const Template& one) {
  return {.kind = ResourceKind::template_, .known = true, .own = one.author == member.id, .personal_template = one.is_personal};
}

policy::Resource resource_of(const World& world, const Team& team, const Member& member, const Place& place) {
  if (place.kind == ResourceKind::team) return {.kind = ResourceKind::team, .known = true};
  if (place.target != nullptr) return resource_of_member(member, *place.target);
  if (place.one_template != nullptr) return resource_of_template(member, *place.one_template);
  return resource_of_session(world, team, member, place);
}

}  // namespace

policy::Question question_of(const World& world, const Team& team, const Member& member, policy::Action action,
                             const Place& place) {
  policy::Question question;
  question.action = action;
  question.subject = subject_of(team, member);
  question.team = facts_of(world, team, member);
  question.resource = resource_of(world, team, member, place);
  return question;
}

policy::Question question_about(const World& world, const Team& team, const Member& member, policy::Action action,
                                const Place& place) {
  Member asked = member;
  asked.by = By::password;
  auto question = question_of(world, team, asked, action, place);
  question.subject.sign_in = policy::SignIn::assumed;
  question.subject.second_factor = policy::SecondFactor::assumed;
  return question;
}

ShareLevel share_in_force(const World& world, const Team& team, const Session& session, const Member& member) {
  ShareLevel highest = ShareLevel::none;
  for (const Share& share : team.shares) {
    const bool is_his = share.session == session.id && share.member == member.id;
    const bool in_force = !share.ended && (!share.expires_at || world.now < *share.expires_at);
    if (is_his && in_force) highest = std::max(highest, share.level);
  }
  return highest;
}

bool delegation_in_force(const World& world, const Team& team, const Session& session, const Member& member) {
  const auto clinician = std::ranges::find(team.members, session.clinician, &Member::id);
  if (clinician == team.members.end() || clinician->state != MemberState::active) return false;
  return std::ranges::any_of(team.delegations, [&](const Delegation& delegation) {
    const bool in_force = !delegation.ended && delegation.from <= world.now && world.now < delegation.to;
    return in_force && delegation.clinician == session.clinician && delegation.assistant == member.id;
  });
}

bool emergency_is_open(const World& world, const Team& team, const Session& session, const Member& member) {
  return std::ranges::any_of(team.emergencies, [&](const Emergency& emergency) {
    const bool opens = std::ranges::find(emergency.sessions, session.id) != emergency.sessions.end();
    return opens && emergency.member == member.id && !emergency.ended && world.now < emergency.expires_at;
  });
}

FeatureSet features_in_force(const World& world, const Team& team) {
  const bool has_changed = team.plan_next && team.plan_next->from <= world.now;
  const FeatureSet features = features_of(has_changed ? team.plan_next->plan : team.plan);
  const bool on_trial = team.trial && team.trial->started_at <= world.now && world.now < team.trial->ends_at;
  return on_trial ? features | features_of("together") : features;
}

}  // namespace rolecall::testing::worlds
