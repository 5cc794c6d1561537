// A note or document with the facts of its session, and the proof that the caller may do something to it. Internal to texts/.
#pragma once

#include "service/texts/texts.h"
#include "store/permit.h"

namespace rolecall::service {

/// The actions of notes and of documents, side by side.
struct TextActions {
  policy::Action read, create, update, remove;
  policy::ResourceKind kind;
  const char* name;  // note, document
};
[[nodiscard]] const TextActions& actions_of(store::TextKind kind);

struct OpenedText {
  store::TeamCaller caller;
  store::SessionFacts session;
  std::optional<store::SessionText> text;  // nothing when the question was about the session
  store::Permit permit;
};

/// Nothing known, and so not_found, when the team has no such session or the session no such text.
[[nodiscard]] policy::Question ask_about_text(const store::TeamCaller& caller, policy::Action action,
                                              const std::optional<store::SessionFacts>& session,
                                              const std::optional<store::SessionText>& text, store::TextKind kind, Instant now);

/// Errors: unauthenticated, not_found, denied.
[[nodiscard]] Result<OpenedText> open_text_for(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const TextPlace& place,
                                               policy::Action action);
/// The same about a session on which something is to be created or listed.
[[nodiscard]] Result<OpenedText> open_session_for(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const TextPlace& place,
                                                  policy::Action action);

/// What the caller may do to it, of what makes sense.
[[nodiscard]] policy::ActionSet allowed_on(const store::TeamCaller& caller, const store::SessionFacts& session,
                                           const store::SessionText& text, Instant now);

/// As the caller sees it; asks no right. Error: unavailable (`content_damaged`).
[[nodiscard]] Result<ShownText> show_text(store::Transaction& tx, const store::TeamCaller& caller, const store::TeamVault& vault,
                                          const store::SessionFacts& session, const store::SessionText& text);

/// Trimmed and in NFC. Errors: invalid at `/title` or `/body`.
[[nodiscard]] Result<store::TextContent> check_text(const store::TextContent& content);

}  // namespace rolecall::service
