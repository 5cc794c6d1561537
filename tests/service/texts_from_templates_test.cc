// Notes and documents made from a template: filled with what their writer may read, and with nothing else (SPEC section 5).
#include <gmock/gmock.h>

#include "service/templates/delete_template.h"
#include "service/transcripts/transcripts.h"
#include "store/templates.h"
#include "support/text_world.h"

namespace rolecall::testing {
namespace {

class TextsFromTemplates : public TextTest {
 protected:
  struct Made {
    store::Visibility visibility = store::Visibility::team;
    Kind kind = Kind::document;
    MemberId author;
  };
  TemplateId made_template(const std::string& body, const Made& of) {
    const auto id = world().write([&](store::Transaction& tx) -> Result<TemplateId> {
      store::Template one;
      one.id = TemplateId::make(tx.now());
      one.team = team();
      one.author = of.author.empty() ? owner().member : of.author;
      one.visibility = of.visibility;
      one.kind = of.kind;
      one.name = "Referral letter";
      one.body = body;
      const auto permit = store::permit_system(tx, team(), store::SystemReason::demo_data);
      store::insert_template(tx, permit, store::record(tx, permit, "system.test", {"team", team().value}, nullptr, nullptr), one);
      return one.id;
    });
    return id.value();
  }
  Result<service::ShownText> from(const Person& by, const SessionId& session, const TemplateId& id) {
    return make(by, {place(Kind::document, session), id, std::nullopt, std::nullopt});
  }
  void say(const Person& by, const SessionId& session, const std::vector<std::string>& words) {
    std::vector<clinical::Segment> segments;
    for (const auto& text : words) segments.push_back({"Ada", text, {}, {}});
    const auto written = write([&](auto& tx, const auto& environment) {
      return service::write_transcript(tx, environment, by.credential, {team(), session, segments, {}});
    });
    ASSERT_TRUE(written) << rule_of(written);
  }
};

TEST_P(TextsFromTemplates, the_placeholders_are_filled_and_the_name_is_the_title) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  say(cara, session, {"It hurts"});
  made(cara, Kind::note, session, "Older note");
  world().advance(seconds(1));
  made(cara, Kind::note, session, "Latest note");
  const auto id = made_template(
      "{{patient.name}} ({{patient.date_of_birth}}, {{patient.identifier}}), {{session.context}}, {{clinician.name}} at "
      "{{team.name}} on {{today}}: {{transcript}}; {{note}} \\{{today}}",
      {});
  const auto letter = from(cara, session, id);
  ASSERT_TRUE(letter) << rule_of(letter);
  EXPECT_EQ(letter->content.title, "Referral letter");
  EXPECT_EQ(letter->content.body,
            "Ada Byron (1980-02-29, MRN 4711), Follow-up, Cara at North Clinic on 2026-03-01: Ada: It hurts; Latest note "
            "{{today}}");
  EXPECT_EQ(letter->text.made_from, id);
}

TEST_P(TextsFromTemplates, are_counted_by_their_kind_for_who_would_delete_the_template) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  set([](store::TeamSettings&) {});
  const auto impact = [&](const TemplateId& id) {
    const auto found = read([&](auto& tx, const auto& environment) {
      return service::impact_of_template(tx, environment, owner().credential, {team(), id});
    });
    EXPECT_TRUE(found) << rule_of(found);
    return found ? std::pair{found->notes, found->documents} : std::pair<std::int64_t, std::int64_t>{-1, -1};
  };
  const auto form = made_template("x", {.kind = Kind::note});
  const auto letter = made_template("x", {.kind = Kind::document});
  EXPECT_EQ(impact(form), (std::pair<std::int64_t, std::int64_t>{0, 0}));
  const auto note_of = [&](const Person& by) {
    return make(by, {place(Kind::note, session_of(by)), form, std::nullopt, std::nullopt}).value();
  };
  note_of(cara);
  const auto dropped = note_of(dora);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(from(cara, session_of(cara), letter));
  made(cara, Kind::note, session_of(cara), "without a template");
  EXPECT_EQ(impact(form), (std::pair<std::int64_t, std::int64_t>{2, 0})) << "those of everybody";
  EXPECT_EQ(impact(letter), (std::pair<std::int64_t, std::int64_t>{0, 3}));
  ASSERT_TRUE(drop(dora, place_of(dropped)));
  EXPECT_EQ(impact(form), (std::pair<std::int64_t, std::int64_t>{1, 0}));
}

