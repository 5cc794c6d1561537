// A legal hold preserves: nothing that exists is deleted or overwritten, while the session goes on growing.
#include "service/transcripts/transcripts.h"
#include "support/text_world.h"

namespace rolecall::testing {
namespace {

class LegalHold : public TextTest {
 protected:
  Result<Done> mark(const SessionId& session, service::LegalHold hold) {
    const auto person = world().signed_in_again(owner());
    return write([&](auto& tx, const auto& environment) {
      return service::hold_session(tx, environment, person.credential, team(), session, hold);
    });
  }
  Result<service::ShownTranscript> type(const Person& by, const SessionId& session, const std::vector<std::string>& texts) {
    std::vector<clinical::Segment> segments;
    for (const auto& text : texts) segments.push_back({"", text, {}, {}});
    return write([&](auto& tx, const auto& environment) {
      return service::write_transcript(tx, environment, by.credential, {team(), session, segments, {}});
    });
  }
  Result<service::SegmentsAppended> append(const Person& by, const SessionId& session, const std::string& text) {
    return write([&](auto& tx, const auto& environment) {
      return service::append_segments(tx, environment, by.credential, {team(), session, "", {{{"", text, {}, {}}, {}}}});
    });
  }
  Result<service::ShownSession> update(const Person& by, const service::UpdateSession& request) {
    return write(
        [&](auto& tx, const auto& environment) { return service::update_session(tx, environment, by.credential, request); });
  }
  std::size_t segments_of(const Person& by, const SessionId& session) {
    const auto found = read([&](auto& tx, const auto& environment) {
      return service::read_transcript(tx, environment, by.credential, team(), session);
    });
    return found ? found->segments.size() : 0;
  }
  void damage(const SessionId& session) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE session SET revision = revision + 1 WHERE id = $1", session);
      return Done{};
    });
    EXPECT_TRUE(done);
  }
};

TEST_P(LegalHold, replaces_no_transcript_but_lets_it_grow) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  ASSERT_TRUE(type(cara, session, {"It hurts.", "Since when?"}));
  ASSERT_TRUE(mark(session, service::LegalHold::held));
  EXPECT_EQ(rule_of(type(cara, session, {})), "legal_hold");
  EXPECT_EQ(rule_of(type(cara, session, {"It hurts.", "Since when?", "Monday."})), "legal_hold");
  EXPECT_EQ(rule_of(append(cara, session, "Since Monday.")), "permitted");
  EXPECT_EQ(segments_of(cara, session), 3U);
  ASSERT_TRUE(mark(session, service::LegalHold::none));
  EXPECT_EQ(rule_of(type(cara, session, {})), "permitted");
}

TEST_P(LegalHold, overwrites_no_details) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  ASSERT_TRUE(mark(session, service::LegalHold::held));
  EXPECT_EQ(rule_of(update(cara, {.team = team(), .session = session, .patient = {.name = "Bea Cole"}})), "legal_hold");
  EXPECT_EQ(rule_of(update(cara, {.team = team(), .session = session, .context = "other"})), "legal_hold");
  const auto shown = open(cara, session);
  ASSERT_TRUE(shown) << rule_of(shown);
  EXPECT_EQ(shown->content.patient.name, "Ada Byron");
  EXPECT_FALSE(shown->allowed_actions.has(policy::Action::session_update));
  ASSERT_TRUE(mark(session, service::LegalHold::none));
  EXPECT_EQ(rule_of(update(cara, {.team = team(), .session = session, .context = "other"})), "permitted");
}

TEST_P(LegalHold, keeps_every_saved_version_of_notes_and_documents) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto at = made(cara, kind, session, "a");
    EXPECT_EQ(autosave(cara, at, "ab")->text.version, 1) << "a moment later and nothing held";
    ASSERT_TRUE(mark(session, service::LegalHold::held));
    EXPECT_EQ(autosave(cara, at, "abc")->text.version, 2);
    EXPECT_EQ(autosave(cara, at, "abcd")->text.version, 3);
    EXPECT_EQ(version(cara, at, 1)->content.body, "ab");
    EXPECT_EQ(version(cara, at, 2)->content.body, "abc");
    ASSERT_TRUE(mark(session, service::LegalHold::none));
    EXPECT_EQ(autosave(cara, at, "abcde")->text.version, 3);
  }
}

TEST_P(LegalHold, needs_no_readable_content_and_makes_no_open_edit_stale) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto before = open(cara, session)->session.revision;
  ASSERT_TRUE(mark(session, service::LegalHold::held));
  ASSERT_TRUE(mark(session, service::LegalHold::none));
  ASSERT_TRUE(shut(cara, session));
  EXPECT_EQ(open(cara, session)->session.revision, before);
  EXPECT_EQ(
      rule_of(update(cara, {.team = team(), .session = session, .context = "as I typed it", .if_match = std::to_string(before)})),
      "permitted");
  EXPECT_TRUE(open(cara, session)->session.restricted) << "the edit keeps what was marked meanwhile";
  damage(session);
  EXPECT_EQ(rule_of(open(cara, session)), "content_damaged");
  EXPECT_EQ(rule_of(mark(session, service::LegalHold::held)), "permitted");
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE team_id = $1 AND legal_hold = 1 AND restricted = 1"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM session_history WHERE team_id = $1"), 5) << "each mark is an interval";
  EXPECT_EQ(audited("session.hold").size(), 3U);
}

ROLECALL_ON_BOTH_STORES(LegalHold);

}  // namespace
}  // namespace rolecall::testing
