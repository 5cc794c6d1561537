// Notes and documents: autosave and versions, signing, who reads and who writes them, what is sealed and recorded.
#include <gmock/gmock.h>

#include "support/text_world.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Texts : public TextTest {};

TEST_P(Texts, a_clinician_writes_reads_lists_and_deletes_notes_and_documents) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto at = made(cara, kind, session, "It hurts.");
    const auto shown = get(cara, at);
    ASSERT_TRUE(shown) << rule_of(shown);
    EXPECT_EQ(shown->content, (store::TextContent{"Letter", "It hurts."}));
    EXPECT_TRUE(shown->authored);
    ASSERT_EQ(texts(cara, at)->size(), 1U);
    ASSERT_TRUE(drop(cara, at));
    EXPECT_EQ(rule_of(get(cara, at)), "not_found");
    EXPECT_TRUE(texts(cara, at)->empty());
  }
}

TEST_P(Texts, saves_of_one_author_within_five_minutes_are_one_version) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "a");
  world().advance(Duration{minutes(5).ms - 1});
  EXPECT_EQ(autosave(cara, at, "ab")->text.version, 1);
  world().advance(Duration{1});
  EXPECT_EQ(autosave(cara, at, "abc")->text.version, 2) << "five minutes after the version began";
  world().advance(minutes(1));
  EXPECT_EQ(autosave(cara, at, "abcd")->text.version, 2);
  const auto all = versions(cara, at);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(version(cara, at, 1)->content.body, "ab");
  EXPECT_EQ(version(cara, at, 2)->content.body, "abcd");
  EXPECT_EQ(rule_of(version(cara, at, 3)), "not_found");
}

TEST_P(Texts, a_restored_version_leaves_the_youngest_save_as_a_version) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto at = made(cara, kind, session_of(cara), "old");
    world().advance(minutes(6));
    ASSERT_EQ(autosave(cara, at, "typed a moment ago")->text.version, 2);
    EXPECT_EQ(autosave(cara, at, "old", store::Saving::keeps_every_version)->text.version, 3);
    EXPECT_EQ(version(cara, at, 2)->content.body, "typed a moment ago");
    EXPECT_EQ(autosave(cara, at, "old and on")->text.version, 3) << "typing goes on where it was restored";
    EXPECT_EQ(version(cara, at, 1)->content.body, "old");
  }
}

TEST_P(Texts, a_save_that_names_nothing_it_has_seen_is_a_version_of_its_own) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "a");
  EXPECT_EQ(save(cara, at, "b")->text.version, 2);
  EXPECT_EQ(save(cara, at, "b")->text.version, 2) << "the same words again replace nothing";
  EXPECT_EQ(version(cara, at, 1)->content.body, "a");
}

TEST_P(Texts, a_save_by_another_login_of_the_author_is_a_version_of_its_own) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at_the_desk = world().signed_in_again(cara);
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto at = made(cara, kind, session_of(cara), "by the first");
    EXPECT_EQ(autosave(at_the_desk, at, "by the second")->text.version, 2);
    EXPECT_EQ(autosave(at_the_desk, at, "by the second, on")->text.version, 2);
    EXPECT_EQ(autosave(cara, at, "by the first again")->text.version, 3);
    EXPECT_EQ(version(cara, at, 1)->content.body, "by the first");
    EXPECT_EQ(version(cara, at, 2)->content.body, "by the second, on");
  }
}

TEST_P(Texts, a_version_of_before_logins_were_kept_is_rewritten_by_nobody) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "of before");
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE note_version SET login_or_key = '' WHERE note_id = $1", at.id);
    return Done{};
  }));
  EXPECT_EQ(autosave(cara, at, "of now")->text.version, 2);
  EXPECT_EQ(version(cara, at, 1)->content.body, "of before");
}

TEST_P(Texts, a_save_of_somebody_else_is_a_version_of_its_own) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  switch_session_view_on();
  const auto at = made(adam, Kind::document, session_of(cara), "by Adam");
  const auto saved = save(cara, at, "by Cara");
  ASSERT_TRUE(saved) << rule_of(saved);
  EXPECT_EQ(saved->text.version, 2);
  EXPECT_EQ(saved->text.author, adam.member);
  EXPECT_EQ(version(cara, at, 1)->version.author, adam.member);
  EXPECT_EQ(version(cara, at, 2)->version.author, cara.member);
}

