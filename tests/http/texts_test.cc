// Notes and documents over the API: /sessions/{session}/notes and /sessions/{session}/documents.
#include <gmock/gmock.h>

#include "http/api_world.h"
#include "http/routes_sessions.h"
#include "http/routes_texts.h"
#include "support/pdf_words.h"

namespace rolecall::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<http::Route> text_test_routes() {
  auto all = http::session_routes();
  const auto more = http::text_routes();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

class TextsApi : public ApiTest {
 protected:
  TextsApi() : ApiTest(text_test_routes()) {}

  /// A session of this person: its path.
  std::string session_of(const Person& person) {
    const std::string sessions = "/api/v1/teams/" + team().value + "/sessions";
    const auto reply = as(person).post(sessions, R"({"patient":{"name":"Ada Byron"}})");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return sessions + "/" + text_of(reply, {"id"});
  }
  std::string made(const Person& person, const std::string& list, const std::string& body) {
    const auto reply = as(person).post(list, body);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return list + "/" + text_of(reply, {"id"});
  }
};

TEST_P(TextsApi, a_note_is_written_saved_signed_added_to_and_read_with_its_versions) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  const auto note = made(cara, session + "/notes", R"({"title":"Visit","body":"It *hurts*"})");
  const auto read = as(cara).get(note);
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.header("ETag"), "\"1\"");
  EXPECT_EQ(text_of(read, {"body"}), "It *hurts*");
  EXPECT_THAT(read.body, Not(HasSubstr("note.addend\"]"))) << "an open note has nothing to be added to";
  EXPECT_THAT(as(cara).get(session + "/notes").body, Not(HasSubstr("hurts"))) << "lists are without bodies";
  EXPECT_EQ(as(cara).with("if-match", "\"7\"").put(note, R"({"title":"Visit","body":"x"})").status, 412);
  world().advance(minutes(6));
  const auto saved = as(cara).with("if-match", "\"1\"").put(note, R"({"title":"Visit","body":"It stings"})");
  EXPECT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.header("ETag"), "\"2\"");
  EXPECT_THAT(as(cara).get(note + "/versions").body, HasSubstr(R"("version":2)"));
  EXPECT_EQ(text_of(as(cara).get(note + "/versions/1"), {"body"}), "It *hurts*");
  EXPECT_EQ(as(cara).get(note + "/versions/9").status, 404);
  EXPECT_EQ(as(cara).get(note + "/versions/one").status, 404);
  EXPECT_EQ(as(cara).post(note + "/addenda", R"({"body":"Later"})").status, 409);
  EXPECT_EQ(as(cara).post(note + "/sign").status, 200);
  EXPECT_EQ(text_of(as(cara).put(note, R"({"title":"Visit","body":"y"})"), {"rule"}), "note_signed");
  const auto added = as(cara).post(note + "/addenda", R"({"body":"Later: better"})");
  EXPECT_EQ(added.status, 201) << added.body;
  EXPECT_THAT(as(cara).get(note).body, HasSubstr("Later: better"));
  EXPECT_EQ(as(cara).remove(note).status, 403);
  EXPECT_EQ(as(cara).remove(made(cara, session + "/notes", R"({"title":"Draft"})")).status, 204);
}

TEST_P(TextsApi, a_document_is_written_saved_listed_and_deleted) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto documents = session_of(cara) + "/documents";
  const auto letter = made(cara, documents, R"({"title":"Letter"})");
  EXPECT_EQ(as(cara).with("if-match", "\"1\"").put(letter, R"({"title":"Letter","body":"Dear colleague"})").status, 200);
  EXPECT_EQ(text_of(as(cara).get(letter), {"body"}), "Dear colleague");
  EXPECT_THAT(as(cara).get(documents).body, HasSubstr(R"("title":"Letter")"));
  EXPECT_EQ(as(cara).get(letter + "/versions").status, 200);
  EXPECT_EQ(text_of(as(cara).get(letter + "/versions/1"), {"body"}), "Dear colleague");
  EXPECT_EQ(as(cara).remove(letter).status, 204);
  EXPECT_EQ(as(cara).get(letter).status, 404);
}

