#include "service/emergency/end_emergency.h"

#include "service/emergency/ask_about_emergency.h"

namespace rolecall::service {
namespace {

std::string_view name_of_cause(EmergencyEnds cause) {
  switch (cause) {
    case EmergencyEnds::switched_off:
      return "emergency_access_off";
    case EmergencyEnds::not_justified:
      return "not_justified";
    case EmergencyEnds::member_left:
      return "member_left";
    case EmergencyEnds::right_lost:
      return "right_lost";
  }
  return {};
}

void end(store::Transaction& tx, const store::Permit& permit, const store::EmergencyAccess& access, std::string_view cause) {
  const auto recorded =
      store::record(tx, permit, "emergency.end", {"emergency", access.id.value}, audit::Object{{"ended_at", nullptr}},
                    audit::Object{{"ended_at", to_rfc3339(tx.now())}, {"cause", cause}});
  store::end_emergency_access(tx, permit, recorded, access);
}

/// What the right to open one gave, whoever gives that right back later.
std::vector<store::EmergencyAccess> lost_emergencies(store::Transaction& tx, const store::Member& member,
                                                     const policy::Subject& rights) {
  if (!policy::scopes_held(rights, policy::Action::session_emergency_access).empty()) return {};
  return store::open_emergency_accesses(tx, member.team, member.id);
}

}  // namespace

Result<Done> end_emergency(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                           const TeamId& team, const EmergencyId& id) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto access = store::find_emergency_access(tx, team, id);
  const auto permit = store::authorize(tx, *caller, ask_to_end_emergency(*caller, access), {"emergency", id.value});
  if (!permit) return std::unexpected(permit.error());
  if (!access->is_open(tx.now())) return fail(Code::conflict, "emergency_over", "this emergency access is over already");
  end(tx, *permit, *access, "asked_for");
  return Done{};
}

void end_emergency_by(store::Transaction& tx, const store::EmergencyAccess& access, EmergencyEnds cause) {
  const bool has_left = cause == EmergencyEnds::member_left;
  const auto reason = has_left ? store::SystemReason::member_left : store::SystemReason::reconciliation;
  end(tx, store::permit_system(tx, access.team, reason), access, name_of_cause(cause));
}

std::int64_t end_emergencies(store::Transaction& tx, const TeamId& team, const std::optional<MemberId>& of, EmergencyEnds cause) {
  const auto open = store::open_emergency_accesses(tx, team, of);
  for (const auto& access : open) end_emergency_by(tx, access, cause);
  return static_cast<std::int64_t>(open.size());
}

std::int64_t end_lost_emergencies(store::Transaction& tx, const store::Member& member, const policy::Subject& rights) {
  const auto lost = lost_emergencies(tx, member, rights);
  for (const auto& access : lost) end_emergency_by(tx, access, EmergencyEnds::right_lost);
  return static_cast<std::int64_t>(lost.size());
}

std::int64_t emergencies_that_would_end(store::Transaction& tx, const store::Member& member, const policy::Subject& rights) {
  return static_cast<std::int64_t>(lost_emergencies(tx, member, rights).size());
}

}  // namespace rolecall::service
