#include "store/emergency.h"

#include <limits>
#include <stdexcept>

#include "store/session_columns.h"

namespace rolecall::store {
namespace {

constexpr std::int64_t reason_version = 1;
constexpr std::int64_t comment_version = 2;

ContentPlace place_of(const EmergencyId& id, std::int64_t version) { return {"emergency_access", id.value, version}; }

#define ROLECALL_EMERGENCY                                                                                                    \
  "SELECT a.id, a.team_id, a.member_id, m.name, a.opened_at, a.expires_at, a.ended_at, a.review_due_at, a.reason, "           \
  "(SELECT count(*) FROM emergency_session e WHERE e.access_id = a.id), a.reviewed_at, a.reviewed_by, coalesce(r.name, ''), " \
  "a.verdict, a.comment FROM emergency_access a JOIN member m ON m.id = a.member_id LEFT JOIN member r ON r.id = a.reviewed_by "

EmergencyAccess read_access(const Rows& rows) {
  EmergencyAccess access;
  access.id = rows.id<EmergencyId>(0);
  access.team = rows.id<TeamId>(1);
  access.member = rows.id<MemberId>(2);
  access.member_name = rows.text(3);
  access.opened_at = rows.instant(4);
  access.expires_at = rows.instant(5);
  access.ended_at = rows.instant_or_null(6);
  access.review_due_at = rows.instant(7);
  access.reason = rows.bytes(8);
  access.sessions = rows.integer(9);
  if (!rows.is_null(10)) {
    access.review = EmergencyReview{rows.instant(10), rows.id<MemberId>(11), rows.text(12), rows.text(13), rows.bytes(14)};
  }
  return access;
}

}  // namespace

std::vector<Session> sessions_of_patient(Transaction& tx, const TeamVault& vault, std::string_view identifier,
                                         std::string_view date_of_birth) {
  std::vector<Session> sessions;
  for (auto rows = query(tx,
                         "SELECT " ROLECALL_SESSION_COLUMNS " FROM " ROLECALL_SESSION_TABLES
                         " WHERE s.team_id = $1 AND s.identifier_hash = $2 AND s.date_of_birth_hash = $3 ORDER BY s.id",
                         vault.team(), vault.word_hash("identifier\n" + std::string(identifier)),
                         vault.word_hash("date of birth\n" + std::string(date_of_birth)));
       rows.next();) {
    sessions.push_back(read_session(rows));
  }
  return sessions;
}

void insert_emergency_access(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault,
                             const EmergencyAccess& access, std::string_view reason, const std::vector<Session>& sessions) {
  permit.require(tx, access.team);
  execute(tx,
          "INSERT INTO emergency_access(id, team_id, member_id, reason, opened_at, expires_at, review_due_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7)",
          access.id, access.team, access.member, vault.seal(place_of(access.id, reason_version), reason), access.opened_at,
          access.expires_at, access.review_due_at);
  for (const Session& session : sessions) {
    execute(tx, "INSERT INTO emergency_session(access_id, session_id) VALUES ($1, $2)", access.id, session.id);
  }
}

std::optional<EmergencyAccess> find_emergency_access(Transaction& tx, const TeamId& team, const EmergencyId& id) {
  auto rows = query(tx, ROLECALL_EMERGENCY "WHERE a.id = $1 AND a.team_id = $2", id, team);
  if (!rows.next()) return std::nullopt;
  return read_access(rows);
}

std::vector<EmergencyAccess> open_emergency_accesses(Transaction& tx, const TeamId& team, const std::optional<MemberId>& of) {
  std::vector<EmergencyAccess> accesses;
  for (auto rows = query(tx,
                         ROLECALL_EMERGENCY
                         "WHERE a.team_id = $1 AND a.ended_at IS NULL AND a.expires_at > $2 AND ($3 = '' OR a.member_id = $3) "
                         "ORDER BY a.opened_at, a.id",
                         team, tx.now(), of.value_or(MemberId{}));
       rows.next();) {
    accesses.push_back(read_access(rows));
  }
  return accesses;
}

void end_emergency_access(Transaction& tx, const Permit& permit, const Recorded&, const EmergencyAccess& access) {
  permit.require(tx, access.team);
  execute(tx, "UPDATE emergency_access SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", access.id, tx.now());
}

std::vector<EmergencyAccess> list_emergency_accesses(Transaction& tx, const TeamId& team,
                                                     const std::optional<EmergencyPosition>& after, int limit) {
  const auto from = after.value_or(EmergencyPosition{{std::numeric_limits<std::int64_t>::max()}, {}});
  std::vector<EmergencyAccess> accesses;
  for (auto rows = query(tx,
                         ROLECALL_EMERGENCY "WHERE a.team_id = $1 AND (a.opened_at, a.id) < ($2, $3) "
                                            "ORDER BY a.opened_at DESC, a.id DESC LIMIT $4",
                         team, from.opened_at, from.id, limit);
       rows.next();) {
    accesses.push_back(read_access(rows));
  }
  return accesses;
}

std::int64_t count_waiting_reviews(Transaction& tx, const TeamId& team, const MemberId& member) {
  auto rows = query(tx, "SELECT count(*) FROM emergency_access WHERE team_id = $1 AND reviewed_at IS NULL AND member_id <> $2",
                    team, member);
  rows.next();
  return rows.integer(0);
}

void save_emergency_review(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault, const EmergencyId& id,
                           const Verdict& verdict) {
  permit.require(tx, vault.team());
  const auto changed = execute(tx,
                               "UPDATE emergency_access SET reviewed_at = $3, reviewed_by = $4, verdict = $5, comment = $6 "
                               "WHERE id = $1 AND team_id = $2 AND reviewed_at IS NULL",
                               id, vault.team(), tx.now(), verdict.by, verdict.verdict,
                               vault.seal(place_of(id, comment_version), verdict.comment));
  if (changed != 1) throw std::logic_error("an emergency access is reviewed that is not waiting for it");
}

Result<std::string> open_reason(const TeamVault& vault, const EmergencyAccess& access) {
  return vault.open(place_of(access.id, reason_version), access.reason);
}

Result<std::string> open_comment(const TeamVault& vault, const EmergencyAccess& access) {
  if (!access.review) return std::string();
  return vault.open(place_of(access.id, comment_version), access.review->comment);
}

}  // namespace rolecall::store
