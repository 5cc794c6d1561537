#include "store/session_list.h"

#include <algorithm>
#include <limits>

#include "store/session_columns.h"

namespace rolecall::store {
namespace {

/// Behind everything that `after` has shown; before everything on the first page.
SessionPosition start_of(const std::optional<SessionPosition>& after) {
  return after.value_or(SessionPosition{{std::numeric_limits<std::int64_t>::max()}, {}});
}

struct Walk {
  Transaction& tx;
  const SessionFilter& filter;
  SessionPosition from;
  int limit;

  [[nodiscard]] Instant kept_since() const {
    return filter.kept_since.value_or(Instant{std::numeric_limits<std::int64_t>::min()});
  }
};

std::vector<Session> read_all(Rows rows) {
  std::vector<Session> sessions;
  while (rows.next()) sessions.push_back(read_session(rows));
  return sessions;
}

// The end of every walk: $3 and $4 the position, $5 the retention, $6 the limit.
#define ROLECALL_BEHIND                                                                            \
  " AND (s.started_at, s.id) < ($3, $4) AND (s.created_at >= $5 OR s.legal_hold = 1) " \
  "ORDER BY s.started_at DESC, s.id DESC LIMIT $6"
#define ROLECALL_SESSIONS "SELECT " ROLECALL_SESSION_COLUMNS " FROM " ROLECALL_SESSION_TABLES

/// Of one clinician. `least_restricted` 0 leaves restricted ones out, 1 takes them in.
std::vector<Session> of_clinician(const Walk& walk, const MemberId& clinician, int most_restricted) {
  const auto& [tx, filter, from, limit] = walk;
  if (filter.status) {
    return read_all(query(tx,
                          ROLECALL_SESSIONS " WHERE s.clinician_id = $1 AND s.restricted <= $2 AND s.status = $7" ROLECALL_BEHIND,
                          clinician, most_restricted, from.started_at, from.id, walk.kept_since(), limit, *filter.status));
  }
  return read_all(query(tx, ROLECALL_SESSIONS " WHERE s.clinician_id = $1 AND s.restricted <= $2" ROLECALL_BEHIND, clinician,
                        most_restricted, from.started_at, from.id, walk.kept_since(), limit));
}

std::vector<Session> unrestricted_of_team(const Walk& walk) {
  const auto& [tx, filter, from, limit] = walk;
  if (filter.status) {
    return read_all(query(tx,
                          ROLECALL_SESSIONS " WHERE s.team_id = $1 AND s.restricted = 0 AND s.status = $2" ROLECALL_BEHIND,
                          filter.team, *filter.status, from.started_at, from.id, walk.kept_since(), limit));
  }
  return read_all(query(tx, ROLECALL_SESSIONS " WHERE s.team_id = $1 AND s.restricted = $2" ROLECALL_BEHIND, filter.team, 0,
                        from.started_at, from.id, walk.kept_since(), limit));
}

/// A session that several shared with the member stands here once, or its repeats would take the places of others.
std::vector<Session> shared(const Walk& walk) {
  const auto& [tx, filter, from, limit] = walk;
  return read_all(query(tx,
                        "SELECT " ROLECALL_SESSION_COLUMNS " FROM share h JOIN session s ON s.id = h.session_id "
                        "JOIN member c ON c.id = s.clinician_id "
                        "WHERE h.member_id = $1 AND h.level >= $2 AND h.valid_to IS NULL "
                        "AND (h.expires_at IS NULL OR h.expires_at > $7) AND s.team_id = $8 "
                        "AND NOT EXISTS (SELECT 1 FROM share x WHERE x.session_id = h.session_id AND x.member_id = $1 "
                        "AND x.level >= $2 AND x.valid_to IS NULL AND (x.expires_at IS NULL OR x.expires_at > $7) "
                        "AND x.id > h.id) "
                        "AND (h.started_at, h.session_id) < ($3, $4) AND (s.created_at >= $5 OR s.legal_hold = 1) "
                        "AND ($9 < 0 OR s.status = $9) AND ($10 = '' OR s.clinician_id = $10) "
                        "ORDER BY h.started_at DESC, h.session_id DESC LIMIT $6",
                        filter.member, filter.reach.shared, from.started_at, from.id, walk.kept_since(), limit, tx.now(),
                        filter.team, filter.status ? static_cast<std::int64_t>(*filter.status) : -1,
                        filter.clinician ? filter.clinician->value : std::string()));
}

std::vector<Session> opened_in_emergency(const Walk& walk) {
  const auto& [tx, filter, from, limit] = walk;
  return read_all(query(tx,
                        ROLECALL_SESSIONS
                        " WHERE s.team_id = $1 AND s.id IN (SELECT e.session_id FROM emergency_session e JOIN emergency_access "
                        "a ON a.id = e.access_id WHERE a.member_id = $2 AND a.expires_at > $7) "
                        "AND ($8 < 0 OR s.status = $8) AND ($9 = '' OR s.clinician_id = $9)" ROLECALL_BEHIND,
                        filter.team, filter.member, from.started_at, from.id, walk.kept_since(), limit, tx.now(),
                        filter.status ? static_cast<std::int64_t>(*filter.status) : -1,
                        filter.clinician ? filter.clinician->value : std::string()));
}

bool is_wanted(const SessionFilter& filter, const MemberId& clinician) {
  return !filter.clinician || *filter.clinician == clinician;
}

bool is_newer(const Session& a, const Session& b) {
  return a.started_at != b.started_at ? a.started_at > b.started_at : a.id > b.id;
}

void add(std::vector<Session>& all, std::vector<Session> some) {
  std::ranges::move(some, std::back_inserter(all));
}

/// Every way to reach a session gives its newest `limit`; the newest of them together are the page.
std::vector<Session> merged(const Walk& walk) {
  constexpr int with_restricted = 1;
  constexpr int without_restricted = 0;
  const auto& [tx, filter, from, limit] = walk;
  const policy::Filter& reach = filter.reach;
  std::vector<Session> all;
  if (reach.own && is_wanted(filter, filter.member)) add(all, of_clinician(walk, filter.member, with_restricted));
  if (reach.delegated) {
    for (const MemberId& clinician : delegating_to(tx, filter.member)) {
      if (is_wanted(filter, clinician)) add(all, of_clinician(walk, clinician, with_restricted));
    }
  }
  if (reach.viewed && filter.clinician) add(all, of_clinician(walk, *filter.clinician, without_restricted));
  if (reach.viewed && !filter.clinician) add(all, unrestricted_of_team(walk));
  if (reach.shared != policy::ShareLevel::none) add(all, shared(walk));
  if (reach.emergency) add(all, opened_in_emergency(walk));
  std::ranges::sort(all, is_newer);
  const auto repeated = std::ranges::unique(all, {}, &Session::id);
  all.erase(repeated.begin(), repeated.end());
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

// Whether the session s is in reach: $1 team, $2 member, $3 own, $4 delegated, $5 viewed, $6 share level (0 none), $7 emergency,
// $8 now, $9 the retention.
#define ROLECALL_IN_REACH                                                                                                    \
  "s.team_id = $1 AND (s.created_at >= $9 OR s.legal_hold = 1) AND (($3 = 1 AND s.clinician_id = $2) "                       \
  "OR ($5 = 1 AND s.restricted = 0) "                                                                                        \
  "OR ($4 = 1 AND EXISTS (SELECT 1 FROM delegation d WHERE d.assistant_id = $2 AND d.clinician_id = s.clinician_id "         \
  "AND d.ended_at IS NULL AND d.starts_at <= $8 AND d.ends_at > $8)) "                                                       \
  "OR ($6 > 0 AND EXISTS (SELECT 1 FROM share h WHERE h.session_id = s.id AND h.member_id = $2 AND h.valid_to IS NULL "      \
  "AND h.level >= $6 AND (h.expires_at IS NULL OR h.expires_at > $8))) "                                                     \
  "OR ($7 = 1 AND EXISTS (SELECT 1 FROM emergency_session e JOIN emergency_access a ON a.id = e.access_id "                  \
  "WHERE e.session_id = s.id AND a.member_id = $2 AND a.expires_at > $8)))"

/// Walks the sessions that have the first term, newest first; the others must be there too.
std::vector<Session> found(const Walk& walk, const TeamVault& vault) {
  const auto& [tx, filter, from, limit] = walk;
  constexpr std::size_t most_terms = 5;
  std::vector<Bytes> hashes;
  for (const std::string& term : filter.terms) hashes.push_back(vault.word_hash(term));
  hashes.resize(most_terms, hashes.front());
  return read_all(query(
      tx,
      "SELECT " ROLECALL_SESSION_COLUMNS " FROM session_word w JOIN session s ON s.id = w.session_id "
      "JOIN member c ON c.id = s.clinician_id WHERE w.team_id = $1 AND w.word = $10 "
      "AND (w.started_at, w.session_id) < ($15, $16) "
      "AND EXISTS (SELECT 1 FROM session_word x WHERE x.session_id = s.id AND x.word = $11) "
      "AND EXISTS (SELECT 1 FROM session_word x WHERE x.session_id = s.id AND x.word = $12) "
      "AND EXISTS (SELECT 1 FROM session_word x WHERE x.session_id = s.id AND x.word = $13) "
      "AND EXISTS (SELECT 1 FROM session_word x WHERE x.session_id = s.id AND x.word = $14) "
      "AND ($17 < 0 OR s.status = $17) AND ($18 = '' OR s.clinician_id = $18) AND " ROLECALL_IN_REACH
      " ORDER BY w.started_at DESC, w.session_id DESC LIMIT $19",
      filter.team, filter.member, filter.reach.own, filter.reach.delegated, filter.reach.viewed, filter.reach.shared,
      filter.reach.emergency, tx.now(), walk.kept_since(), hashes[0], hashes[1], hashes[2], hashes[3], hashes[4],
      from.started_at, from.id, filter.status ? static_cast<std::int64_t>(*filter.status) : -1,
      filter.clinician ? filter.clinician->value : std::string(), limit));
}

}  // namespace

std::vector<Session> list_sessions(Transaction& tx, const TeamVault& vault, const SessionFilter& filter,
                                   const std::optional<SessionPosition>& after, int limit) {
  if (filter.reach.empty()) return {};
  const Walk walk{tx, filter, start_of(after), limit};
  return filter.terms.empty() ? merged(walk) : found(walk, vault);
}

SessionCount count_sessions(Transaction& tx, const SessionFilter& filter, std::int64_t most) {
  if (filter.reach.empty()) return {};
  const Walk walk{tx, filter, {}, 0};
  auto rows = query(tx,
                    "SELECT count(*), count(DISTINCT f.clinician_id) FROM (SELECT s.clinician_id FROM session s "
                    "WHERE ($10 < 0 OR s.status = $10) AND ($11 = '' OR s.clinician_id = $11) AND " ROLECALL_IN_REACH
                    " LIMIT $12) f",
                    filter.team, filter.member, filter.reach.own, filter.reach.delegated, filter.reach.viewed,
                    filter.reach.shared, filter.reach.emergency, tx.now(), walk.kept_since(),
                    filter.status ? static_cast<std::int64_t>(*filter.status) : -1,
                    filter.clinician ? filter.clinician->value : std::string(), most);
  rows.next();
  return {rows.integer(0), rows.integer(1)};
}

std::vector<MemberId> delegating_to(Transaction& tx, const MemberId& assistant) {
  std::vector<MemberId> clinicians;
  for (auto rows = query(tx,
                         "SELECT DISTINCT d.clinician_id FROM delegation d WHERE d.assistant_id = $1 AND d.ended_at IS NULL "
                         "AND d.starts_at <= $2 AND d.ends_at > $2 ORDER BY d.clinician_id",
                         assistant, tx.now());
       rows.next();) {
    clinicians.push_back(rows.id<MemberId>(0));
  }
  return clinicians;
}

}  // namespace rolecall::store
