// Sessions and personal templates go to an heir in the transaction that ends a membership, with a receipt of what moved (SPEC
// sections 3 and 8.7). Asks for no rights.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "service/environment.h"
#include "store/handover.h"
#include "store/member.h"
#include "store/team.h"

namespace rolecall::service {

/// What moved to whom; `orphans` are counted afterwards, not assumed.
struct HandedOver {
  std::optional<MemberId> to;
  std::vector<SessionId> sessions;
  std::vector<TemplateId> templates;
  std::int64_t orphans = 0;
};

/// The member that was named as heir, or nothing when none is needed. Errors: invalid at `/handover_to` unless it is an active
/// member other than who acts and who goes, who may hold own sessions; conflict (`handover_needed`, with the counts) when there
/// is something to hand over and nobody is named.
[[nodiscard]] Result<std::optional<store::Member>> find_heir(store::Transaction& tx, const store::Member& leaver,
                                                             const MemberId& actor, const std::optional<MemberId>& named);

/// Moves everything, records it in rows of bounded size, and tells the heir and the owner by mail and in the portal.
/// INVARIANT: `heir` came from find_heir; without one there is nothing to move.
[[nodiscard]] HandedOver hand_over(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                   const store::Team& team, const store::Member& leaver,
                                   const std::optional<store::Member>& heir);

/// By mail and in the portal: `to` got this many sessions and templates of `from`. Also told: the owner, and `from` while he is
/// in the team.
void tell_handover(store::Transaction& tx, const Environment& environment, const store::Team& team, const store::Member& from,
                   const store::Member& to, const store::Holdings& moved);

/// conflict (`handover_needed`): its fields are `/sessions` and `/templates` with the counts (http/problem.h shows them).
[[nodiscard]] Error handover_needed(const store::Holdings& holdings);

}  // namespace rolecall::service
