#include "base/text.h"
#include "service/revision.h"
#include "service/sessions/record_opening.h"
#include "service/sessions/session_fields.h"
#include "service/texts/fill_template.h"
#include "service/texts/open_text.h"

namespace rolecall::service {
namespace {

using policy::Action;

/// What a text begins with, and whether its writer reads something of the session in it.
struct FirstContent {
  store::TextContent content;
  Shows shows = Shows::own_words;
};

Result<FirstContent> first_content(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault,
                                   const NewText& request) {
  FirstContent first{{request.title.value_or(""), request.body.value_or("")}};
  if (request.made_from) {
    const auto used = usable_template(tx, opened, request.place, *request.made_from);
    if (!used) return std::unexpected(used.error());
    if (!request.title) first.content.title = used->name;
    if (!request.body) {
      auto filled = fill_template(tx, opened, vault, *used);
      if (!filled) return std::unexpected(filled.error());
      first = {{std::move(first.content.title), std::move(filled->body)}, filled->shows};
    }
  }
  auto checked = check_text(first.content);
  if (!checked) return std::unexpected(checked.error());
  return FirstContent{std::move(*checked), first.shows};
}

/// Whoever is shown more than he sent has opened it.
Result<Done> note_opening(store::Transaction& tx, const OpenedText& opened, const TextPlace& place, const std::string& id) {
  return record_opening(tx, opened.caller, opened.permit, opened.session.session, {actions_of(place.kind).name, id});
}

/// Rewriting takes away what stands: only who has seen it does, and says nothing to the contrary.
store::Saving saving_of(const OpenedText& opened, const SaveText& request) {
  if (opened.session.session.legal_hold || !request.if_match) return store::Saving::keeps_every_version;
  return request.saving;
}

std::string action_name(Action action) { return std::string(policy::name_of(action)); }

Result<ShownText> shown_again(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault,
                              const TextPlace& place, const std::string& id) {
  return show_text(tx, opened.caller, vault, opened.session, store::find_text(tx, place.kind, place.session, id).value());
}

}  // namespace

Result<ShownText> create_text(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const NewText& request) {
  const TextPlace& place = request.place;
  const auto& actions = actions_of(place.kind);
  const auto opened = open_session_for(tx, environment, credential, place, actions.create);
  if (!opened) return std::unexpected(opened.error());
  if (const auto consent = check_consent_to_content(tx, opened->caller, opened->session.session); !consent) {
    return std::unexpected(consent.error());
  }
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  const auto first = first_content(tx, *opened, vault, request);
  if (!first) return std::unexpected(first.error());
  store::SessionText text;
  text.kind = place.kind;
  text.id = place.kind == store::TextKind::note ? NoteId::make(tx.now()).value : DocumentId::make(tx.now()).value;
  text.team = place.team;
  text.session = place.session;
  text.author = opened->caller.member.id;
  text.made_from = request.made_from;
  const auto recorded =
      store::record(tx, opened->permit, action_name(actions.create), {actions.name, text.id}, nullptr,
                    audit::Object{{"session", place.session},
                                  {"template", request.made_from ? audit::Value(*request.made_from) : audit::Value()}});
  store::insert_text(tx, opened->permit, recorded, vault, text, first->content);
  if (first->shows == Shows::content_of_the_session) {
    if (const auto noted = note_opening(tx, *opened, place, text.id); !noted) return std::unexpected(noted.error());
  }
  return shown_again(tx, *opened, vault, place, text.id);
}

Result<ShownText> save_text(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const SaveText& request) {
  const TextPlace& place = request.place;
  const auto& actions = actions_of(place.kind);
  auto opened = open_text_for(tx, environment, credential, place, actions.update);
  if (!opened) return std::unexpected(opened.error());
  store::SessionText& text = *opened->text;
  if (const auto fresh = check_revision(request.if_match, text.revision); !fresh) return std::unexpected(fresh.error());
  const auto content = check_text(request.content);
  if (!content) return std::unexpected(content.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  const auto before = store::open_text(vault, text);
  if (!before) return std::unexpected(before.error());
  if (*before == *content) return show_text(tx, opened->caller, vault, opened->session, text);
  audit::Array changed;
  if (before->title != content->title) changed.emplace_back("title");
  if (before->body != content->body) changed.emplace_back("body");
  const auto recorded = store::record(tx, opened->permit, action_name(actions.update), {actions.name, text.id},
                                      audit::Object{{"revision", text.revision}},
                                      audit::Object{{"revision", text.revision + 1}, {"changed", std::move(changed)}});
  store::save_text(tx, opened->permit, recorded, vault, text, *content, opened->caller.member.id, saving_of(*opened, request));
  return shown_again(tx, *opened, vault, place, text.id);
}

Result<Done> delete_text(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const TextPlace& place, const std::optional<std::string>& if_match) {
  const auto& actions = actions_of(place.kind);
  const auto opened = open_text_for(tx, environment, credential, place, actions.remove);
  if (!opened) return std::unexpected(opened.error());
  if (const auto fresh = check_revision(if_match, opened->text->revision); !fresh) return std::unexpected(fresh.error());
  const auto recorded = store::record(tx, opened->permit, action_name(actions.remove), {actions.name, place.id},
                                      audit::Object{{"session", place.session}}, nullptr);
  store::delete_text(tx, opened->permit, recorded, *opened->text);
  return Done{};
}

Result<ShownText> sign_note(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const TextPlace& place, const std::optional<std::string>& if_match) {
  auto opened = open_text_for(tx, environment, credential, place, Action::note_sign);
  if (!opened) return std::unexpected(opened.error());
  store::SessionText& note = *opened->text;
  if (const auto fresh = check_revision(if_match, note.revision); !fresh) return std::unexpected(fresh.error());
  const auto recorded = store::record(tx, opened->permit, "note.sign", {"note", note.id}, audit::Object{{"signed", false}},
                                      audit::Object{{"signed", true}, {"version", note.version}});
  store::sign_note(tx, opened->permit, recorded, note, opened->caller.member.id);
  if (const auto noted = note_opening(tx, *opened, place, note.id); !noted) return std::unexpected(noted.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  return shown_again(tx, *opened, vault, place, note.id);
}

Result<ShownText> add_addendum(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                               const TextPlace& place, const std::string& body) {
  auto opened = open_text_for(tx, environment, credential, place, Action::note_addend);
  if (!opened) return std::unexpected(opened.error());
  store::SessionText& note = *opened->text;
  if (!note.signature) return fail(Code::conflict, "not_signed", "this note is not signed: change it instead of adding to it");
  const auto text = many_lines(body, longest_text_body);
  if (!text || trim(*text).empty()) return invalid_field("/body", "expected 1 to 100,000 characters");
  store::Addendum addendum{AddendumId::make(tx.now()), opened->caller.member.id, opened->caller.member.name, *text, tx.now()};
  const auto recorded =
      store::record(tx, opened->permit, "note.addend", {"note", note.id}, nullptr, audit::Object{{"addendum", addendum.id}});
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  store::add_addendum(tx, opened->permit, recorded, vault, note, addendum);
  if (const auto noted = note_opening(tx, *opened, place, note.id); !noted) return std::unexpected(noted.error());
  return shown_again(tx, *opened, vault, place, note.id);
}

}  // namespace rolecall::service