TEST_P(Texts, a_save_over_a_newer_one_is_stale_and_the_same_text_again_changes_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "a");
  ASSERT_EQ(save(cara, at, "b", "1")->text.revision, 2);
  EXPECT_EQ(rule_of(save(cara, at, "c", "1")), "stale");
  EXPECT_EQ(save(cara, at, "b", "2")->text.revision, 2);
  EXPECT_EQ(audited("note.update").size(), 1U);
}

TEST_P(Texts, a_signed_note_is_locked_and_what_comes_later_is_an_addendum) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "a");
  EXPECT_EQ(rule_of(addend(cara, at, "too early")), "not_signed");
  EXPECT_EQ(rule_of(sign(cara, at, "9")), "stale");
  const auto signed_note = sign(cara, at, "1");
  ASSERT_TRUE(signed_note) << rule_of(signed_note);
  EXPECT_EQ(signed_note->text.signature->by, cara.member);
  EXPECT_EQ(rule_of(save(cara, at, "b")), "note_signed");
  EXPECT_EQ(rule_of(drop(cara, at)), "note_signed");
  EXPECT_EQ(rule_of(sign(cara, at)), "note_signed");
  EXPECT_EQ(rule_of(addend(cara, at, " ")), "invalid");
  const auto added = addend(cara, at, "Later: better.");
  ASSERT_TRUE(added) << rule_of(added);
  ASSERT_EQ(added->addenda.size(), 1U);
  EXPECT_EQ(get(cara, at)->addenda.front().body, "Later: better.");
  EXPECT_EQ(get(cara, at)->content.body, "a");
}

TEST_P(Texts, an_administrator_who_is_no_clinician_writes_notes_and_signs_none) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto at = made(adam, Kind::note, session_of(adam));
  EXPECT_EQ(rule_of(save(adam, at, "changed")), "permitted");
  EXPECT_EQ(rule_of(sign(adam, at)), "no_grant");
  EXPECT_FALSE(get(adam, at)->allowed_actions.has(policy::Action::note_sign));
}

TEST_P(Texts, a_viewer_reads_notes_and_documents_and_changes_none) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto session = session_of(cara);
  const auto note = made(cara, Kind::note, session);
  const auto letter = made(cara, Kind::document, session);
  EXPECT_EQ(rule_of(get(adam, note)), "plan_lacks_feature");
  switch_session_view_on();
  for (const auto& at : {note, letter}) {
    EXPECT_EQ(rule_of(get(adam, at)), "permitted");
    EXPECT_EQ(rule_of(save(adam, at, "x")), "not_own");
    EXPECT_EQ(rule_of(drop(adam, at)), "not_own");
  }
  EXPECT_EQ(rule_of(make(adam, Kind::note, session)), "not_own");
}

TEST_P(Texts, a_viewers_document_stays_with_the_clinician_when_the_view_goes_off) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto session = session_of(cara);
  switch_session_view_on();
  const auto at = made(adam, Kind::document, session, "Referral");
  EXPECT_EQ(rule_of(save(adam, at, "Corrected")), "permitted") << "the author corrects his document";
  switch_session_view_off();
  EXPECT_NE(rule_of(get(adam, at)), "permitted");
  EXPECT_NE(rule_of(save(adam, at, "Once more")), "permitted") << "only while he may read the session";
  EXPECT_NE(rule_of(drop(adam, at)), "permitted");
  EXPECT_EQ(get(cara, at)->content.body, "Corrected");
  EXPECT_EQ(rule_of(save(cara, at, "Mine now")), "permitted");
}

TEST_P(Texts, restriction_and_retention_hold_for_every_representation) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto session = session_of(cara);
  const auto note = made(cara, Kind::note, session);
  const auto letter = made(cara, Kind::document, session);
  const auto refused_everywhere = [&](const Person& person, const std::string& rule) {
    for (const auto& at : {note, letter}) {
      EXPECT_EQ(rule_of(get(person, at)), rule);
      EXPECT_EQ(rule_of(texts(person, at)), rule);
      EXPECT_EQ(rule_of(versions(person, at)), rule);
      EXPECT_EQ(rule_of(version(person, at, 1)), rule);
    }
    for (const auto format : {service::DocumentFormat::pdf, service::DocumentFormat::plain_text}) {
      EXPECT_EQ(rule_of(rendered(person, letter, format)), rule);
    }
  };
  switch_session_view_on();
  ASSERT_TRUE(shut(cara, session));
  refused_everywhere(adam, "session_restricted");
  EXPECT_EQ(rule_of(make(adam, Kind::document, session)), "session_restricted");
  set([](store::TeamSettings& settings) { settings.retention_days = 30; });
  world().advance(days(30));
  refused_everywhere(world().signed_in_again(cara), "retention_expired");
}

