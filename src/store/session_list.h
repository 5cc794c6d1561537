// Pages of sessions, newest first: what a member may see of a team, by the policy's filter. Merges ordered walks of indexes, so
// that a page costs the same at a hundred sessions and at a million.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/session_status.h"
#include "policy/filter.h"
#include "store/session.h"
#include "store/transaction.h"

namespace rolecall::store {

struct SessionFilter {
  TeamId team;
  MemberId member;       // who looks
  policy::Filter reach;  // of session.read, or of what else is listed
  std::optional<MemberId> clinician;
  std::optional<SessionStatus> status;
  std::vector<std::string> terms;     // of a search; each must be found (clinical/search_words.h)
  std::optional<Instant> kept_since;  // created earlier: the retention has expired, unless a legal hold keeps it
};

/// Where a session stands in the order.
struct SessionPosition {
  Instant started_at;
  SessionId id;
};

/// Whether it stands before the other one in a list.
[[nodiscard]] bool is_newer(const Session& a, const Session& b);

/// At most `limit` sessions behind `after`, newest first, ties by id. Complete and without repeats over pages while rows change.
/// `vault` is asked for the hashes of terms only.
[[nodiscard]] std::vector<Session> list_sessions(Transaction& tx, const TeamVault& vault, const SessionFilter& filter,
                                                 const std::optional<SessionPosition>& after, int limit);

/// How many sessions, of how many clinicians, are in reach: exact up to `most`, `most` + 1 for more, then of at least so many.
struct SessionCount {
  std::int64_t sessions = 0;
  std::int64_t clinicians = 0;
};
[[nodiscard]] SessionCount count_sessions(Transaction& tx, const SessionFilter& filter, std::int64_t most);

/// Clinicians who have delegated to this member now.
[[nodiscard]] std::vector<MemberId> delegating_to(Transaction& tx, const MemberId& assistant);

}  // namespace rolecall::store
