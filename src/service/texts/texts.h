// Notes and documents of a session: written from a template or freely, autosaved with versions, each opening recorded
// (SPEC section 5). PDF and plain text are render_document.h.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policy/action.h"
#include "service/environment.h"
#include "store/caller.h"
#include "store/credential.h"
#include "store/session.h"
#include "store/session_text.h"

namespace rolecall::service {

inline constexpr std::size_t longest_text_title = 200;
inline constexpr std::size_t longest_text_body = 100'000;  // code points

/// Which text of which session.
struct TextPlace {
  TeamId team;
  SessionId session;
  store::TextKind kind = store::TextKind::note;
  std::string id;
};

struct ShownText {
  store::SessionText text;
  store::TextContent content;
  std::vector<store::Addendum> addenda;  // of a note
  bool authored = false;                 // the caller wrote it
  policy::ActionSet allowed_actions;
  std::vector<std::pair<policy::Action, Refusal>> refused;
};

struct ListedText {
  store::SessionText text;
  std::optional<std::string> title;  // nothing: damaged on the disk; the others are shown all the same
  bool authored = false;
  policy::ActionSet allowed_actions;
};
struct TextPage {
  std::vector<ListedText> items;
  std::optional<store::TextPosition> next;  // nothing on the last page
};
struct ListTexts {
  TextPlace place;  // without an id
  std::optional<store::TextPosition> after;
  int limit = 50;
};
/// Of one session, oldest first. Errors: unauthenticated, not_found, denied (note.read or document.read).
[[nodiscard]] Result<TextPage> list_texts(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const ListTexts& request);
/// Errors: as list_texts, and unavailable (`content_damaged`).
[[nodiscard]] Result<ShownText> read_text(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TextPlace& place);

struct ShownVersion {
  store::TextVersion version;
  store::TextContent content;
};
struct VersionPage {
  std::vector<store::TextVersion> items;
  std::optional<std::int64_t> next;  // the last of these; nothing on the last page
};
struct ListVersions {
  TextPlace place;
  std::optional<std::int64_t> before;
  int limit = 50;
};
/// Newest first, without contents. Errors: as list_texts.
[[nodiscard]] Result<VersionPage> list_versions(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const ListVersions& request);
/// Errors: as read_text.
[[nodiscard]] Result<ShownVersion> read_version(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const TextPlace& place,
                                                std::int64_t version);

struct NewText {
  TextPlace place;  // without an id
  std::optional<TemplateId> made_from;
  std::optional<std::string> title;  // nothing: the template's name
  std::optional<std::string> body;   // nothing: the template's, filled in
};
/// Errors: unauthenticated, not_found, denied (note.create, document.create, template.use), conflict (`consent_needed`), invalid
/// at `/title`, `/body`, `/template`.
[[nodiscard]] Result<ShownText> create_text(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const NewText& request);

struct SaveText {
  TextPlace place;
  store::TextContent content;
  std::optional<std::string> if_match;
  store::Saving saving = store::Saving::may_rewrite;
};
/// What stands becomes an earlier version of its own unless `saving` may rewrite it, the request names what it saw, no legal hold
/// stands, and the same login or key of the author began it within `store::one_version`. Errors: unauthenticated, not_found,
/// denied (note.update, document.update, note_signed), stale, invalid.
[[nodiscard]] Result<ShownText> save_text(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const SaveText& request);

/// Errors: unauthenticated, not_found, denied (note.delete, document.delete, note_signed, legal_hold), stale.
[[nodiscard]] Result<Done> delete_text(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const TextPlace& place,
                                       const std::optional<std::string>& if_match = std::nullopt);

/// Locks a note (note.sign). Errors: unauthenticated, not_found, denied, stale.
[[nodiscard]] Result<ShownText> sign_note(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TextPlace& place,
                                          const std::optional<std::string>& if_match);

/// What is added to a signed note (note.addend). Errors: unauthenticated, not_found, denied, conflict (`not_signed`), invalid at
/// `/body`.
[[nodiscard]] Result<ShownText> add_addendum(store::Transaction& tx, const Environment& environment,
                                             const store::Credential& credential, const TextPlace& place,
                                             const std::string& body);

}  // namespace rolecall::service