TEST_P(Texts, a_text_of_another_session_or_kind_is_not_there) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto other = session_of(cara, "Bea Cole");
  const auto note = made(cara, Kind::note, session);
  EXPECT_EQ(rule_of(get(cara, place(Kind::note, other, note.id))), "not_found");
  EXPECT_EQ(rule_of(get(cara, place(Kind::document, session, note.id))), "not_found");
  const auto stranger = world().signed_in("Stranger", "stranger@elsewhere.example");
  EXPECT_EQ(rule_of(get(stranger, note)), "not_found");
}

TEST_P(Texts, every_reading_is_recorded_downloads_too) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto session = session_of(cara);
  const auto letter = made(cara, Kind::document, session);
  switch_session_view_on();
  ASSERT_TRUE(rendered(adam, letter, service::DocumentFormat::pdf));
  ASSERT_TRUE(rendered(adam, letter, service::DocumentFormat::plain_text));
  ASSERT_EQ(audited("session.open").size(), 1U) << "one login and session within fifteen minutes is one row";
  world().advance(minutes(15));
  ASSERT_TRUE(get(adam, letter));
  EXPECT_EQ(audited("session.open").size(), 2U);
  EXPECT_THAT(audit::encode_row(audited("session.open").front()), HasSubstr(letter.id));
}

TEST_P(Texts, clinical_text_is_sealed_at_rest_and_in_no_audit_row) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto note = made(cara, Kind::note, session, "Topsecret first");
  ASSERT_TRUE(make(cara, {place(Kind::document, session), std::nullopt, "Topsecret title", "Topsecret letter"}));
  ASSERT_TRUE(save(cara, note, "Topsecret second"));
  ASSERT_TRUE(sign(cara, note));
  ASSERT_TRUE(addend(cara, note, "Topsecret addendum"));
  const auto everything = world().look([&](store::Transaction& tx) {
    std::string all;
    for (const auto* sql :
         {"SELECT content FROM note_version", "SELECT content FROM document_version", "SELECT content FROM note_addendum"}) {
      for (auto rows = store::query(tx, sql); rows.next();) {
        const auto bytes = rows.bytes(0);
        all.append(bytes.begin(), bytes.end());
      }
    }
    EXPECT_FALSE(all.empty());
    for (auto rows = store::query(tx, "SELECT encoded FROM audit_event"); rows.next();) all += rows.text(0);
    for (auto rows = store::query(tx, "SELECT value FROM audit_value"); rows.next();) all += rows.text(0);
    return all;
  });
  EXPECT_THAT(everything, Not(HasSubstr("opsecret")));
  EXPECT_THAT(everything, HasSubstr("note.sign"));
}

TEST_P(Texts, an_old_version_in_the_place_of_the_present_one_is_an_error_and_no_text) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "old");
  world().advance(minutes(6));
  ASSERT_EQ(save(cara, at, "new")->text.version, 2);
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(
        tx,
        "UPDATE note_version SET content = (SELECT o.content FROM note_version o WHERE o.note_id = $1 AND o.version = 1) "
        "WHERE note_id = $1 AND version = 2",
        at.id);
    return Done{};
  }));
  EXPECT_EQ(rule_of(get(cara, at)), "content_damaged");
  EXPECT_EQ(version(cara, at, 1)->content.body, "old");
}

/// What stands in a note's version 1: the content and the revision at which it was sealed.
struct StoredSave {
  store::Bytes content;
  std::int64_t revision = 0;
};
StoredSave stored_save(store::Transaction& tx, const std::string& note) {
  auto rows = store::query(tx, "SELECT content, sealed_at_revision FROM note_version WHERE note_id = $1 AND version = 1", note);
  if (!rows.next()) throw std::runtime_error("no such note");
  return {rows.bytes(0), rows.integer(1)};
}

