// A clinical session as stored: whose it is in clear, who the patient is sealed. And what a decision about it is made from.
// Lists and searches are in session_list.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/session_status.h"
#include "policy/question.h"
#include "store/permit.h"
#include "store/team.h"
#include "store/team_vault.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Patient {
  std::string name;
  std::string date_of_birth;  // YYYY-MM-DD, or empty
  std::string identifier;     // the clinic's own, or empty
  bool operator==(const Patient&) const = default;
};

/// What is sealed. Only held while it is served.
struct SessionContent {
  Patient patient;
  std::string context;
  bool operator==(const SessionContent&) const = default;
};

struct Consent {
  MemberId by;
  Instant at;
};

struct Session {
  SessionId id;
  TeamId team;
  MemberId clinician;
  std::string clinician_name;
  MemberId created_by;
  Instant started_at;
  SessionStatus status = SessionStatus::draft;
  bool restricted = false;
  bool legal_hold = false;
  std::optional<Consent> consent;
  std::int64_t transcript_revision = 0;
  std::int64_t revision = 1;
  Instant created_at;
  Instant updated_at;
  Bytes sealed;
};

/// A session and what `member` has to do with it, now.
struct SessionFacts {
  Session session;
  bool own = false;
  bool delegated = false;
  policy::ShareLevel share = policy::ShareLevel::none;
  bool emergency_open = false;
};

/// Nothing when the team has no such session, whatever other teams have. One query.
[[nodiscard]] std::optional<SessionFacts> find_session(Transaction& tx, const TeamId& team, const MemberId& member,
                                                       const SessionId& id);

/// Error: unavailable (`content_damaged`).
[[nodiscard]] Result<SessionContent> open_content(const TeamVault& vault, const Session& session);

/// Seals the content under `session.revision`, with the words by which it is found (clinical/search_words.h), the keys of
/// identifier and date of birth for emergency access, and the first interval of its history.
struct SearchKeys {
  std::vector<std::string> words;
  std::string identifier;  // clinical::identifier_key; empty: none
};
void insert_session(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault,
                    const Session& session, const SessionContent& content, const SearchKeys& keys);
/// Writes everything, raises `session.revision`, and opens a new interval of the history when clinician, restriction or hold
/// changed. The transcript's revision is not written here.
void save_session(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, Session& session,
                  const SessionContent& content, const SearchKeys& keys);
/// Restriction and hold alone, with a new interval of the history. Content and revision stay: a session whose content is damaged
/// can still be shut and held, and nobody's edit goes stale.
void save_session_flags(Transaction& tx, const Permit& permit, const Recorded& recorded, const Session& session);
/// The session with all that hangs on it; its history stays.
void delete_session(Transaction& tx, const Permit& permit, const Recorded& recorded, const Session& session);

/// Sessions of which the member is the clinician.
[[nodiscard]] std::int64_t sessions_of(Transaction& tx, const MemberId& clinician);

/// Sessions of the team under legal hold.
[[nodiscard]] std::int64_t held_sessions(Transaction& tx, const TeamId& team);

/// How long sessions are kept from their creation on: the setting in force now, where the plan has team policies; else for ever.
[[nodiscard]] std::optional<Duration> retention_of(const Team& team, const policy::FeatureSet& features, Instant now);

}  // namespace rolecall::store
