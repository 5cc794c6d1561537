#include "store/session_list.h"

#include <algorithm>
#include <limits>

#include "store/session_walk_sql.h"

namespace rolecall::store {
namespace {

/// Behind everything that `after` has shown; before everything on the first page.
SessionPosition start_of(const std::optional<SessionPosition>& after) {
  return after.value_or(SessionPosition{{std::numeric_limits<std::int64_t>::max()}, {}});
}

bool is_wanted(const SessionFilter& filter, const MemberId& clinician) {
  return !filter.clinician || *filter.clinician == clinician;
}

/// In the order of the list, none twice, at most `limit`.
class Page {
 public:
  explicit Page(int limit) : limit_(static_cast<std::size_t>(limit)) { sessions_.reserve(limit_); }

  /// INVARIANT: each statement gives its sessions in the order of the list.
  void add(Transaction& tx, const std::vector<Statement>& statements) {
    query_together(tx, statements, [this](Rows rows) {
      const auto before = static_cast<std::ptrdiff_t>(sessions_.size());
      while (rows.next()) sessions_.push_back(read_session(rows));
      std::ranges::inplace_merge(sessions_, sessions_.begin() + before, is_newer);
    });
    const auto repeated = std::ranges::unique(sessions_, {}, &Session::id);
    sessions_.erase(repeated.begin(), repeated.end());
    if (sessions_.size() > limit_) sessions_.resize(limit_);
  }
  /// What began before has no place on it any more.
  [[nodiscard]] Instant end() const { return sessions_.size() < limit_ ? beginning_of_time : sessions_.back().started_at; }
  [[nodiscard]] std::vector<Session> sessions() && { return std::move(sessions_); }

