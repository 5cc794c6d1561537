// The consent that a team asks for: when a session starts and before its first content, and never of one that runs already
// (SPEC section 5).
#include "service/transcripts/transcripts.h"
#include "support/text_world.h"

namespace rolecall::testing {
namespace {

class ConsentPrompt : public TextTest {
 protected:
  void SetUp() override {
    TextTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
  }

  SessionId session_in(SessionStatus status) {
    const auto made =
        create(cara_, service::CreateSession{.team = team(), .content = {{"Ada Byron", "", ""}, ""}, .status = status});
    EXPECT_TRUE(made) << rule_of(made);
    return made->session.id;
  }
  void ask() {
    set([](store::TeamSettings& settings) { settings.consent_enabled = true; });
  }
  std::string change(service::UpdateSession request) {
    request.team = team();
    return rule_of(write(
        [&](auto& tx, const auto& environment) { return service::update_session(tx, environment, cara_.credential, request); }));
  }
  std::string move(const SessionId& session, SessionStatus to) { return change({.session = session, .status = to}); }
  std::string record(const SessionId& session, std::int64_t sequence = 1) {
    const service::AppendSegments request{team(), session, "engine", {{{"", "It hurts", {}, {}}, sequence}}};
    return rule_of(write(
        [&](auto& tx, const auto& environment) { return service::append_segments(tx, environment, cara_.credential, request); }));
  }
  std::string type(const SessionId& session) {
    const service::WriteTranscript request{team(), session, {{"", "It hurts", {}, {}}}, {}};
    return rule_of(write([&](auto& tx, const auto& environment) {
      return service::write_transcript(tx, environment, cara_.credential, request);
    }));
  }
  std::string note(const SessionId& session) { return rule_of(make(cara_, Kind::note, session)); }
  std::string document(const SessionId& session) { return rule_of(make(cara_, Kind::document, session)); }

  Colleague cara_;
};

TEST_P(ConsentPrompt, leaves_a_session_alone_that_was_started_before_it_was_switched_on) {
  const auto session = session_in(SessionStatus::in_progress);
  ask();
  EXPECT_EQ(change({.session = session, .context = "Second visit"}), "permitted");
  EXPECT_EQ(record(session), "permitted");
  EXPECT_EQ(type(session), "permitted");
  EXPECT_EQ(note(session), "permitted");
  EXPECT_EQ(document(session), "permitted");
  EXPECT_EQ(move(session, SessionStatus::completed), "permitted");
}

TEST_P(ConsentPrompt, is_asked_whenever_a_session_starts) {
  const auto session = session_in(SessionStatus::draft);
  ask();
  EXPECT_EQ(change({.session = session, .context = "Planned"}), "permitted") << "planning needs none";
  EXPECT_EQ(move(session, SessionStatus::in_progress), "consent_needed");
  EXPECT_EQ(move(session, SessionStatus::completed), "consent_needed");
  const auto running = session_in(SessionStatus::draft);
  set([](store::TeamSettings& settings) { settings.consent_enabled = false; });
  ASSERT_EQ(move(running, SessionStatus::in_progress), "permitted");
  ask();
  ASSERT_EQ(move(running, SessionStatus::draft), "permitted");
  EXPECT_EQ(move(running, SessionStatus::in_progress), "consent_needed") << "it starts again";
}

TEST_P(ConsentPrompt, is_asked_before_the_first_content_of_a_session_that_is_not_started) {
  const auto session = session_in(SessionStatus::draft);
  ask();
  EXPECT_EQ(record(session), "consent_needed");
  EXPECT_EQ(type(session), "consent_needed");
  EXPECT_EQ(note(session), "consent_needed");
  EXPECT_EQ(document(session), "consent_needed");
  EXPECT_EQ(change({.session = session, .consent = service::ConsentConfirmed::yes}), "permitted");
  EXPECT_EQ(record(session), "permitted");
  EXPECT_EQ(type(session), "permitted");
  EXPECT_EQ(note(session), "permitted");
  EXPECT_EQ(move(session, SessionStatus::in_progress), "permitted") << "asked once";
}

TEST_P(ConsentPrompt, lets_a_draft_go_on_that_had_content_before_and_asks_when_it_starts) {
  const auto recorded = session_in(SessionStatus::draft);
  const auto noted = session_in(SessionStatus::draft);
  const auto written = session_in(SessionStatus::draft);
  ASSERT_EQ(record(recorded), "permitted");
  ASSERT_EQ(note(noted), "permitted");
  ASSERT_EQ(document(written), "permitted");
  ask();
  for (const auto& session : {recorded, noted, written}) {
    EXPECT_EQ(record(session, 2), "permitted");
    EXPECT_EQ(move(session, SessionStatus::in_progress), "consent_needed");
  }
}

ROLECALL_ON_BOTH_STORES(ConsentPrompt);

}  // namespace
}  // namespace rolecall::testing
