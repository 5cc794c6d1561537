#include "service/texts/open_text.h"

#include <array>

#include "base/text.h"
#include "policy/explain.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/session_fields.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;
using store::TextKind;

constexpr TextActions of_notes{Action::note_read,   Action::note_create, Action::note_update,
                               Action::note_delete, ResourceKind::note,  "note"};
constexpr TextActions of_documents{Action::document_read,   Action::document_create, Action::document_update,
                                   Action::document_delete, ResourceKind::document,  "document"};

/// What the page of a note or document offers.
std::vector<Action> offered(TextKind kind) {
  if (kind == TextKind::document) return {Action::document_update, Action::document_delete};
  return {Action::note_update, Action::note_delete, Action::note_sign, Action::note_addend};
}

/// An unsigned note has nothing to be added to, whoever asks.
policy::ActionSet that_make_sense(policy::ActionSet actions, const store::SessionText& text) {
  const bool is_open_note = text.kind == TextKind::note && !text.signature;
  return is_open_note ? actions - policy::ActionSet{Action::note_addend} : actions;
}

}  // namespace

const TextActions& actions_of(TextKind kind) { return kind == TextKind::note ? of_notes : of_documents; }

policy::Question ask_about_text(const store::TeamCaller& caller, Action action, const std::optional<store::SessionFacts>& session,
                                const std::optional<store::SessionText>& text, TextKind kind, Instant now) {
  auto question = ask_about_session(caller, action, session, now, actions_of(kind).kind);
  question.resource.known = session.has_value() && text.has_value();
  question.resource.note_signed = text && text->signature.has_value();
  question.resource.authored = kind == TextKind::document && text && text->author == caller.member.id;
  return question;
}

Result<OpenedText> open_text_for(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const TextPlace& place, Action action) {
  auto caller = store::load_team_caller(tx, credential, place.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto session = store::find_session(tx, place.team, caller->member.id, place.session);
  auto text = session ? store::find_text(tx, place.kind, place.session, place.id) : std::nullopt;
  const auto question = ask_about_text(*caller, action, session, text, place.kind, tx.now());
  auto permit = store::authorize(tx, *caller, question, {actions_of(place.kind).name, place.id});
  if (!permit) return std::unexpected(permit.error());
  return OpenedText{std::move(*caller), std::move(*session), std::move(text), std::move(*permit)};
}

Result<OpenedText> open_session_for(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const TextPlace& place, Action action) {
  auto caller = store::load_team_caller(tx, credential, place.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto session = store::find_session(tx, place.team, caller->member.id, place.session);
  const auto& actions = actions_of(place.kind);
  // Reading is asked on the kind itself, creating on the session (SPEC section 9).
  const auto kind = action == actions.read ? actions.kind : ResourceKind::session;
  const auto question = ask_about_session(*caller, action, session, tx.now(), kind);
  auto permit = store::authorize(tx, *caller, question, {"session", place.session.value});
  if (!permit) return std::unexpected(permit.error());
  return OpenedText{std::move(*caller), std::move(*session), std::nullopt, std::move(*permit)};
}

policy::ActionSet allowed_on(const store::TeamCaller& caller, const store::SessionFacts& session, const store::SessionText& text,
                             Instant now) {
  const auto question = ask_about_text(caller, actions_of(text.kind).read, session, text, text.kind, now);
  return that_make_sense(policy::allowed_actions(question), text);
}

Result<ShownText> show_text(store::Transaction& tx, const store::TeamCaller& caller, const store::TeamVault& vault,
                            const store::SessionFacts& session, const store::SessionText& text) {
  auto content = store::open_text(vault, text);
  if (!content) return std::unexpected(content.error());
  auto addenda = text.signature ? store::list_addenda(tx, vault, text) : Result<std::vector<store::Addendum>>{};
  if (!addenda) return std::unexpected(addenda.error());
  const auto question = ask_about_text(caller, actions_of(text.kind).read, session, text, text.kind, tx.now());
  ShownText shown{text, std::move(*content), std::move(*addenda), text.author == caller.member.id, {}, {}};
  shown.allowed_actions = allowed_on(caller, session, text, tx.now());
  for (const Action action : offered(text.kind)) {
    auto asked = question;
    asked.action = action;
    const auto decision = policy::decide(asked);
    if (!decision.permitted()) shown.refused.emplace_back(action, policy::refusal_of(decision, asked));
  }
  return shown;
}

Result<store::TextContent> check_text(const store::TextContent& content) {
  const auto title = one_line(content.title, longest_text_title);
  if (!title) return invalid_field("/title", "expected 1 to 200 characters on one line");
  auto body = many_lines(content.body, longest_text_body);
  if (!body) return invalid_field("/body", "expected at most 100,000 characters");
  return store::TextContent{*title, std::move(*body)};
}

}  // namespace rolecall::service
