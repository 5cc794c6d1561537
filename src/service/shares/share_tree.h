// What follows from a share that is lowered or ended: what hangs under it is lowered or ends with it (SPEC section 4; TRAPS,
// Sharing). Asks for no rights; each
// step has its own audit row, with the system as actor, in the transaction of what caused it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "policy/question.h"
#include "store/member.h"
#include "store/permit.h"
#include "store/shares.h"

namespace rolecall::service {

[[nodiscard]] std::string_view name_of(policy::ShareLevel level);
/// Nothing when no level is called this.
[[nodiscard]] std::optional<policy::ShareLevel> share_level_from(std::string_view name);

/// The earlier of two ends; nothing: no end.
[[nodiscard]] std::optional<Instant> earlier(const std::optional<Instant>& a, const std::optional<Instant>& b);

/// The share as the audit shows it: ids, level and expiry.
[[nodiscard]] audit::Object as_object(const store::Share& share);

/// Ends the share by `permit`, and everything under it as the system; how many. None when it ended already with one above it.
std::int64_t end_share(store::Transaction& tx, const store::Permit& permit, const store::Share& share);

/// After `parent` was replaced: ends what was passed on from it when it is not full any more, otherwise cuts expiries down to its
/// own; how many changed.
std::int64_t fit_below(store::Transaction& tx, const store::Share& parent);

/// The highest levels at which a member may still give shares: of own sessions, and of what was shared with him in full.
struct Sharer {
  policy::ShareLevel of_own = policy::ShareLevel::none;
  policy::ShareLevel onwards = policy::ShareLevel::none;
  bool has_left = false;  // holds no share either
};
[[nodiscard]] Sharer sharer_with(const policy::Subject& rights);

/// Ends the shares that he may give no longer or not at that level, and when he has left those to him, with all that hangs under
/// them; how many.
std::int64_t end_shares_of(store::Transaction& tx, const store::Member& member, const Sharer& sharer, store::SystemReason reason);
/// How many end_shares_of would end.
[[nodiscard]] std::int64_t shares_that_would_end(store::Transaction& tx, const store::Member& member, const Sharer& sharer);

/// When a session gets another clinician: all its shares, because each came from the right of the one before; how many.
std::int64_t end_shares_on(store::Transaction& tx, const TeamId& team, const SessionId& session);

}  // namespace rolecall::service
