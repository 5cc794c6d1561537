#include "store/session.h"

#include <boost/describe.hpp>
#include <stdexcept>

#include "base/json_read.h"
#include "base/json_write.h"
#include "store/session_columns.h"

namespace rolecall::store {

BOOST_DESCRIBE_STRUCT(Patient, (), (name, date_of_birth, identifier))
BOOST_DESCRIBE_STRUCT(SessionContent, (), (patient, context))

namespace {

ContentPlace place_of(const Session& session) { return {"session", session.id.value, session.revision}; }

std::optional<Bytes> hash_of(const TeamVault& vault, std::string_view label, const std::string& value) {
  if (value.empty()) return std::nullopt;
  return vault.word_hash(std::string(label) + value);
}

std::optional<Bytes> identifier_hash(const TeamVault& vault, const SearchKeys& keys) {
  return hash_of(vault, "identifier\n", keys.identifier);
}

std::optional<Bytes> date_of_birth_hash(const TeamVault& vault, const SessionContent& content) {
  return hash_of(vault, "date of birth\n", content.patient.date_of_birth);
}

void write_words(Transaction& tx, const TeamVault& vault, const Session& session, const SearchKeys& keys) {
  execute(tx, "DELETE FROM session_word WHERE session_id = $1", session.id);
  for (const std::string& word : keys.words) {
    execute(tx,
            "INSERT INTO session_word(team_id, clinician_id, word, started_at, session_id) VALUES ($1, $2, $3, $4, $5) "
            "ON CONFLICT DO NOTHING",
            session.team, session.clinician, vault.word_hash(word), session.started_at, session.id);
  }
}

void open_interval(Transaction& tx, std::int64_t seq, const Session& session) {
  execute(tx,
          "INSERT INTO session_history(session_id, seq, team_id, clinician_id, restricted, legal_hold, valid_from, valid_to) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
          session.id, seq, session.team, session.clinician, session.restricted, session.legal_hold, tx.now());
}

void close_interval(Transaction& tx, const SessionId& session) {
  execute(tx, "UPDATE session_history SET valid_to = $2 WHERE session_id = $1 AND valid_to IS NULL", session, tx.now());
}

bool differs_from_interval(Transaction& tx, const Session& session) {
  auto rows = query(tx,
                    "SELECT 1 FROM session_history WHERE session_id = $1 AND valid_to IS NULL AND clinician_id = $2 "
                    "AND restricted = $3 AND legal_hold = $4",
                    session.id, session.clinician, session.restricted, session.legal_hold);
  return !rows.next();
}

/// A new interval where the open one says something else.
void keep_history(Transaction& tx, std::int64_t seq, const Session& session) {
  if (!differs_from_interval(tx, session)) return;
  close_interval(tx, session.id);
  open_interval(tx, seq, session);
}

std::optional<MemberId> consent_by(const Session& session) {
  return session.consent ? std::optional(session.consent->by) : std::nullopt;
}

std::optional<Instant> consent_at(const Session& session) {
  return session.consent ? std::optional(session.consent->at) : std::nullopt;
}

}  // namespace

std::optional<SessionFacts> find_session(Transaction& tx, const TeamId& team, const MemberId& member, const SessionId& id) {
  auto rows = query(
      tx,
      "SELECT " ROLECALL_SESSION_COLUMNS
      ", (SELECT coalesce(max(h.level), 0) FROM share h WHERE h.session_id = s.id AND h.member_id = $3 AND h.valid_to IS NULL "
      "AND (h.expires_at IS NULL OR h.expires_at > $4)), "
      "CASE WHEN EXISTS (SELECT 1 FROM delegation d WHERE d.assistant_id = $3 AND d.clinician_id = s.clinician_id "
      "AND c.status = 1 AND d.ended_at IS NULL AND d.starts_at <= $4 AND d.ends_at > $4) THEN 1 ELSE 0 END, "
      "CASE WHEN EXISTS (SELECT 1 FROM emergency_session e JOIN emergency_access a ON a.id = e.access_id "
      "WHERE e.session_id = s.id AND a.member_id = $3 AND a.ended_at IS NULL AND a.expires_at > $4) THEN 1 ELSE 0 END "
      "FROM " ROLECALL_SESSION_TABLES " WHERE s.id = $2 AND s.team_id = $1",
      team, id, member, tx.now());
  if (!rows.next()) return std::nullopt;
  SessionFacts facts;
  facts.session = read_session(rows);
  facts.own = facts.session.clinician == member;
  facts.share = static_cast<policy::ShareLevel>(rows.integer(session_column_count));
  facts.delegated = rows.flag(session_column_count + 1);
  facts.emergency_open = rows.flag(session_column_count + 2);
  return facts;
}

Result<SessionContent> open_content(const TeamVault& vault, const Session& session) {
  const auto text = vault.open(place_of(session), session.sealed);
  if (!text) return std::unexpected(text.error());
  const auto document = json::parse(*text);
  if (!document) return std::unexpected(document.error());
  return json::read<SessionContent>(document->root());
}

void insert_session(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault,
                    const Session& session, const SessionContent& content, const SearchKeys& keys) {
  permit.require(tx, session.team);
  execute(tx,
          "INSERT INTO session(id, team_id, clinician_id, created_by, started_at, status, content, identifier_hash, "
          "date_of_birth_hash, consent_by, consent_at, revision, created_at, updated_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
          session.id, session.team, session.clinician, session.created_by, session.started_at, session.status,
          vault.seal(place_of(session), json::text(content)), identifier_hash(vault, keys), date_of_birth_hash(vault, content),
          consent_by(session), consent_at(session), session.revision, tx.now());
  write_words(tx, vault, session, keys);
  open_interval(tx, recorded.seq(), session);
}

void save_session(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, Session& session,
                  const SessionContent& content, const SearchKeys& keys) {
  permit.require(tx, session.team);
  ++session.revision;
  session.updated_at = tx.now();
  const auto changed = execute(
      tx,
      "UPDATE session SET clinician_id = $3, started_at = $4, status = $5, content = $6, identifier_hash = $7, "
      "date_of_birth_hash = $8, restricted = $9, legal_hold = $10, consent_by = $11, consent_at = $12, revision = $13, "
      "updated_at = $14 WHERE id = $1 AND team_id = $2 AND revision = $13 - 1",
      session.id, session.team, session.clinician, session.started_at, session.status,
      vault.seal(place_of(session), json::text(content)), identifier_hash(vault, keys), date_of_birth_hash(vault, content),
      session.restricted, session.legal_hold, consent_by(session), consent_at(session), session.revision, tx.now());
  if (changed != 1) throw std::logic_error("a session is saved that was not read in this transaction");
  execute(tx, "UPDATE share SET started_at = $2, status = $3 WHERE session_id = $1 AND (started_at <> $2 OR status <> $3)",
          session.id, session.started_at, session.status);
  write_words(tx, vault, session, keys);
  keep_history(tx, recorded.seq(), session);
}

void save_session_flags(Transaction& tx, const Permit& permit, const Recorded& recorded, const Session& session) {
  permit.require(tx, session.team);
  execute(tx, "UPDATE session SET restricted = $3, legal_hold = $4 WHERE id = $1 AND team_id = $2", session.id, session.team,
          session.restricted, session.legal_hold);
  keep_history(tx, recorded.seq(), session);
}

void delete_session(Transaction& tx, const Permit& permit, const Recorded&, const Session& session) {
  permit.require(tx, session.team);
  close_interval(tx, session.id);
  execute(tx, "DELETE FROM session WHERE id = $1 AND team_id = $2", session.id, session.team);
}

std::int64_t sessions_of(Transaction& tx, const MemberId& clinician) {
  auto rows = query(tx, "SELECT count(*) FROM session WHERE clinician_id = $1", clinician);
  return rows.next() ? rows.integer(0) : 0;
}

std::int64_t held_sessions(Transaction& tx, const TeamId& team) {
  auto rows = query(tx, "SELECT count(*) FROM session WHERE team_id = $1 AND legal_hold = 1", team);
  return rows.next() ? rows.integer(0) : 0;
}

std::optional<Duration> retention_of(const Team& team, const policy::FeatureSet& features, Instant now) {
  if (!features.has(policy::Feature::team_policies)) return std::nullopt;
  const auto& next = team.settings.retention_next;
  const bool bites = next && next->from <= now;
  const auto in_force = bites ? std::optional(next->days) : team.settings.retention_days;
  return in_force ? std::optional(days(*in_force)) : std::nullopt;
}

}  // namespace rolecall::store