TEST_P(TextsApi, what_is_restored_or_written_unseen_is_a_version_of_its_own) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  for (const std::string list : {"/notes", "/documents"}) {
    const auto text = made(cara, session + list, R"({"title":"Visit","body":"one"})");
    const auto saved = [&](const std::string& etag, const std::string& body) {
      return as(cara).with("if-match", etag).put(text, R"({"title":"Visit",)" + body + "}").body;
    };
    EXPECT_THAT(saved("\"1\"", R"("body":"two")"), HasSubstr(R"("version":1)"));
    EXPECT_THAT(saved("\"2\"", R"("body":"three","new_version":false)"), HasSubstr(R"("version":1)"));
    EXPECT_THAT(saved("\"3\"", R"("body":"one","new_version":true)"), HasSubstr(R"("version":2)"));
    EXPECT_THAT(saved("*", R"("body":"four")"), HasSubstr(R"("version":3)")) << "nothing was seen";
    EXPECT_EQ(text_of(as(cara).get(text + "/versions/1"), {"body"}), "three");
    EXPECT_EQ(text_of(as(cara).get(text + "/versions/2"), {"body"}), "one");
    EXPECT_EQ(as(cara).put(text, R"({"title":"Visit","body":"x","new_version":1})").status, 422);
  }
}

TEST_P(TextsApi, downloads_are_files_without_clinical_text_in_their_names_that_no_cache_keeps) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto letter =
      made(cara, session_of(cara) + "/documents", R"({"title":"Ada Byron\"; x=","body":"# Dear\n\n<script>alert(1)</script>"})");
  const auto id = letter.substr(letter.rfind('/') + 1);
  const auto pdf = as(cara).get(letter + ".pdf");
  ASSERT_EQ(pdf.status, 200) << pdf.body;
  EXPECT_EQ(pdf.content_type, "application/pdf");
  EXPECT_EQ(pdf.header("Content-Disposition"), "attachment; filename=\"" + id + ".pdf\"");
  EXPECT_FALSE(pdf.header("Cache-Control")) << "the transport says no-store";
  EXPECT_THAT(pdf.body, ::testing::StartsWith("%PDF-"));
  EXPECT_THAT(pdf_words(pdf.body), HasSubstr("<script>alert(1)</script>"));
  const auto text = as(cara).get(letter + ".txt");
  ASSERT_EQ(text.status, 200) << text.body;
  EXPECT_EQ(text.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(text.header("Content-Disposition"), "attachment; filename=\"" + id + ".txt\"");
  EXPECT_THAT(text.body, HasSubstr("Ada Byron\"; x="));
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  for (const auto* ending : {"", ".pdf", ".txt"}) EXPECT_EQ(as(dora).get(letter + ending).status, 403) << ending;
  EXPECT_EQ(as(cara).get(letter + ".exe").status, 404);
}

TEST_P(TextsApi, lists_of_texts_and_versions_come_in_pages) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  for (const std::string list : {"/notes", "/documents"}) {
    const auto one = made(cara, session + list, R"({"title":"One","body":"a"})");
    world().advance(seconds(1));
    made(cara, session + list, R"({"title":"Two"})");
    world().advance(minutes(6));
    ASSERT_EQ(as(cara).put(one, R"({"title":"One","body":"b"})").status, 200);
    for (const auto& [path, first, second] : {std::tuple{session + list, R"("title":"One")", R"("title":"Two")"},
                                              std::tuple{one + "/versions", R"("version":2)", R"("version":1)"}}) {
      const auto page = as(cara).get(path + "?limit=1");
      ASSERT_EQ(page.status, 200) << page.body;
      EXPECT_THAT(page.body, AllOf(HasSubstr(first), Not(HasSubstr(second))));
      const auto cursor = text_of(page, {"next_cursor"});
      const auto next = as(cara).get(path + "?limit=1&cursor=" + cursor);
      EXPECT_THAT(next.body, AllOf(HasSubstr(second), Not(HasSubstr(first)), HasSubstr(R"("next_cursor":null)")));
      EXPECT_THAT(as(cara).get(path).body, AllOf(HasSubstr(first), HasSubstr(second), HasSubstr(R"("next_cursor":null)")));
      EXPECT_EQ(as(cara).get(path + "?limit=0").status, 422);
      const auto elsewhere = session_of(cara) + list;
      EXPECT_EQ(text_of(as(cara).get(elsewhere + "?cursor=" + cursor), {"code"}), "cursor_invalid") << "another session";
    }
  }
}