TEST_P(Texts, an_earlier_autosave_put_back_into_the_same_version_is_an_error_and_no_text) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "Allergic to penicillin");
  const auto earlier = world().look([&](store::Transaction& tx) { return stored_save(tx, at.id); });
  ASSERT_EQ(autosave(cara, at, "No allergies")->text.version, 1);
  const auto put_back = [&](std::int64_t sealed_at_revision) {
    ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE note_version SET content = $2, sealed_at_revision = $3 WHERE note_id = $1 AND version = 1",
                     at.id, earlier.content, sealed_at_revision);
      return Done{};
    }));
  };
  put_back(2);
  EXPECT_EQ(rule_of(get(cara, at)), "content_damaged");
  EXPECT_EQ(rule_of(version(cara, at, 1)), "content_damaged");
  put_back(earlier.revision);
  EXPECT_EQ(rule_of(get(cara, at)), "content_damaged") << "the note itself knows of the later save";
  EXPECT_EQ(rule_of(version(cara, at, 1)), "content_damaged");
}

TEST_P(Texts, a_text_that_was_sealed_before_saves_were_told_apart_still_opens_and_is_sealed_anew_with_its_next_save) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::document, session_of(cara), "x");
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    const auto vault = store::open_vault(tx, world().environment().keys.sealer(), team());
    store::execute(tx, "UPDATE document_version SET content = $2, sealed_at_revision = 0 WHERE document_id = $1", at.id,
                   vault.seal({"document", at.id, 1}, R"({"title":"Letter","body":"of before"})"));
    store::execute(tx, "UPDATE document SET sealed_at_revision = 0 WHERE id = $1", at.id);
    return Done{};
  }));
  EXPECT_EQ(get(cara, at)->content.body, "of before");
  EXPECT_EQ(version(cara, at, 1)->content.body, "of before");
  EXPECT_EQ(save(cara, at, "of now")->text.sealed_at_revision, 2);
  EXPECT_EQ(get(cara, at)->content.body, "of now");
}

TEST_P(Texts, a_note_and_an_addendum_that_were_sealed_before_they_were_bound_to_session_and_note_still_open) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara), "x");
  ASSERT_TRUE(sign(cara, at));
  const auto addendum = addend(cara, at, "x")->addenda.at(0).id;
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    const auto vault = store::open_vault(tx, world().environment().keys.sealer(), team());
    store::execute(tx, "UPDATE note_version SET content = $2 WHERE note_id = $1", at.id,
                   vault.seal({"note", at.id + "/1", 1}, R"({"title":"Letter","body":"of before"})"));
    store::execute(tx, "UPDATE note_addendum SET content = $2 WHERE id = $1", addendum,
                   vault.seal({"note_addendum", addendum.value, 1}, "as well"));
    return Done{};
  }));
  EXPECT_EQ(get(cara, at)->content.body, "of before");
  EXPECT_EQ(get(cara, at)->addenda.at(0).body, "as well");
}

TEST_P(Texts, lists_come_in_pages_that_miss_and_repeat_nothing_while_texts_come_and_go) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  for (const auto kind : {Kind::note, Kind::document}) {
    std::vector<std::string> all;
    for (int i = 0; i < 7; ++i) {
      if (i % 2 == 0) world().advance(seconds(1));  // some are of one instant
      all.push_back(made(cara, kind, session).id);
    }
    std::vector<std::string> seen;
    service::ListTexts asked{place(kind, session), {}, 2};
    do {
      const auto page = texts(cara, asked);
      ASSERT_TRUE(page) << rule_of(page);
      ASSERT_LE(page->items.size(), 2U);
      for (const auto& one : page->items) seen.push_back(one.text.id);
      if (!asked.after) {
        ASSERT_TRUE(drop(cara, place(kind, session, all[0])));
        all.push_back(made(cara, kind, session).id);
      }
      asked.after = page->next;
    } while (asked.after);
    std::ranges::sort(all);  // by time, as ids are, and those of one instant by chance
    EXPECT_EQ(seen, all);
  }
}

TEST_P(Texts, versions_come_in_pages_newest_first) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  for (const auto kind : {Kind::note, Kind::document}) {
    const auto at = made(cara, kind, session_of(cara), "1");
    for (int i = 2; i <= 5; ++i) {
      world().advance(minutes(6));
      ASSERT_TRUE(save(cara, at, std::to_string(i)));
    }
    std::vector<std::int64_t> seen;
    service::ListVersions asked{at, {}, 2};
    do {
      const auto page = versions(cara, asked);
      ASSERT_TRUE(page) << rule_of(page);
      for (const auto& one : page->items) {
        EXPECT_TRUE(one.sealed.empty());
        seen.push_back(one.version);
      }
      asked.before = page->next;
    } while (asked.before);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
  }
}

