#include "store/session_text.h"

#include <array>
#include <boost/describe.hpp>
#include <limits>
#include <stdexcept>
#include <string_view>

#include "base/json_read.h"
#include "base/json_write.h"
#include "store/sql.h"

namespace rolecall::store {

BOOST_DESCRIBE_STRUCT(TextContent, (), (title, body))

namespace {

/// The same statements on the tables of notes and of documents.
struct Statements {
  std::string_view table;
  std::string_view find, list, latest, versions, version, insert, insert_version, save_version, save, remove, made_from;
};

#define ROLECALL_TEXT_SELECT(table, signature, signer)                                                              \
  "SELECT x.id, x.team_id, x.session_id, x.author_id, a.name, x.template_id, x.version, x.revision, x.created_at, " \
  "x.updated_at, x.sealed_at_revision, v.content, " signature " FROM " table                                        \
  " x JOIN member a ON a.id = x.author_id "                                                                         \
  "JOIN " table "_version v ON v." table "_id = x.id AND v.version = x.version" signer

#define ROLECALL_TEXT_VERSION_SELECT(table, content)                                                             \
  "SELECT v.version, v.author_id, a.name, v.created_at, v.saved_at, v.sealed_at_revision" content " FROM " table \
  "_version v JOIN member a ON a.id = v.author_id WHERE v." table "_id = $1 "

#define ROLECALL_TEXT_STATEMENTS(table, signature, signer)                                                                     \
  Statements{                                                                                                                  \
      table,                                                                                                                   \
      ROLECALL_TEXT_SELECT(table, signature, signer) " WHERE x.session_id = $1 AND x.id = $2",                                 \
      ROLECALL_TEXT_SELECT(                                                                                                    \
          table, signature,                                                                                                    \
          signer) " WHERE x.session_id = $1 AND (x.created_at, x.id) > ($2, $3) ORDER BY x.created_at, x.id LIMIT $4",         \
      ROLECALL_TEXT_SELECT(table, signature, signer) " WHERE x.session_id = $1 ORDER BY x.created_at DESC, x.id DESC LIMIT 1", \
      ROLECALL_TEXT_VERSION_SELECT(table, "") "AND v.version < $2 ORDER BY v.version DESC LIMIT $3",                           \
      ROLECALL_TEXT_VERSION_SELECT(table, ", v.content") "AND v.version = $2",                                                 \
      "INSERT INTO " table                                                                                                     \
      "(id, team_id, session_id, author_id, template_id, version, created_at, updated_at, sealed_at_revision) "                \
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",                                                                           \
      "INSERT INTO " table "_version(" table                                                                                   \
      "_id, version, author_id, content, created_at, saved_at, sealed_at_revision, login_or_key) "                             \
      "VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",                                                                               \
      "UPDATE " table "_version SET content = $4, saved_at = $5, sealed_at_revision = $7 WHERE " table                         \
      "_id = $1 AND version = $2 AND author_id = $3 AND created_at > $6 AND login_or_key = $8",                                \
      "UPDATE " table                                                                                                          \
      " SET version = $2, revision = $3, updated_at = $4, sealed_at_revision = $5 "                                            \
      "WHERE id = $1 AND revision = $3 - 1",                                                                                   \
      "DELETE FROM " table " WHERE id = $1",                                                                                   \
      "SELECT count(*) FROM " table " WHERE template_id = $1"}

constexpr Statements note_statements =
    ROLECALL_TEXT_STATEMENTS("note", "x.signed_at, x.signed_by, s.name", " LEFT JOIN member s ON s.id = x.signed_by");
constexpr Statements document_statements = ROLECALL_TEXT_STATEMENTS("document", "NULL, NULL, NULL", "");

constexpr const Statements& statements_of(TextKind kind) {
  return kind == TextKind::note ? note_statements : document_statements;
}

SessionText read_text(const Rows& rows, TextKind kind) {
  SessionText text;
  text.kind = kind;
  text.id = rows.text(0);
  text.team = rows.id<TeamId>(1);
  text.session = rows.id<SessionId>(2);
  text.author = rows.id<MemberId>(3);
  text.author_name = rows.text(4);
  if (!rows.is_null(5)) text.made_from = rows.id<TemplateId>(5);
  text.version = rows.integer(6);
  text.revision = rows.integer(7);
  text.created_at = rows.instant(8);
  text.updated_at = rows.instant(9);
  text.sealed_at_revision = rows.integer(10);
  text.sealed = rows.bytes(11);
  if (!rows.is_null(12)) text.signature = Signature{rows.instant(12), rows.id<MemberId>(13), rows.text(14)};
  return text;
}

TextVersion read_version(const Rows& rows) {
  return {rows.integer(0), rows.id<MemberId>(1), rows.text(2), rows.instant(3), rows.instant(4), rows.integer(5), {}};
}

struct Sealing {
  std::int64_t version = 0;
  std::int64_t at_revision = 0;  // 0: of before, bound to its version alone
};
std::string row_of(const SessionText& text, const Sealing& sealing) { return text.id + "/" + std::to_string(sealing.version); }
std::string row_in_session(const SessionText& text, const Sealing& sealing) {
  return text.session.value + "/" + row_of(text, sealing);
}

/// A content of before was not bound to its session. What is bound to it does not open as one of those.
Result<std::string> open_bound(const TeamVault& vault, const SessionText& text, const Sealing& sealing, const Bytes& sealed) {
  const std::string_view table = statements_of(text.kind).table;
  if (sealing.at_revision == 0) return vault.open({table, text.id, sealing.version}, sealed);
  auto opened = vault.open({table, row_in_session(text, sealing), sealing.at_revision}, sealed);
  return opened ? opened : vault.open({table, row_of(text, sealing), sealing.at_revision}, sealed);
}

Result<TextContent> open_sealed(const TeamVault& vault, const SessionText& text, const Sealing& sealing, const Bytes& sealed) {
  const auto opened = open_bound(vault, text, sealing, sealed);
  if (!opened) return std::unexpected(opened.error());
  const auto document = json::parse(*opened);
  if (!document) return std::unexpected(document.error());
  return json::read<TextContent>(document->root());
}

Bytes seal(const TeamVault& vault, const SessionText& text, const TextContent& content) {
  const Sealing sealing{text.version, text.sealed_at_revision};
  const std::string row = row_in_session(text, sealing);
  return vault.seal({statements_of(text.kind).table, row, sealing.at_revision}, json::text(content));
}

/// Rewrites the present version when its author began it a moment ago by the same login or key; false when a new one is due.
bool save_present_version(Transaction& tx, const Permit& permit, const TeamVault& vault, const SessionText& text,
                          const TextContent& content, const MemberId& author) {
  return execute(tx, statements_of(text.kind).save_version, text.id, text.version, author, seal(vault, text, content), tx.now(),
                 tx.now() - one_version, text.sealed_at_revision, permit.login()) == 1;
}

void insert_version(Transaction& tx, const Permit& permit, const TeamVault& vault, const SessionText& text,
                    const TextContent& content, const MemberId& author) {
  execute(tx, statements_of(text.kind).insert_version, text.id, text.version, author, seal(vault, text, content), tx.now(),
          text.sealed_at_revision, permit.login());
}

void raise_revision(Transaction& tx, SessionText& text) {
  ++text.revision;
  text.updated_at = tx.now();
  const auto changed =
      execute(tx, statements_of(text.kind).save, text.id, text.version, text.revision, tx.now(), text.sealed_at_revision);
  if (changed != 1) throw std::logic_error("a note or document is saved that was not read in this transaction");
}

Bytes seal(const TeamVault& vault, const SessionText& note, const Addendum& addendum) {
  return vault.seal({"note_addendum", note.id + "/" + addendum.id.value, 1}, addendum.body);
}

/// One of before was not bound to its note. What is bound to it does not open as one of those.
Result<std::string> open_sealed(const TeamVault& vault, const SessionText& note, const AddendumId& id, const Bytes& sealed) {
  auto opened = vault.open({"note_addendum", note.id + "/" + id.value, 1}, sealed);
  return opened ? opened : vault.open({"note_addendum", id.value, 1}, sealed);
}

}  // namespace

std::optional<SessionText> find_text(Transaction& tx, TextKind kind, const SessionId& session, const std::string& id) {
  auto rows = query(tx, statements_of(kind).find, session, id);
  if (!rows.next()) return std::nullopt;
  return read_text(rows, kind);
}

std::vector<SessionText> list_texts(Transaction& tx, TextKind kind, const SessionId& session,
                                    const std::optional<TextPosition>& after, int limit) {
  const auto from = after.value_or(TextPosition{{std::numeric_limits<std::int64_t>::min()}, {}});
  std::vector<SessionText> texts;
  for (auto rows = query(tx, statements_of(kind).list, session, from.created_at, from.id, limit); rows.next();) {
    texts.push_back(read_text(rows, kind));
  }
  return texts;
}

std::optional<SessionText> find_latest_text(Transaction& tx, TextKind kind, const SessionId& session) {
  auto rows = query(tx, statements_of(kind).latest, session);
  if (!rows.next()) return std::nullopt;
  return read_text(rows, kind);
}

std::vector<TextVersion> list_versions(Transaction& tx, TextKind kind, const std::string& id, std::optional<std::int64_t> before,
                                       int limit) {
  std::vector<TextVersion> versions;
  for (auto rows = query(tx, statements_of(kind).versions, id, before.value_or(std::numeric_limits<std::int64_t>::max()), limit);
       rows.next();) {
    versions.push_back(read_version(rows));
  }
  return versions;
}

std::optional<TextVersion> find_version(Transaction& tx, TextKind kind, const std::string& id, std::int64_t version) {
  auto rows = query(tx, statements_of(kind).version, id, version);
  if (!rows.next()) return std::nullopt;
  auto found = read_version(rows);
  found.sealed = rows.bytes(6);
  return found;
}

Result<TextContent> open_text(const TeamVault& vault, const SessionText& text) {
  return open_sealed(vault, text, {text.version, text.sealed_at_revision}, text.sealed);
}

Result<TextContent> open_version(const TeamVault& vault, const SessionText& text, const TextVersion& version) {
  // A whole row of before may be put back into the present version: the text's own row knows of the later save.
  const auto at_revision = version.version == text.version ? text.sealed_at_revision : version.sealed_at_revision;
  return open_sealed(vault, text, {version.version, at_revision}, version.sealed);
}

void insert_text(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault, const SessionText& text,
                 const TextContent& content) {
  permit.require(tx, text.team);
  execute(tx, statements_of(text.kind).insert, text.id, text.team, text.session, text.author, text.made_from, text.version,
          tx.now(), text.sealed_at_revision);
  insert_version(tx, permit, vault, text, content, text.author);
}

void save_text(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault, SessionText& text,
               const TextContent& content, const MemberId& author, Saving saving) {
  permit.require(tx, text.team);
  text.sealed_at_revision = text.revision + 1;
  if (saving == Saving::keeps_every_version || !save_present_version(tx, permit, vault, text, content, author)) {
    ++text.version;
    insert_version(tx, permit, vault, text, content, author);
  }
  raise_revision(tx, text);
}

void delete_text(Transaction& tx, const Permit& permit, const Recorded&, const SessionText& text) {
  permit.require(tx, text.team);
  execute(tx, statements_of(text.kind).remove, text.id);
}

void sign_note(Transaction& tx, const Permit& permit, const Recorded&, SessionText& note, const MemberId& by) {
  permit.require(tx, note.team);
  execute(tx, "UPDATE note SET signed_at = $2, signed_by = $3 WHERE id = $1 AND signed_at IS NULL", note.id, tx.now(), by);
  raise_revision(tx, note);
}

void add_addendum(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault, SessionText& note,
                  const Addendum& addendum) {
  permit.require(tx, note.team);
  execute(tx, "INSERT INTO note_addendum(id, note_id, author_id, content, created_at) VALUES ($1, $2, $3, $4, $5)", addendum.id,
          note.id, addendum.author, seal(vault, note, addendum), tx.now());
  raise_revision(tx, note);
}

Result<std::vector<Addendum>> list_addenda(Transaction& tx, const TeamVault& vault, const SessionText& note) {
  std::vector<Addendum> addenda;
  for (auto rows = query(tx,
                         "SELECT d.id, d.author_id, a.name, d.content, d.created_at FROM note_addendum d "
                         "JOIN member a ON a.id = d.author_id WHERE d.note_id = $1 ORDER BY d.created_at, d.id",
                         note.id);
       rows.next();) {
    Addendum addendum{rows.id<AddendumId>(0), rows.id<MemberId>(1), rows.text(2), {}, rows.instant(4)};
    auto body = open_sealed(vault, note, addendum.id, rows.bytes(3));
    if (!body) return std::unexpected(body.error());
    addendum.body = std::move(*body);
    addenda.push_back(std::move(addendum));
  }
  return addenda;
}

std::int64_t texts_made_from(Transaction& tx, TextKind kind, const TemplateId& made_from) {
  auto rows = query(tx, statements_of(kind).made_from, made_from);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace rolecall::store
