// Openings over the API: whoever is answered with content that he did not send has opened it, and what he may not read stays out.
#include "http/sharing_world.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OpeningsApi : public SharingTest {
 protected:
  [[nodiscard]] std::string openings() { return as(cara_).get(session_ + "/openings").body; }
  std::string template_with(const std::string& body) {
    const auto made = as(owner()).post(path("/templates"),
                                       R"({"kind":"document","visibility":"team","name":"Letter","body":")" + body + R"("})");
    EXPECT_EQ(made.status, 201) << made.body;
    return text_of(made, {"id"});
  }
  http::Reply fill(const Person& by, const std::string& body) {
    return as(by).post(session_ + "/documents", R"({"template":")" + template_with(body) + R"("})");
  }
};

TEST_P(OpeningsApi, an_empty_change_shows_up_as_an_opening) {
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  const auto answer = as(dora_).patch(session_, "{}");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("Ada Byron"));
  EXPECT_THAT(openings(), HasSubstr(dora_.member.value));
}

TEST_P(OpeningsApi, a_document_that_a_template_fills_in_shows_up_as_an_opening) {
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  ASSERT_EQ(fill(dora_, "Dear colleague").status, 201);
  EXPECT_THAT(openings(), Not(HasSubstr(dora_.member.value)));
  const auto filled = fill(dora_, "{{patient.name}}");
  EXPECT_EQ(text_of(filled, {"body"}), "Ada Byron");
  EXPECT_THAT(openings(), HasSubstr(dora_.member.value));
}

TEST_P(OpeningsApi, without_its_row_no_answer_holds_content) {
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  const auto body = template_with("{{patient.name}}");
  ASSERT_TRUE(world().write([](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "ALTER TABLE session_opening DROP COLUMN what");
    return Done{};
  }));
  for (const auto& answer : {as(dora_).get(session_), as(dora_).patch(session_, "{}"),
                             as(dora_).post(session_ + "/documents", R"({"template":")" + body + R"("})")}) {
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_THAT(answer.body, Not(HasSubstr("Byron")));
  }
}

TEST_P(OpeningsApi, a_role_that_creates_documents_and_reads_no_session_fills_in_nothing_of_the_patient) {
  const auto role = as(owner()).post(
      path("/roles"), R"({"family":"clinician","name":"Typist","grants":[{"action":"document.create","scope":"viewed"}]})");
  ASSERT_EQ(role.status, 201) << role.body;
  give_roles(emil_, R"([")" + text_of(role, {"id"}) + R"("])");
  const auto viewed = as(owner()).patch(
      path("/settings"), R"({"session_view":{"enabled":true,"audience_roles":["administrator"],"audience_members":[")" +
                             emil_.member.value + R"("]}})");
  ASSERT_EQ(viewed.status, 200) << viewed.body;
  EXPECT_EQ(opens(emil_), "not_own");
  const std::string all =
      "[{{patient.name}}{{patient.identifier}}{{patient.date_of_birth}}{{session.context}}{{session.date}}{{transcript}}{{note}}"
      "]";
  const auto filled = fill(emil_, all + " {{clinician.name}}");
  ASSERT_EQ(filled.status, 201) << filled.body;
  EXPECT_EQ(text_of(filled, {"body"}), "[] Cara");
  EXPECT_THAT(openings(), Not(HasSubstr(emil_.member.value))) << "nothing was opened";
  EXPECT_THAT(text_of(fill(owner(), all), {"body"}), HasSubstr("Ada Byron")) << "an administrator reads it";
}

ROLECALL_ON_BOTH_STORES(OpeningsApi);

}  // namespace
}  // namespace rolecall::testing
