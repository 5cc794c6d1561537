// Notes and documents of a session: titled Markdown with versions, sealed. What a note has beside (signature, addenda) stands
// here too; rights are asked by service/texts/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "store/permit.h"
#include "store/team_vault.h"
#include "store/transaction.h"

namespace rolecall::store {

enum class TextKind { note, document };

/// What is sealed.
struct TextContent {
  std::string title;
  std::string body;  // Markdown
  bool operator==(const TextContent&) const = default;
};

struct Signature {
  Instant at;
  MemberId by;
  std::string name;
};

struct SessionText {
  TextKind kind = TextKind::note;
  std::string id;  // a NoteId or a DocumentId, by kind
  TeamId team;
  SessionId session;
  MemberId author;
  std::string author_name;
  std::optional<TemplateId> made_from;
  std::int64_t version = 1;             // of the content
  std::optional<Signature> signature;   // notes only
  std::int64_t revision = 1;            // ETag
  std::int64_t sealed_at_revision = 1;  // of the last save: what the content is bound to beside its version
  Instant created_at;
  Instant updated_at;
  Bytes sealed;  // the content of the present version
};

struct TextVersion {
  std::int64_t version = 0;
  MemberId author;
  std::string author_name;
  Instant created_at;
  Instant saved_at;
  std::int64_t sealed_at_revision = 0;
  Bytes sealed;
};

struct Addendum {
  AddendumId id;
  MemberId author;
  std::string author_name;
  std::string body;
  Instant created_at;
};

/// Saves of one author by one login or key within this time are one version.
inline constexpr Duration one_version = minutes(5);

/// Nothing when the session has no such text, whatever other sessions have.
[[nodiscard]] std::optional<SessionText> find_text(Transaction& tx, TextKind kind, const SessionId& session,
                                                   const std::string& id);
/// Where a text stands among those of its session.
struct TextPosition {
  Instant created_at;
  std::string id;
};
/// Of a session, oldest first; at most `limit` behind `after`.
[[nodiscard]] std::vector<SessionText> list_texts(Transaction& tx, TextKind kind, const SessionId& session,
                                                  const std::optional<TextPosition>& after, int limit);
[[nodiscard]] std::optional<SessionText> find_latest_text(Transaction& tx, TextKind kind, const SessionId& session);
/// Newest first, `sealed` left empty; at most `limit` older than `before`.
[[nodiscard]] std::vector<TextVersion> list_versions(Transaction& tx, TextKind kind, const std::string& id,
                                                     std::optional<std::int64_t> before, int limit);
[[nodiscard]] std::optional<TextVersion> find_version(Transaction& tx, TextKind kind, const std::string& id,
                                                      std::int64_t version);

/// What was put back from an earlier save opens in neither. Error: unavailable (`content_damaged`).
[[nodiscard]] Result<TextContent> open_text(const TeamVault& vault, const SessionText& text);
[[nodiscard]] Result<TextContent> open_version(const TeamVault& vault, const SessionText& text, const TextVersion& version);

void insert_text(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, const SessionText& text,
                 const TextContent& content);
/// Whether a save may rewrite the version that the same author began a moment ago by the same login or key.
enum class Saving { may_rewrite, keeps_every_version };
/// Raises `text.revision`, under which the content is sealed; a new version unless it may rewrite the present one, begun by the
/// author by the permit's login or key within `one_version`.
void save_text(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, SessionText& text,
               const TextContent& content, const MemberId& author, Saving saving);
void delete_text(Transaction& tx, const Permit& permit, const Recorded& recorded, const SessionText& text);

/// Locks a note for good. Raises `note.revision`.
void sign_note(Transaction& tx, const Permit& permit, const Recorded& recorded, SessionText& note, const MemberId& by);
/// Raises `note.revision`.
void add_addendum(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, SessionText& note,
                  const Addendum& addendum);
/// Oldest first. Error: unavailable (`content_damaged`).
[[nodiscard]] Result<std::vector<Addendum>> list_addenda(Transaction& tx, const TeamVault& vault, const SessionText& note);

/// Notes and documents that were made from a template.
[[nodiscard]] std::int64_t texts_made_from(Transaction& tx, TextKind kind, const TemplateId& made_from);

}  // namespace rolecall::store
