// The ways by which a list or a search goes to sessions, each an ordered walk of an index. For store/session_list.cc only, which
// merges them and knows which of them the policy opens.
#pragma once

#include <limits>
#include <memory>

#include "store/connection.h"
#include "store/session_list.h"

namespace rolecall::store {

/// From where all walks begin, and how many sessions each gives at most.
struct WalkStart {
  Transaction& tx;
  const SessionFilter& filter;
  SessionPosition from;
  int limit = 0;
};

inline constexpr Instant beginning_of_time{std::numeric_limits<std::int64_t>::min()};

/// Which of a clinician's sessions.
enum class Restricted : std::uint8_t { any, only, none };

/// Each asks for the newest `limit` sessions behind the start that match the filter and did not begin before `until`, newest
/// first, ties by id, none twice. Whether the filter asks for another clinician is the caller's to know, except for what is
/// shared or open in an emergency. The statements view the walks, the filter and the clinician.
class SessionWalks {
 public:
  virtual ~SessionWalks() = default;
  [[nodiscard]] virtual Statement of_clinician(const MemberId& clinician, Restricted which, Instant until) const = 0;
  [[nodiscard]] virtual Statement unrestricted_of_team(Instant until) const = 0;
  [[nodiscard]] virtual Statement shared(Instant until) const = 0;
  [[nodiscard]] virtual Statement opened_in_emergency(Instant until) const = 0;
};

/// All sessions.
[[nodiscard]] std::unique_ptr<SessionWalks> list_walks(const WalkStart& start);
/// Those in which every term of the filter is found.
[[nodiscard]] std::unique_ptr<SessionWalks> search_walks(const WalkStart& start, const TeamVault& vault);

}  // namespace rolecall::store
