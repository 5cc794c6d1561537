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

bool is_newer(const Session& a, const Session& b) {
  return a.started_at != b.started_at ? a.started_at > b.started_at : a.id > b.id;
}

/// In the order of the list, none twice, at most `limit`.
class Page {
 public:
  void add(Rows rows) {
    while (rows.next()) all_.push_back(read_session(rows));
  }
  std::vector<Session> newest(int limit) && {
    std::ranges::sort(all_, is_newer);
    const auto repeated = std::ranges::unique(all_, {}, &Session::id);
    all_.erase(repeated.begin(), repeated.end());
    if (all_.size() > static_cast<std::size_t>(limit)) all_.resize(static_cast<std::size_t>(limit));
    return std::move(all_);
  }

 private:
  std::vector<Session> all_;
};

/// One for every way to reach a session. Where the whole team is viewed, one's own and delegated sessions add only what is
/// restricted.
std::vector<Statement> statements(const WalkStart& start, const SessionWalks& walks, const std::vector<MemberId>& delegating) {
  const SessionFilter& filter = start.filter;
  const policy::Filter& reach = filter.reach;
  const bool views_team = reach.viewed && !filter.clinician;
  const Restricted beside_view = views_team ? Restricted::only : Restricted::any;
  std::vector<Statement> all;
  if (reach.own && is_wanted(filter, filter.member)) all.push_back(walks.of_clinician(filter.member, beside_view));
  for (const MemberId& clinician : delegating) {
    if (is_wanted(filter, clinician)) all.push_back(walks.of_clinician(clinician, beside_view));
  }
  if (views_team) all.push_back(walks.unrestricted_of_team());
  if (reach.viewed && filter.clinician) all.push_back(walks.of_clinician(*filter.clinician, Restricted::none));
  if (reach.shared != policy::ShareLevel::none) all.push_back(walks.shared());
  if (reach.emergency) all.push_back(walks.opened_in_emergency());
  return all;
}

/// Every way gives its newest `limit`; the newest of them together are the page.
std::vector<Session> merged(const WalkStart& start, const SessionWalks& walks) {
  const SessionFilter& filter = start.filter;
  const auto delegating = filter.reach.delegated ? delegating_to(start.tx, filter.member) : std::vector<MemberId>();
  Page page;
  query_together(start.tx, statements(start, walks, delegating), [&page](Rows rows) { page.add(std::move(rows)); });
  return std::move(page).newest(start.limit);
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
