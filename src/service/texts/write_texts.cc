#include <algorithm>
#include <map>

#include "base/text.h"
#include "clinical/placeholders.h"
#include "clinical/transcript.h"
#include "service/revision.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/session_fields.h"
#include "service/texts/open_text.h"
#include "store/templates.h"
#include "store/transcripts.h"

namespace rolecall::service {
namespace {

using policy::Action;

/// What a template is filled in with. The transcript and the latest note only for who may read them: nothing comes into a
/// document that its writer could not see.
using Values = std::map<std::string, std::string, std::less<>>;

bool may(const OpenedText& opened, Action action, policy::ResourceKind kind, Instant now) {
  return policy::decide(ask_about_session(opened.caller, action, opened.session, now, kind)).permitted();
}

std::string day_of(Instant at) { return to_rfc3339(at).substr(0, 10); }

/// Each segment is a paragraph of the Markdown that it comes into.
Result<std::string> transcript_text(store::Transaction& tx, const store::TeamVault& vault, const SessionId& session) {
  const auto segments = store::read_transcript(tx, vault, session);
  if (!segments) return std::unexpected(segments.error());
  std::string text;
  for (const auto& one : *segments) {
    if (!text.empty()) text += "\n\n";
    text += trim(clinical::as_plain_text({{one.speaker, one.text, {}, {}}}));
  }
  return text;
}

Result<std::string> latest_note(store::Transaction& tx, const store::TeamVault& vault, const SessionId& session) {
  const auto note = store::find_latest_text(tx, store::TextKind::note, session);
  if (!note) return std::string();
  auto content = store::open_text(vault, *note);
  if (!content) return std::unexpected(content.error());
  return std::move(content->body);
}

Result<Values> values_for(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault,
                          const std::vector<std::string_view>& used) {
  const store::Session& session = opened.session.session;
  const auto content = store::open_content(vault, session);
  if (!content) return std::unexpected(content.error());
  Values values{{"patient.name", content->patient.name},
                {"patient.date_of_birth", content->patient.date_of_birth},
                {"patient.identifier", content->patient.identifier},
                {"session.date", day_of(session.started_at)},
                {"session.context", content->context},
                {"clinician.name", session.clinician_name},
                {"author.name", opened.caller.member.name},
                {"team.name", opened.caller.team.name},
                {"today", day_of(tx.now())}};
  const auto uses = [&](std::string_view name) { return std::ranges::find(used, name) != used.end(); };
  if (uses("transcript") && may(opened, Action::transcript_read, policy::ResourceKind::transcript, tx.now())) {
    auto text = transcript_text(tx, vault, session.id);
    if (!text) return std::unexpected(text.error());
    values.emplace("transcript", std::move(*text));
  }
  if (uses("note") && may(opened, Action::note_read, policy::ResourceKind::note, tx.now())) {
    auto text = latest_note(tx, vault, session.id);
    if (!text) return std::unexpected(text.error());
    values.emplace("note", std::move(*text));
  }
  return values;
}

/// The template, when the caller may use it and it is of the kind that is written.
Result<store::Template> usable_template(store::Transaction& tx, const OpenedText& opened, const TextPlace& place,
                                        const TemplateId& id) {
  const auto found = store::find_template(tx, place.team, id);
  auto question = opened.caller.asks(Action::template_use);
  question.resource = policy::Resource{.kind = policy::ResourceKind::template_, .known = found.has_value()};
  question.resource.personal_template = !found || found->visibility == store::Visibility::personal;
  question.resource.own = found && found->author == opened.caller.member.id;
  if (!policy::decide(question).permitted() || found->kind != place.kind) {
    return invalid_field("/template", "expected a template of this kind that you may use");
  }
  return *found;
}

/// The sentence about a template that becomes too long for this session: what was sent is the template, and what helps is another
/// one, or a body of one's own.
std::unexpected<Error> too_long(const Values& values) {
  const auto transcript = values.find("transcript");
  const bool is_transcript = transcript != values.end() && length_in_code_points(transcript->second) > longest_text_body;
  return invalid_field("/template", is_transcript ? "the transcript of this session has more than the 100,000 characters of a text: "
                                                    "take a template without `{{transcript}}`, or send a `body`"
                                                  : "filled in for this session it has more than 100,000 characters: take a "
                                                    "template with fewer placeholders, or send a `body`");
}

Result<std::string> filled_template(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault,
                                    const store::Template& used) {
  const auto values = values_for(tx, opened, vault, clinical::placeholders_in(used.body));
  if (!values) return std::unexpected(values.error());
  auto filled = clinical::fill_placeholders(used.body, *values, longest_text_body);
  if (!filled) return too_long(*values);
  return std::move(*filled);
}

Result<store::TextContent> first_content(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault,
                                         const NewText& request) {
  store::TextContent content{request.title.value_or(""), request.body.value_or("")};
  if (request.made_from) {
    const auto used = usable_template(tx, opened, request.place, *request.made_from);
    if (!used) return std::unexpected(used.error());
    if (!request.title) content.title = used->name;
    if (!request.body) {
      auto filled = filled_template(tx, opened, vault, *used);
      if (!filled) return std::unexpected(filled.error());
      content.body = std::move(*filled);
    }
  }
  return check_text(std::move(content));
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
  if (const auto consent = check_consent(opened->caller, opened->session.session); !consent) {
    return std::unexpected(consent.error());
  }
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  const auto content = first_content(tx, *opened, vault, request);
  if (!content) return std::unexpected(content.error());
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
  store::insert_text(tx, opened->permit, recorded, vault, text, *content);
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
  const bool is_held = opened->session.session.legal_hold;
  store::save_text(tx, opened->permit, recorded, vault, text, *content, opened->caller.member.id,
                   is_held ? store::Saving::keeps_every_version : store::Saving::may_rewrite);
  return shown_again(tx, *opened, vault, place, text.id);
}

Result<Done> delete_text(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                         const TextPlace& place) {
  const auto& actions = actions_of(place.kind);
  const auto opened = open_text_for(tx, environment, credential, place, actions.remove);
  if (!opened) return std::unexpected(opened.error());
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
  if (!text || trim(*text).empty()) return invalid_field("/body", "expected 1 to 100,000 characters without control characters");
  store::Addendum addendum{AddendumId::make(tx.now()), opened->caller.member.id, opened->caller.member.name, *text, tx.now()};
  const auto recorded =
      store::record(tx, opened->permit, "note.addend", {"note", note.id}, nullptr, audit::Object{{"addendum", addendum.id}});
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  store::add_addendum(tx, opened->permit, recorded, vault, note, addendum);
  return shown_again(tx, *opened, vault, place, note.id);
}

}  // namespace rolecall::service
