// A small random world: teams, their members, settings and sessions, and everything that opens or shuts a session, as plain data.
// The tests compare what every part of the program reads from it. It says what is; what follows from it is world_facts.h's.
//
// To extend it: a new fact gets a member here, a die in random_world.cc, a line in world_facts.cc, a row in load_world.cc, and,
// when it can be left out of a world that fails, a line in smaller_world.cc.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/member_state.h"
#include "model/session_status.h"
#include "policy/question.h"

namespace rolecall::testing::worlds {

/// How many accounts a world may use; they exist before it and outlive it.
inline constexpr std::size_t person_count = 6;

/// What a member asks with.
enum class By : std::uint8_t { password, second_factor, key };

enum class KeyState : std::uint8_t { in_force, revoked, expired };

struct CustomRole {
  RoleId id;
  policy::GrantSet grants;
};

struct Member {
  MemberId id;
  std::size_t person = 0;  // below person_count; once in a team
  MemberState state = MemberState::active;
  bool owner = false;
  policy::RoleSet roles;
  std::vector<RoleId> custom_roles;
  bool signed_out = false;  // the team has asked for a new sign-in since his login
  By by = By::password;
  policy::RoleSet key_roles;
  bool key_used_second_factor = false;
  KeyState key_state = KeyState::in_force;
  bool lapse_is_written = true;  // of an expired invitation; else no job has come by yet

  // What was and counts no more.
  std::optional<policy::RoleSet> earlier_roles;  // of this membership, which was active then
  std::optional<MemberId> earlier_membership;    // of the same account, with every role, removed
};

struct Text {
  policy::ResourceKind kind = policy::ResourceKind::note;  // or document
  std::string id;
  MemberId author;
  bool is_signed = false;  // notes only
};

/// What a session was before, and is no more.
struct EarlierSession {
  MemberId clinician;
  bool restricted = false;
  bool legal_hold = false;
};

struct Session {
  SessionId id;
  MemberId clinician;
  Instant started_at;
  Instant created_at;
  SessionStatus status = SessionStatus::draft;
  bool restricted = false;
  bool legal_hold = false;
  std::size_t patient = 0;  // of `patients`
  std::vector<Text> texts;
  std::optional<EarlierSession> earlier;
};

/// INVARIANT: what hangs under another share is of the same session, given by who has that one, which is full; it does not
/// outlive it.
struct Share {
  ShareId id;
  SessionId session;
  MemberId member;
  MemberId by;
  std::optional<ShareId> parent;
  policy::ShareLevel level = policy::ShareLevel::view;
  std::optional<Instant> expires_at;
  bool ended = false;
  std::optional<policy::ShareLevel> earlier_level;
};

struct Delegation {
  DelegationId id;
  MemberId clinician;
  MemberId assistant;
  Instant from;
  Instant to;
  bool ended = false;
};

struct Emergency {
  EmergencyId id;
  MemberId member;
  Instant expires_at;
  bool ended = false;  // before that
  std::vector<SessionId> sessions;
};

struct Trial {
  Instant started_at;
  Instant ends_at;
};

struct NextRetention {
  int days = 0;
  Instant from;
};

struct NextPlan {
  std::string plan;
  Instant from;
};

struct Template {
  TemplateId id;
  MemberId author;
  bool is_personal = false;
};

struct Team {
  TeamId id;
  bool deleted = false;
  std::string plan;
  std::optional<NextPlan> plan_next;
  std::optional<Trial> trial;
  bool require_mfa = false;
  bool emergency_access = false;
  bool view_enabled = false;
  policy::RoleSet view_roles;
  std::vector<MemberId> view_members;
  std::vector<RoleId> view_custom_roles;  // of the team's own
  bool view_transcripts = false;
  bool was_open = false;  // Session View was on for everybody, with transcripts, and no second factor was demanded
  std::optional<int> retention_days;
  std::optional<NextRetention> retention_next;

  std::vector<CustomRole> custom_roles;
  std::vector<Member> members;
  std::vector<Session> sessions;
  std::vector<Share> shares;
  std::vector<Delegation> delegations;
  std::vector<Emergency> emergencies;
  std::vector<Template> templates;
};

struct World {
  Instant now;
  std::vector<Team> teams;
};

/// The element with this id. INVARIANT: it is there.
template <class Elements, class IdType>
[[nodiscard]] const auto& at(const Elements& elements, const IdType& id) {
  const auto found = std::ranges::find(elements, id, [](const auto& element) { return element.id; });
  if (found == elements.end()) throw std::logic_error("a world names " + id.value + ", which it lacks");
  return *found;
}

/// Whether the membership is bound to an account: an invitation is not, before it is accepted.
[[nodiscard]] inline bool has_account(const Member& member) {
  return member.state == MemberState::active || member.state == MemberState::suspended || member.state == MemberState::removed;
}

/// The member of the team whom this account is, whatever his state; null: none.
[[nodiscard]] inline const Member* member_of(const Team& team, std::size_t person) {
  const auto found = std::ranges::find(team.members, person, &Member::person);
  return found == team.members.end() ? nullptr : &*found;
}

/// Small ones are read in a tenth of the time: two or three members and one or two sessions; everything comes up in them as well.
enum class WorldSize : std::uint8_t { small, large };

/// The same world for the same seed, on every machine.
[[nodiscard]] World random_world(std::uint64_t seed, Instant now, WorldSize size);

/// The world in words, one line each.
[[nodiscard]] std::string description_of(const World& world);

}  // namespace rolecall::testing::worlds