 private:
  std::size_t limit_;
  std::vector<Session> sessions_;
};

/// Whose sessions are walked one by one: the member's own and those of who has delegated.
std::vector<MemberId> clinicians_of(const WalkStart& start) {
  const SessionFilter& filter = start.filter;
  auto clinicians = filter.reach.delegated ? delegating_to(start.tx, filter.member) : std::vector<MemberId>();
  if (filter.reach.own) clinicians.push_back(filter.member);
  std::erase_if(clinicians, [&](const MemberId& clinician) { return !is_wanted(filter, clinician); });
  return clinicians;
}

/// A page is mostly one of the team's or of some clinicians' sessions.
std::vector<Statement> most_of_page(const WalkStart& start, const SessionWalks& walks, const std::vector<MemberId>& clinicians) {
  const SessionFilter& filter = start.filter;
  if (filter.reach.viewed && !filter.clinician) return {walks.unrestricted_of_team(beginning_of_time)};
  std::vector<Statement> statements;
  statements.reserve(clinicians.size() + 1);
  for (const MemberId& clinician : clinicians) {
    statements.push_back(walks.of_clinician(clinician, Restricted::any, beginning_of_time));
  }
  if (filter.reach.viewed) statements.push_back(walks.of_clinician(*filter.clinician, Restricted::none, beginning_of_time));
  return statements;
}

/// The others, no further back than the page goes already. Where the whole team is viewed, one's own and delegated sessions add
/// only what is restricted.
std::vector<Statement> rest_of_page(const WalkStart& start, const SessionWalks& walks, const std::vector<MemberId>& clinicians,
                                    Instant until) {
  const SessionFilter& filter = start.filter;
  std::vector<Statement> statements;
  if (filter.reach.viewed && !filter.clinician) {
    for (const MemberId& clinician : clinicians) statements.push_back(walks.of_clinician(clinician, Restricted::only, until));
  }
  if (filter.reach.shared != policy::ShareLevel::none) statements.push_back(walks.shared(until));
  if (filter.reach.emergency) statements.push_back(walks.opened_in_emergency(until));
  return statements;
}

/// Every way gives its newest `limit`; the newest of them together are the page.
std::vector<Session> merged(const WalkStart& start, const SessionWalks& walks) {
  const auto clinicians = clinicians_of(start);
  Page page(start.limit);
  page.add(start.tx, most_of_page(start, walks, clinicians));
  page.add(start.tx, rest_of_page(start, walks, clinicians, page.end()));
  return std::move(page).sessions();
}

// The sessions that one way reaches, $12 at most and none twice: $1 team, $2 member, $8 now, $9 the retention, $10 the status or
// -1, $11 the clinician or ''. `open`: whether the policy opens this way.
#define ROLECALL_REACHED(way, open, condition)                                                           \
  "SELECT " way ".id, " way ".clinician_id FROM (SELECT s.id, s.clinician_id FROM session s WHERE " open \
  " AND (s.created_at >= $9 OR s.legal_hold = 1) AND ($10 < 0 OR s.status = $10) "                       \
  "AND ($11 = '' OR s.clinician_id = $11) AND " condition " LIMIT $12) " way
// What narrows more than the team does is walked by its own index, and the team asked in a way that none answers.
#define ROLECALL_OF_TEAM " AND s.team_id || '' = $1"
#define ROLECALL_REACHED_OWN ROLECALL_REACHED("own", "$3 = 1", "s.clinician_id = $2" ROLECALL_OF_TEAM)
#define ROLECALL_REACHED_DELEGATED                                                                                      \
  ROLECALL_REACHED("delegated", "$4 = 1",                                                                               \
                   "s.clinician_id IN (SELECT d.clinician_id FROM delegation d JOIN member c ON c.id = d.clinician_id " \
                   "AND c.status = 1 WHERE d.assistant_id = $2 AND d.ended_at IS NULL AND d.starts_at <= $8 "           \
                   "AND d.ends_at > $8)" ROLECALL_OF_TEAM)
#define ROLECALL_REACHED_VIEWED ROLECALL_REACHED("viewed", "$5 = 1", "s.team_id = $1 AND s.restricted = 0")
#define ROLECALL_REACHED_SHARED                                                                               \
  ROLECALL_REACHED("shared", "$6 > 0",                                                                        \
                   "s.id IN (SELECT h.session_id FROM share h WHERE h.member_id = $2 AND h.valid_to IS NULL " \
                   "AND h.level >= $6 AND (h.expires_at IS NULL OR h.expires_at > $8))" ROLECALL_OF_TEAM)
#define ROLECALL_REACHED_IN_EMERGENCY                                                                                     \
  ROLECALL_REACHED("emergency", "$7 = 1",                                                                                 \
                   "s.id IN (SELECT e.session_id FROM emergency_session e JOIN emergency_access a ON a.id = e.access_id " \
                   "WHERE a.member_id = $2 AND a.ended_at IS NULL AND a.expires_at > $8)" ROLECALL_OF_TEAM)

}  // namespace

bool is_newer(const Session& a, const Session& b) {
  return a.started_at != b.started_at ? a.started_at > b.started_at : a.id > b.id;
}

std::vector<Session> list_sessions(Transaction& tx, const TeamVault& vault, const SessionFilter& filter,
                                   const std::optional<SessionPosition>& after, int limit) {
  if (filter.reach.empty()) return {};
  const WalkStart start{tx, filter, start_of(after), limit};
  return merged(start, filter.terms.empty() ? *list_walks(start) : *search_walks(start, vault));
}

SessionCount count_sessions(Transaction& tx, const SessionFilter& filter, std::int64_t most) {
  if (filter.reach.empty()) return {};
  auto rows =
      query(tx,
            "SELECT count(*), count(DISTINCT f.clinician_id) FROM (SELECT r.clinician_id FROM (" ROLECALL_REACHED_OWN
            " UNION " ROLECALL_REACHED_DELEGATED " UNION " ROLECALL_REACHED_VIEWED " UNION " ROLECALL_REACHED_SHARED
            " UNION " ROLECALL_REACHED_IN_EMERGENCY ") r LIMIT $12) f",
            filter.team, filter.member, filter.reach.own, filter.reach.delegated, filter.reach.viewed, filter.reach.shared,
            filter.reach.emergency, tx.now(), kept_since(filter), status_or_any(filter), clinician_or_any(filter), most + 1);
  rows.next();
  return {rows.integer(0), rows.integer(1)};
}

std::vector<MemberId> delegating_to(Transaction& tx, const MemberId& assistant) {
  std::vector<MemberId> clinicians;
  for (auto rows = query(tx,
                         "SELECT DISTINCT d.clinician_id FROM delegation d "
                         "JOIN member c ON c.id = d.clinician_id AND c.status = 1 "
                         "WHERE d.assistant_id = $1 AND d.ended_at IS NULL AND d.starts_at <= $2 AND d.ends_at > $2 "
                         "ORDER BY d.clinician_id",
                         assistant, tx.now());
       rows.next();) {
    clinicians.push_back(rows.id<MemberId>(0));
  }
  return clinicians;
}

}  // namespace rolecall::store
