// Whatever serves content leaves an opening, changes too (SPEC section 7): no row, no content.
#include "store/openings.h"

#include "service/delegations/delegate.h"
#include "service/shares/share_session.h"
#include "service/transcripts/transcripts.h"
#include "store/fault.h"
#include "store/templates.h"
#include "support/text_world.h"

namespace rolecall::testing {
namespace {

class Openings : public TextTest {
 protected:
  void SetUp() override {
    TextTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician", "assistant"});
    session_ = session_of(cara_);
  }

  void share_for_editing() {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::share_session(tx, environment, cara_.credential,
                                    {team(), session_, dora_.member, policy::ShareLevel::edit, {}});
    }));
  }
  void delegate() {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::delegate_sessions(tx, environment, cara_.credential, {team(), dora_.member, tx.now(), tx.now() + days(1)});
    }));
  }
  Result<service::ShownSession> change_nothing(const Person& by) {
    return write([&](auto& tx, const auto& environment) {
      return service::update_session(tx, environment, by.credential, {.team = team(), .session = session_});
    });
  }
  void say(const std::string& text) {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::write_transcript(tx, environment, cara_.credential, {team(), session_, {{"Ada", text, {}, {}}}, {}});
    }));
  }
  TemplateId template_with(const std::string& body) {
    const auto made = world().write([&](store::Transaction& tx) -> Result<TemplateId> {
      store::Template one;
      one.id = TemplateId::make(tx.now());
      one.team = team();
      one.author = owner().member;
      one.visibility = store::Visibility::team;
      one.kind = Kind::document;
      one.name = "Referral letter";
      one.body = body;
      const auto permit = store::permit_system(tx, team(), store::SystemReason::demo_data);
      store::insert_template(tx, permit, store::record(tx, permit, "system.test", {"team", team().value}, nullptr, nullptr), one);
      return one.id;
    });
    return made.value();
  }
  Result<service::ShownText> fill(const Person& by, const std::string& body) {
    return make(by, {place(Kind::document, session_), template_with(body), std::nullopt, std::nullopt});
  }
  std::vector<store::Opening> openings() {
    return world().look([&](store::Transaction& tx) { return store::list_openings(tx, session_, 1'000'000, 50); });
  }
  /// Nobody can write into the table from now on.
  void break_table(const std::string& table, const std::string& column) {
    ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "ALTER TABLE " + table + " DROP COLUMN " + column);
      return Done{};
    }));
  }

  Colleague cara_;
  Colleague dora_;
  SessionId session_;
};

TEST_P(Openings, a_change_of_nothing_by_an_edit_sharer_still_leaves_one) {
  share_for_editing();
  const auto answered = change_nothing(dora_);
  ASSERT_TRUE(answered) << rule_of(answered);
  ASSERT_EQ(openings().size(), 1U);
  EXPECT_EQ(openings().front().member, dora_.member);
  EXPECT_EQ(openings().front().grant_scope, "shared_edit");
  EXPECT_EQ(audited("session.open").size(), 1U);
  ASSERT_TRUE(change_nothing(dora_));
  EXPECT_EQ(openings().size(), 1U) << "the same login and session within fifteen minutes";
}

TEST_P(Openings, a_change_of_nothing_by_a_delegated_assistant_still_leaves_one) {
  delegate();
  ASSERT_TRUE(change_nothing(dora_));
  ASSERT_EQ(openings().size(), 1U);
  EXPECT_EQ(openings().front().grant_scope, "delegated");
}

TEST_P(Openings, a_list_of_notes_or_documents_is_one_of_the_session_whose_they_are) {
  switch_session_view_on();
  for (const auto kind : {Kind::note, Kind::document}) {
    world().advance(minutes(15));
    ASSERT_TRUE(texts(owner(), place(kind, session_)));
    const auto row = audited("session.open").back();
    EXPECT_EQ(row.resource.type, "session");
    EXPECT_EQ(row.resource.id, session_.value);
    EXPECT_EQ(openings().front().what, "session");
    EXPECT_EQ(openings().front().grant_action, kind == Kind::note ? "note.read" : "document.read");
  }
}

TEST_P(Openings, filling_in_a_transcript_is_one_and_own_words_are_none) {
  say("It hurts");
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  switch_session_view_on();
  set([](store::TeamSettings& settings) { settings.session_view_transcripts = true; });
  ASSERT_TRUE(make(adam, Kind::document, session_, "My own words"));
  ASSERT_TRUE(fill(adam, "Dear colleague of {{team.name}}, {{today}}"));
  EXPECT_TRUE(openings().empty());
  const auto filled = fill(adam, "{{transcript}}");
  ASSERT_TRUE(filled) << rule_of(filled);
  EXPECT_EQ(filled->content.body, "Ada: It hurts");
  ASSERT_EQ(openings().size(), 1U);
  EXPECT_EQ(openings().front().member, adam.member);
  EXPECT_EQ(openings().front().what, "document");
}

TEST_P(Openings, filling_in_the_patient_or_the_note_is_one) {
  made(cara_, Kind::note, session_, "Older note");
  switch_session_view_on();
  for (const auto* body : {"{{patient.name}}", "{{session.context}}", "{{note}}"}) {
    world().advance(minutes(15));
    const auto before = openings().size();
    ASSERT_TRUE(fill(owner(), body)) << body;
    EXPECT_EQ(openings().size(), before + 1) << body;
  }
}

TEST_P(Openings, signing_a_note_and_adding_to_it_are_ones) {
  const auto note = made(cara_, Kind::note, session_);
  EXPECT_TRUE(openings().empty());
  ASSERT_TRUE(sign(cara_, note));
  ASSERT_EQ(openings().size(), 1U);
  EXPECT_EQ(openings().front().what, "note");
  world().advance(minutes(15));
  ASSERT_TRUE(addend(cara_, note, "Later: better."));
  EXPECT_EQ(openings().size(), 2U);
}

TEST_P(Openings, that_cannot_be_recorded_serve_nothing_and_change_nothing) {
  share_for_editing();
  switch_session_view_on();
  const auto note = made(cara_, Kind::note, session_);
  break_table("session_opening", "what");
  EXPECT_THROW((void)open(owner(), session_), store::DatabaseFault);
  EXPECT_THROW((void)get(owner(), note), store::DatabaseFault);
  EXPECT_THROW((void)change_nothing(dora_), store::DatabaseFault);
  EXPECT_THROW((void)fill(owner(), "{{patient.name}}"), store::DatabaseFault);
  EXPECT_THROW((void)sign(cara_, note), store::DatabaseFault);
  const auto changed = world().look([](store::Transaction& tx) {
    auto rows =
        store::query(tx, "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM note WHERE signed_at IS NOT NULL)");
    rows.next();
    return rows.integer(0);
  });
  EXPECT_EQ(changed, 0);
}

TEST_P(Openings, whose_audit_row_cannot_be_written_serve_nothing) {
  share_for_editing();
  switch_session_view_on();
  break_table("audit_event", "encoded");
  EXPECT_THROW((void)open(owner(), session_), store::DatabaseFault);
  EXPECT_THROW((void)change_nothing(dora_), store::DatabaseFault);
  EXPECT_TRUE(openings().empty());
}

ROLECALL_ON_BOTH_STORES(Openings);

}  // namespace
}  // namespace rolecall::testing
