#include "service/members/expire_invitations.h"

#include "service/members/end_invitation.h"
#include "store/invitations.h"
#include "store/team.h"

namespace rolecall::service {
namespace {

/// Keeps the transaction short: whoever writes to this team waits for it.
constexpr std::size_t at_once = 100;

}  // namespace

Result<Remaining> expire_invitations(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  auto due = store::due_invitations(tx, id, at_once);
  for (auto& member : due) {
    if (const auto expired = expire_invitation(tx, environment, *team, member); !expired) return std::unexpected(expired.error());
  }
  return due.size() < at_once ? Remaining::none : Remaining::some;
}

}  // namespace rolecall::service