TEST_P(TextsFromTemplates, the_transcript_comes_in_only_for_who_may_read_it) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto session = session_of(cara);
  say(cara, session, {"It hurts", "A lot"});
  switch_session_view_on();
  const auto id = made_template("[{{transcript}}]", {});
  EXPECT_EQ(from(adam, session, id)->content.body, "[]") << "Session View shows notes, not transcripts";
  set([](store::TeamSettings& settings) { settings.session_view_transcripts = true; });
  EXPECT_EQ(from(adam, session, id)->content.body, "[Ada: It hurts\n\nAda: A lot]");
}

TEST_P(TextsFromTemplates, what_a_patient_is_called_is_no_placeholder) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara, "{{transcript}}");
  say(cara, session, {"It hurts"});
  EXPECT_EQ(from(cara, session, made_template("{{patient.name}}", {}))->content.body, "{{transcript}}");
}

TEST_P(TextsFromTemplates, a_template_of_somebody_else_of_another_kind_or_of_nobody_is_refused_alike) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto refused = [&](const TemplateId& id) {
    const auto shown = from(cara, session, id);
    return shown ? "" : shown.error().fields.at(0).pointer + ": " + shown.error().fields.at(0).detail;
  };
  const auto unknown = refused(TemplateId{"tpl_00000000000000000000000000"});
  EXPECT_THAT(unknown, ::testing::StartsWith("/template: "));
  EXPECT_EQ(refused(made_template("x", {store::Visibility::personal, Kind::document, dora.member})), unknown);
  EXPECT_EQ(refused(made_template("x", {store::Visibility::team, Kind::note, {}})), unknown);
  EXPECT_EQ(refused(made_template("x", {store::Visibility::personal, Kind::document, cara.member})), "");
}

TEST_P(TextsFromTemplates, one_that_becomes_too_long_is_refused_at_the_template_with_what_helps) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto refused = [&](const std::string& body) {
    const auto letter = from(cara, session, made_template(body, {}));
    return letter ? "written" : letter.error().fields.at(0).pointer + ": " + letter.error().fields.at(0).detail;
  };
  say(cara, session, std::vector<std::string>(5, std::string(19'000, 'x')));
  EXPECT_EQ(refused("{{transcript}}"), "written");
  std::string often;
  for (int i = 0; i < 1'400; ++i) often += "{{transcript}}";
  EXPECT_THAT(refused(often), ::testing::StartsWith("/template: filled in for this session it has more than 100,000 characters"));
  say(cara, session, std::vector<std::string>(6, std::string(19'000, 'x')));
  EXPECT_THAT(refused("{{transcript}}"), ::testing::StartsWith("/template: the transcript of this session has more than"));
  const auto own = make(cara, {place(Kind::document, session), made_template("{{transcript}}", {}), std::nullopt, "In short"});
  ASSERT_TRUE(own) << "and the way out is one: " << rule_of(own);
  EXPECT_EQ(own->content.body, "In short");
}

TEST_P(TextsFromTemplates, a_transcript_that_is_beyond_any_text_is_refused_without_being_opened) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  say(cara, session, std::vector<std::string>(21, std::string(19'500, 'x')));
  const auto damaged = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx,
                   "UPDATE transcript_segment SET content = (SELECT content FROM transcript_segment WHERE session_id = $1 AND "
                   "position = 2) WHERE session_id = $1 AND position = 1",
                   session);
    return Done{};
  });
  ASSERT_TRUE(damaged);
  const auto refused = from(cara, session, made_template("{{transcript}}", {}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().name, "invalid") << "and not that it is damaged";
}

ROLECALL_ON_BOTH_STORES(TextsFromTemplates);

}  // namespace
}  // namespace rolecall::testing