TEST_P(Texts, one_that_cannot_be_read_hides_no_other_from_the_list) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto whole = made(cara, Kind::note, session);
  world().advance(seconds(1));
  const auto damaged = made(cara, Kind::note, session);
  ASSERT_TRUE(sign(cara, damaged));
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE note_version SET content = $2 WHERE note_id = $1", damaged.id, store::Bytes(100, 'x'));
    return Done{};
  }));
  const auto listed = texts(cara, place(Kind::note, session));
  ASSERT_TRUE(listed) << rule_of(listed);
  ASSERT_EQ(listed->size(), 2U);
  EXPECT_EQ(listed->at(0).title, "Letter");
  EXPECT_EQ(listed->at(1).text.id, damaged.id);
  EXPECT_EQ(listed->at(1).title, std::nullopt);
  EXPECT_TRUE(listed->at(1).text.signature);
  EXPECT_EQ(rule_of(get(cara, damaged)), "content_damaged");
}

TEST_P(Texts, a_list_opens_no_addendum) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto at = made(cara, Kind::note, session_of(cara));
  ASSERT_TRUE(sign(cara, at));
  ASSERT_TRUE(addend(cara, at, "Later: better"));
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE note_addendum SET content = $2 WHERE note_id = $1", at.id, store::Bytes(100, 'x'));
    return Done{};
  }));
  EXPECT_EQ(texts(cara, at)->at(0).title, "Letter");
  EXPECT_EQ(rule_of(get(cara, at)), "content_damaged");
}

TEST_P(Texts, a_document_of_too_many_pages_is_told_so_and_is_there_as_plain_text) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  std::string body;
  for (int i = 0; i < 19'900; ++i) body += "# a\n\n";
  const auto letter = made(cara, Kind::document, session_of(cara), body);
  EXPECT_EQ(rule_of(rendered(cara, letter, service::DocumentFormat::pdf)), "too_many_pages");
  EXPECT_TRUE(rendered(cara, letter, service::DocumentFormat::plain_text));
}

TEST_P(Texts, the_footer_of_the_team_stands_in_downloads_while_its_plan_has_policies) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto letter = made(cara, Kind::document, session_of(cara), "**Dear** <script>alert(1)</script>");
  const auto text = [&] { return rendered(cara, letter, service::DocumentFormat::plain_text)->bytes; };
  set([](store::TeamSettings& settings) { settings.content_footer = "North Clinic, confidential"; });
  EXPECT_THAT(text(), HasSubstr("North Clinic, confidential"));
  EXPECT_THAT(text(), HasSubstr("Dear <script>alert(1)</script>")) << "shown as it was typed";
  EXPECT_EQ(get(cara, letter)->content.body, "**Dear** <script>alert(1)</script>") << "kept as it was typed";
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET plan = 'free' WHERE id = $1", team());
    return Done{};
  }));
  EXPECT_THAT(text(), Not(HasSubstr("North Clinic, confidential")));
  const auto pdf = rendered(cara, letter, service::DocumentFormat::pdf);
  ASSERT_TRUE(pdf) << rule_of(pdf);
  EXPECT_EQ(pdf->file_name, letter.id + ".pdf");
  EXPECT_EQ(pdf->media_type, "application/pdf");
}

TEST_P(Texts, wrong_titles_and_bodies_are_named) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto pointer = [&](const std::string& title, const std::string& body) {
    const auto shown = make(cara, {place(Kind::document, session), std::nullopt, title, body});
    return shown ? "" : shown.error().fields.at(0).pointer;
  };
  EXPECT_EQ(pointer("", "x"), "/title");
  EXPECT_EQ(pointer(std::string(201, 'x'), "x"), "/title");
  EXPECT_EQ(pointer("x", std::string(100'001, 'x')), "/body");
  EXPECT_EQ(pointer("x", std::string(100'000, 'x')), "");
}

ROLECALL_ON_BOTH_STORES(Texts);

}  // namespace
}  // namespace rolecall::testing