TEST_P(TextsApi, one_that_cannot_be_read_is_listed_without_a_title) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto notes = session_of(cara) + "/notes";
  made(cara, notes, R"({"title":"One"})");
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE note_version SET content = $1", store::Bytes(100, 'x'));
    return Done{};
  }));
  made(cara, notes, R"({"title":"Two"})");
  EXPECT_THAT(as(cara).get(notes).body, AllOf(HasSubstr(R"("title":null)"), HasSubstr(R"("title":"Two")")));
}

TEST_P(TextsApi, a_document_of_too_many_pages_is_told_so) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  std::string body;
  for (int i = 0; i < 19'900; ++i) body += "# a\\n\\n";
  const auto letter = made(cara, session_of(cara) + "/documents", R"({"title":"Long","body":")" + body + R"("})");
  const auto pdf = as(cara).get(letter + ".pdf");
  EXPECT_EQ(pdf.status, 409) << pdf.body;
  EXPECT_EQ(text_of(pdf, {"code"}), "too_many_pages");
  EXPECT_EQ(as(cara).get(letter + ".txt").status, 200);
}

TEST_P(TextsApi, a_document_with_letters_that_a_pdf_cannot_show_is_there_as_plain_text_alone) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto documents = session_of(cara) + "/documents";
  for (const std::string name : {"שרה כהן", "عمر", "王小明", "สมชาย"}) {
    const auto letter = made(cara, documents, R"({"title":"Referral","body":"Dear colleague, )" + name + R"("})");
    const auto pdf = as(cara).get(letter + ".pdf");
    EXPECT_EQ(pdf.status, 409) << name;
    EXPECT_EQ(text_of(pdf, {"code"}), "not_printable");
    EXPECT_THAT(text_of(pdf, {"detail"}), AllOf(HasSubstr("take it as plain text"), Not(HasSubstr(name))));
    EXPECT_THAT(as(cara).get(letter + ".txt").body, HasSubstr(name));
  }
  const auto letter = made(cara, documents, R"({"title":"Überweisung 😀","body":"Zoë, Łukasz, Ольга, Ελένη"})");
  const auto pdf = as(cara).get(letter + ".pdf");
  ASSERT_EQ(pdf.status, 200) << pdf.body;
  EXPECT_THAT(pdf_words(pdf.body), HasSubstr("Überweisung �\nZoë, Łukasz, Ольга, Ελένη\n"));
}

TEST_P(TextsApi, what_comes_along_unseen_with_pasted_text_is_left_out) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto note =
      made(cara, session_of(cara) + "/notes", R"({"title":"Visit","body":"a\u200Fb\u2028c\u000Bd\r\ne\u202Ef\tg\u0007"})");
  EXPECT_EQ(text_of(as(cara).get(note), {"body"}), "ab\nc\nd\nef\tg");
}

TEST_P(TextsApi, wrong_fields_are_named) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto documents = session_of(cara) + "/documents";
  const auto refused = [&](const std::string& body) {
    const auto reply = as(cara).post(documents, body);
    EXPECT_EQ(reply.status, 422) << reply.body;
    return reply.body;
  };
  EXPECT_THAT(refused("{}"), HasSubstr("/title"));
  EXPECT_THAT(refused(R"({"title":1,"body":[]})"), HasSubstr("/body"));
  EXPECT_THAT(refused(R"({"title":"x","signed":true})"), HasSubstr("is not known here"));
  EXPECT_THAT(refused(R"({"title":"x","template":"tpl_00000000000000000000000000"})"), HasSubstr("/template"));
  EXPECT_THAT(refused("[]"), HasSubstr("expected"));
}

ROLECALL_ON_BOTH_STORES(TextsApi);

}  // namespace
}  // namespace rolecall::testing
