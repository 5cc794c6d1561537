#include "cli/demo/visit_steps.h"

#include <algorithm>

#include "service/sessions/create_session.h"
#include "service/sessions/update_session.h"
#include "service/transcripts/transcripts.h"

namespace rolecall::cli::demo {
namespace {

constexpr std::int64_t ms_per_letter = 65;
constexpr std::int64_t ms_between_segments = 700;

/// One visit's steps; copied into each happening.
struct Teller {
  Told* told;
  const Visit* visit;
  std::size_t number;

  [[nodiscard]] Told::Papers& papers() const { return told->papers.at(number); }
  [[nodiscard]] store::Credential login(store::Transaction& tx) const { return told->staff.login(tx, visit->clinician); }
  [[nodiscard]] service::TextPlace place(store::TextKind kind, const std::string& id) const {
    return {told->staff.team(), papers().session, kind, id};
  }
  /// Nothing where the plan has no templates of the team.
  [[nodiscard]] std::optional<TemplateId> made_from(std::string_view name) const {
    const auto found = told->templates.find(name);
    return found == told->templates.end() ? std::nullopt : std::optional(found->second);
  }

  [[nodiscard]] Result<Done> begin(store::Transaction& tx) const {
    service::CreateSession request{.team = told->staff.team(), .content = {visit->patient, visit->words.context}};
    request.started_at = visit->started_at;
    request.status = visit->progress == Progress::prepared ? SessionStatus::draft : SessionStatus::in_progress;
    const auto begun = service::create_session(tx, told->environment, login(tx), request);
    if (begun) papers().session = begun->session.id;
    return only_done(begun);
  }

  [[nodiscard]] Result<Done> record(store::Transaction& tx) const {
    auto segments = clinical::parse_transcript(clinical::TranscriptFormat::plain, visit->words.transcript);
    if (!segments) return std::unexpected(segments.error());
    service::AppendSegments request{told->staff.team(), papers().session, "", {}};
    std::int64_t at = 0;
    for (clinical::Segment& segment : *segments) {
      segment.start_ms = at;
      segment.end_ms = at += ms_per_letter * static_cast<std::int64_t>(segment.text.size());
      at += ms_between_segments;
      request.segments.push_back({std::move(segment), std::nullopt});
    }
    return only_done(service::append_segments(tx, told->environment, login(tx), request));
  }

  /// From the template of the team, filled in: the first version.
  [[nodiscard]] Result<Done> open_note(store::Transaction& tx) const {
    const auto form = made_from(visit->specialty == "psychology" ? "Therapy session note" : "Consultation note");
    service::NewText request{place(store::TextKind::note, ""), form, visit->words.context, std::nullopt};
    if (!form) request.body = visit->words.note;
    const auto opened = service::create_text(tx, told->environment, login(tx), request);
    if (opened) papers().note = opened->text.id;
    return only_done(opened);
  }

  [[nodiscard]] Result<Done> write_note(store::Transaction& tx) const {
    return only_done(service::save_text(
        tx, told->environment, login(tx),
        {place(store::TextKind::note, papers().note), {visit->words.context, visit->words.note}, std::nullopt}));
  }

  [[nodiscard]] Result<Done> write_letter(store::Transaction& tx) const {
    const bool is_referral = visit->words.letter.starts_with("Dear colleague");
    return only_done(service::create_text(
        tx, told->environment, login(tx),
        {place(store::TextKind::document, ""), made_from(is_referral ? "Referral letter" : "Patient explainer"),
         visit->words.letter_title, visit->words.letter}));
  }

  [[nodiscard]] Result<Done> complete(store::Transaction& tx) const {
    service::UpdateSession request{.team = told->staff.team(), .session = papers().session};
    request.status = SessionStatus::completed;
    return only_done(service::update_session(tx, told->environment, login(tx), request));
  }

  [[nodiscard]] Result<Done> sign(store::Transaction& tx) const {
    return only_done(
        service::sign_note(tx, told->environment, login(tx), place(store::TextKind::note, papers().note), std::nullopt));
  }

  [[nodiscard]] Result<Done> add(store::Transaction& tx) const {
    return only_done(service::add_addendum(tx, told->environment, login(tx), place(store::TextKind::note, papers().note),
                                           visit->words.addendum));
  }
};

}  // namespace

Instant signing_of(const Visit& visit) { return visit.started_at + minutes(44); }

void tell_visit(Timeline& timeline, Told& told, const Visit& visit, std::size_t number, Instant now) {
  const Teller teller{&told, &visit, number};
  const auto tell = [&](Instant at, Result<Done> (Teller::*step)(store::Transaction&) const) {
    timeline.at(at, [teller, step](store::Transaction& tx) { return (teller.*step)(tx); });
  };
  const Instant start = visit.started_at;
  if (visit.progress == Progress::prepared) return tell(now - minutes(90), &Teller::begin);
  tell(start, &Teller::begin);
  tell(start + minutes(19), &Teller::record);
  tell(start + minutes(21), &Teller::open_note);
  if (visit.progress == Progress::talking) return;
  tell(start + minutes(30), &Teller::write_note);
  if (!visit.words.letter.empty()) tell(start + minutes(36), &Teller::write_letter);
  tell(start + minutes(40), &Teller::complete);
  if (visit.progress == Progress::written) return;
  tell(signing_of(visit), &Teller::sign);
  if (!visit.words.addendum.empty()) tell(start + days(days_to_addendum), &Teller::add);
}

}  // namespace rolecall::cli::demo
