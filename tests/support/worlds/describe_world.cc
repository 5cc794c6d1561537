#include <sstream>

#include "policy/catalog.h"
#include "support/worlds/patients.h"
#include "support/worlds/world.h"

namespace rolecall::testing::worlds {
namespace {

/// Seconds from now on, with the millisecond that counts.
std::string when(const World& world, Instant at) {
  const auto ms = (at - world.now).ms;
  if (ms == 0) return "now";
  return (ms < 0 ? "now-" : "now+") + std::to_string(ms < 0 ? -ms : ms) + "ms";
}

std::string names_of(policy::RoleSet roles) {
  std::string text = "{";
  for (const policy::Role role : roles) text += (text.size() > 1 ? "," : "") + std::string(policy::name_of(role));
  return text + "}";
}

std::string_view name_of(KeyState state) {
  return state == KeyState::in_force ? "" : state == KeyState::revoked ? ", revoked" : ", expired";
}

std::string_view name_of(By by) {
  return by == By::key ? "an API key" : by == By::second_factor ? "a login with a second factor" : "a login";
}

void describe(std::ostream& out, const World& world, const Team& team) {
  out << "team " << team.id.value << (team.deleted ? " (deleted)" : "") << " on plan " << team.plan;
  if (team.plan_next) out << ", " << team.plan_next->plan << " " << when(world, team.plan_next->from);
  if (team.trial) out << ", trial " << when(world, team.trial->started_at) << " to " << when(world, team.trial->ends_at);
  if (team.require_mfa) out << ", demands a second factor";
  if (team.emergency_access) out << ", emergency access enabled";
  out << ", Session View " << (team.view_enabled ? "on" : "off") << " for " << names_of(team.view_roles);
  for (const RoleId& role : team.view_custom_roles) out << " and " << role.value;
  for (const MemberId& named : team.view_members) out << " and " << named.value;
  out << (team.view_transcripts ? " with" : " without") << " transcripts";
  if (team.was_open) out << " (before that, for everybody)";
  if (team.retention_days) out << ", keeps " << *team.retention_days << " days";
  if (team.retention_next) {
    out << ", keeps " << team.retention_next->days << " days from " << when(world, team.retention_next->from);
  }
  out << "\n";
}

void describe(std::ostream& out, const Member& member) {
  out << "  member " << member.id.value << " (person " << member.person << ") " << name_of(member.state)
      << (member.owner ? ", owner" : "") << " " << names_of(member.roles);
  for (const RoleId& role : member.custom_roles) out << " + " << role.value;
  out << " with " << name_of(member.by);
  if (member.by == By::key) {
    out << " of " << names_of(member.key_roles) << (member.key_used_second_factor ? " made with a second factor" : "")
        << name_of(member.key_state);
  }
  if (member.signed_out) out << ", has to sign in again";
  if (member.state == MemberState::expired && !member.lapse_is_written) out << ", which no job has written";
  if (member.earlier_roles) out << ", was active with " << names_of(*member.earlier_roles);
  if (member.earlier_membership) out << ", was removed as " << member.earlier_membership->value;
  out << "\n";
}

void describe(std::ostream& out, const World& world, const Session& session) {
  out << "  session " << session.id.value << " of " << session.clinician.value << ", patient " << patients[session.patient].name
      << ", " << rolecall::name_of(session.status) << (session.restricted ? ", restricted" : "")
      << (session.legal_hold ? ", held" : "") << ", started " << when(world, session.started_at) << ", created "
      << when(world, session.created_at);
  if (session.earlier) {
    out << ", was " << session.earlier->clinician.value << "'s" << (session.earlier->restricted ? ", restricted" : "")
        << (session.earlier->legal_hold ? ", held" : "");
  }
  out << "\n";
  for (const Text& text : session.texts) {
    out << "    " << policy::name_of(text.kind) << " " << text.id << " by " << text.author.value
        << (text.is_signed ? ", signed" : "") << "\n";
  }
}

void describe_openings(std::ostream& out, const World& world, const Team& team) {
  for (const Share& share : team.shares) {
    out << "  share " << share.id.value << " of " << share.session.value << " with " << share.member.value << " by "
        << share.by.value << ", level " << static_cast<int>(share.level);
    if (share.parent) out << ", under " << share.parent->value;
    if (share.expires_at) out << ", until " << when(world, *share.expires_at);
    if (share.earlier_level) out << ", before that level " << static_cast<int>(*share.earlier_level);
    out << (share.ended ? ", ended\n" : "\n");
  }
  for (const Delegation& delegation : team.delegations) {
    out << "  delegation of " << delegation.clinician.value << " to " << delegation.assistant.value << ", "
        << when(world, delegation.from) << " to " << when(world, delegation.to) << (delegation.ended ? ", ended\n" : "\n");
  }
  for (const Emergency& emergency : team.emergencies) {
    out << "  emergency access of " << emergency.member.value << " until " << when(world, emergency.expires_at) << " to";
    for (const SessionId& session : emergency.sessions) out << " " << session.value;
    out << (emergency.ended ? ", ended\n" : "\n");
  }
}

}  // namespace

std::string description_of(const World& world) {
  std::ostringstream out;
  for (const Team& team : world.teams) {
    describe(out, world, team);
    for (const CustomRole& role : team.custom_roles) {
      out << "  custom role " << role.id.value << ":";
      for (const policy::GrantId grant : role.grants) {
        out << " " << policy::name_of(policy::grant_at(grant).action) << "/" << policy::name_of(policy::grant_at(grant).scope);
      }
      out << "\n";
    }
    for (const Member& member : team.members) describe(out, member);
    for (const Session& session : team.sessions) describe(out, world, session);
    describe_openings(out, world, team);
    for (const Template& one : team.templates) {
      out << "  template " << one.id.value << " of " << one.author.value << (one.is_personal ? ", personal\n" : ", the team's\n");
    }
  }
  return out.str();
}

}  // namespace rolecall::testing::worlds
