#include "service/texts/fill_template.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "clinical/placeholders.h"
#include "clinical/transcript.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/session_fields.h"
#include "store/transcripts.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;

/// By the name of the placeholder.
using Values = std::map<std::string, std::string, std::less<>>;
using Used = std::vector<std::string_view>;

bool is_used(const Used& used, std::string_view name) { return std::ranges::find(used, name) != used.end(); }

bool is_of_the_session(std::string_view name) { return name.starts_with("patient.") || name.starts_with("session."); }

bool may(const OpenedText& opened, Action action, ResourceKind kind, Instant now) {
  return policy::decide(ask_about_session(opened.caller, action, opened.session, now, kind)).permitted();
}

std::unexpected<Error> transcript_too_long() {
  return invalid_field("/template",
                       "the transcript of this session has more than the 100,000 characters of a text: take a template without "
                       "`{{transcript}}`, or send a `body`");
}

/// More bytes than a text of the greatest length can have, which is known without opening one segment.
bool is_beyond_any_text(const store::TranscriptSize& size) {
  constexpr std::size_t most_bytes_of_a_code_point = 4;
  return size.bytes > static_cast<std::int64_t>(longest_text_body * most_bytes_of_a_code_point);
}

/// Each segment is a paragraph of the Markdown that it comes into.
Result<std::string> transcript_text(store::Transaction& tx, const store::TeamVault& vault, const SessionId& session) {
  if (is_beyond_any_text(store::transcript_size(tx, vault, session))) return transcript_too_long();
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

/// What the session itself holds.
Result<Values> session_values(const store::TeamVault& vault, const store::Session& session) {
  auto content = store::open_content(vault, session);
  if (!content) return std::unexpected(content.error());
  return Values{{"patient.name", std::move(content->patient.name)},
                {"patient.date_of_birth", std::move(content->patient.date_of_birth)},
                {"patient.identifier", std::move(content->patient.identifier)},
                {"session.date", to_date(session.started_at)},
                {"session.context", std::move(content->context)}};
}

/// Of the placeholders that are used, those with content that the caller may read.
Result<Values> content_values(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault, const Used& used) {
  const store::Session& session = opened.session.session;
  Values values;
  if (std::ranges::any_of(used, is_of_the_session) && may(opened, Action::session_read, ResourceKind::session, tx.now())) {
    auto of_session = session_values(vault, session);
    if (!of_session) return std::unexpected(of_session.error());
    values = std::move(*of_session);
  }
  if (is_used(used, "transcript") && may(opened, Action::transcript_read, ResourceKind::transcript, tx.now())) {
    auto text = transcript_text(tx, vault, session.id);
    if (!text) return std::unexpected(text.error());
    values.emplace("transcript", std::move(*text));
  }
  if (is_used(used, "note") && may(opened, Action::note_read, ResourceKind::note, tx.now())) {
    auto text = latest_note(tx, vault, session.id);
    if (!text) return std::unexpected(text.error());
    values.emplace("note", std::move(*text));
  }
  return values;
}

/// The sentence about a template that becomes too long for this session: what was sent is the template, and what helps is another
/// one, or a body of one's own.
std::unexpected<Error> too_long(const Values& values) {
  const auto transcript = values.find("transcript");
  const bool is_transcript = transcript != values.end() && length_in_code_points(transcript->second) > longest_text_body;
  if (is_transcript) return transcript_too_long();
  return invalid_field("/template",
                       "filled in for this session it has more than 100,000 characters: take a template with fewer "
                       "placeholders, or send a `body`");
}

}  // namespace

Result<store::Template> usable_template(store::Transaction& tx, const OpenedText& opened, const TextPlace& place,
                                        const TemplateId& id) {
  const auto found = store::find_template(tx, place.team, id);
  auto question = opened.caller.asks(Action::template_use);
  question.resource = policy::Resource{.kind = ResourceKind::template_, .known = found.has_value()};
  question.resource.personal_template = !found || found->visibility == store::Visibility::personal;
  question.resource.own = found && found->author == opened.caller.member.id;
  if (!policy::decide(question).permitted() || found->kind != place.kind) {
    return invalid_field("/template", "expected a template of this kind that you may use");
  }
  return *found;
}

Result<FilledTemplate> fill_template(store::Transaction& tx, const OpenedText& opened, const store::TeamVault& vault,
                                     const store::Template& used) {
  auto values = content_values(tx, opened, vault, clinical::placeholders_in(used.body));
  if (!values) return std::unexpected(values.error());
  const auto shows = values->empty() ? Shows::own_words : Shows::content_of_the_session;
  values->insert({{"clinician.name", opened.session.session.clinician_name},
                  {"author.name", opened.caller.member.name},
                  {"team.name", opened.caller.team.name},
                  {"today", to_date(tx.now())}});
  auto body = clinical::fill_placeholders(used.body, *values, longest_text_body);
  if (!body) return too_long(*values);
  return FilledTemplate{std::move(*body), shows};
}

}  // namespace rolecall::service
