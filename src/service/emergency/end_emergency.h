// What ends an emergency access before its hour is over: who opened it, an administrator, and what takes away its reason to be.
#pragma once

#include <optional>

#include "policy/question.h"
#include "service/environment.h"
#include "store/credential.h"
#include "store/emergency.h"
#include "store/member.h"

namespace rolecall::service {

/// DELETE /teams/{team}/emergency/{emergency}. By who opened it, as session.emergency_access, or by whoever may review it. The
/// review stays due. Errors: unauthenticated, not_found, denied, conflict (`emergency_over`).
[[nodiscard]] Result<Done> end_emergency(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& team, const EmergencyId& id);

/// What takes away its reason to be.
enum class EmergencyEnds { switched_off, not_justified, member_left, right_lost };

/// Ends this one, which is open: with an audit row of its own that names the cause, and the system as actor.
void end_emergency_by(store::Transaction& tx, const store::EmergencyAccess& access, EmergencyEnds cause);
/// Ends all that are open in the team, or those of one member, as end_emergency_by; how many. Asks for no rights.
std::int64_t end_emergencies(store::Transaction& tx, const TeamId& team, const std::optional<MemberId>& of, EmergencyEnds cause);

/// When a member's rights have become these: all of his that are open, when he may open none any more; how many. As above.
std::int64_t end_lost_emergencies(store::Transaction& tx, const store::Member& member, const policy::Subject& rights);
/// How many end_lost_emergencies would end.
[[nodiscard]] std::int64_t emergencies_that_would_end(store::Transaction& tx, const store::Member& member,
                                                      const policy::Subject& rights);

}  // namespace rolecall::service
