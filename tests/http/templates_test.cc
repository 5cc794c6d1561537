// /api/v1/teams/{team}/templates over the API.
#include "http/api_world.h"

namespace rolecall::testing {
namespace {

class TemplatesApi : public ApiTest {
 protected:
  TemplatesApi() : ApiTest(http::all_routes()) {}

  [[nodiscard]] std::string path(const std::string& rest = "") const {
    return "/api/v1/teams/" + team().value + "/templates" + rest;
  }
  std::string made_by(const Person& person, const std::string& visibility = "team") {
    const auto reply = as(person).post(
        path(), R"({"kind":"note","visibility":")" + visibility + R"(","name":"Visit","body":"Dear {{patient.name}}"})");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_of(reply, {"id"});
  }
  std::string proposed_by(const Person& person, const std::string& changes) {
    const auto reply = as(person).post(
        path("/proposals"), R"({"template":)" + changes + R"(,"kind":"note","name":"New","body":"x","message":"Please"})");
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_of(reply, {"id"});
  }
};

TEST_P(TemplatesApi, a_template_is_made_read_listed_changed_restored_and_deleted) {
  const auto id = made_by(owner());
  const auto read = as(owner()).get(path("/" + id));
  EXPECT_EQ(read.status, 200);
  EXPECT_EQ(read.header("ETag"), "\"1\"");
  EXPECT_EQ(text_of(read, {"author", "name"}), "Olga");
  EXPECT_NE(as(owner()).get(path("?kind=note&visibility=team")).body.find(id), std::string::npos);
  EXPECT_EQ(as(owner()).get(path("?kind=document")).body, R"({"items":[],"next_cursor":null})");
  EXPECT_EQ(as(owner()).get(path("?kind=letter")).status, 422);
  EXPECT_EQ(as(owner()).get(path("?visibility=all")).status, 422);
  EXPECT_EQ(as(owner()).with("if-match", "\"7\"").patch(path("/" + id), R"({"body":"x"})").status, 412);
  const auto changed = as(owner()).with("if-match", "\"1\"").patch(path("/" + id), R"({"name":"Second","body":"x"})");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.header("ETag"), "\"2\"");
  const auto old = as(owner()).get(path("/" + id + "/versions/1"));
  EXPECT_EQ(text_of(old, {"body"}), "Dear {{patient.name}}");
  EXPECT_EQ(as(owner()).get(path("/" + id + "/versions/0")).status, 404);
  EXPECT_EQ(as(owner()).get(path("/" + id + "/versions/one")).status, 404);
  EXPECT_NE(as(owner()).get(path("/" + id + "/versions")).body.find(R"("version":2)"), std::string::npos);
  const auto restored = as(owner()).post(path("/" + id + "/restore"), R"({"version":1})");
  EXPECT_EQ(text_of(restored, {"name"}), "Visit") << restored.body;
  EXPECT_EQ(as(owner()).get(path("/" + id + "/impact")).body,
            R"({"personal_copies":0,"notes":0,"documents":0,"waiting_proposals":0})");
  EXPECT_EQ(as(owner()).remove(path("/" + id)).status, 204);
  EXPECT_EQ(as(owner()).get(path("/" + id)).status, 404);
}

TEST_P(TemplatesApi, what_hangs_on_a_template_is_told_in_numbers) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto id = made_by(owner());
  proposed_by(cara, "\"" + id + "\"");
  EXPECT_EQ(as(cara).post(path("/" + id + "/copy")).status, 201);
  const std::string sessions = "/api/v1/teams/" + team().value + "/sessions";
  const auto session = sessions + "/" + text_of(as(cara).post(sessions, R"({"patient":{"name":"Ada Byron"}})"), {"id"});
  for (int i = 0; i < 2; ++i) {
    const auto note = as(cara).post(session + "/notes", R"({"template":")" + id + R"("})");
    EXPECT_EQ(note.status, 201) << note.body;
  }
  EXPECT_EQ(as(owner()).get(path("/" + id + "/impact")).body,
            R"({"personal_copies":1,"notes":2,"documents":0,"waiting_proposals":1})");
  EXPECT_EQ(as(cara).get(path("/" + id + "/impact")).status, 403);
}

TEST_P(TemplatesApi, who_may_not_change_a_team_template_is_told_why_and_gets_a_copy_when_he_asks_for_one) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto id = made_by(owner());
  const auto refused = as(cara).patch(path("/" + id), R"({"body":"Mine"})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(text_of(refused, {"rule"}), "no_grant");
  EXPECT_EQ(text_of(as(cara).get(path("/" + id)), {"refused", "template.team.update", "rule"}), "no_grant");
  const auto copy = as(cara).patch(path("/" + id + "?copy=true"), R"({"body":"Mine"})");
  EXPECT_EQ(copy.status, 200) << copy.body;
  EXPECT_NE(text_of(copy, {"id"}), id);
  EXPECT_EQ(text_of(copy, {"visibility"}), "personal");
  EXPECT_EQ(as(owner()).patch(path("/" + id), R"({"body":"Second"})").status, 200);
  const auto behind = as(cara).get(path("/" + text_of(copy, {"id"})));
  EXPECT_NE(behind.body.find(R"("copied_from":{"template":")" + id + R"(","version":1,"behind":1})"), std::string::npos)
      << behind.body;
  const auto again = as(cara).post(path("/" + id + "/copy"));
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(text_of(again, {"code"}), "copied_already");
  EXPECT_EQ(as(owner()).post(path("/" + id + "/copy")).status, 201);
  EXPECT_EQ(as(owner()).get(path("/" + text_of(copy, {"id"}))).status, 404);
}

TEST_P(TemplatesApi, wrong_fields_are_named_and_a_placeholder_by_line_and_column) {
  const auto body = [&](const std::string& sent) { return as(owner()).post(path(), sent).body; };
  EXPECT_NE(body(R"({"kind":"letter","visibility":"team","name":"A","body":"x"})").find("/kind"), std::string::npos);
  EXPECT_NE(body(R"({"kind":"note","visibility":"all","name":"A","body":"x"})").find("/visibility"), std::string::npos);
  EXPECT_NE(body(R"({"kind":"note","visibility":"team","name":" ","body":"x"})").find("/name"), std::string::npos);
  EXPECT_NE(body(R"({"kind":"note","visibility":"team","name":"A","body":" "})").find("/body"), std::string::npos);
  const auto wrong = body(R"({"kind":"note","visibility":"team","name":"A","body":"one\ntwo {{patient}}"})");
  EXPECT_NE(wrong.find(R"("pointer":"/body","detail":"line 2, column 5: )"), std::string::npos) << wrong;
  const auto preview = as(owner()).post(path("/preview"), R"({"kind":"note","body":"one\ntwo {{patient}}"})");
  EXPECT_EQ(preview.status, 200);
  EXPECT_NE(preview.body.find(R"({"line":2,"column":5,"placeholder":"patient",)"), std::string::npos) << preview.body;
  EXPECT_NE(as(owner()).post(path("/preview"), R"({"kind":"note","body":"{{patient.name}}"})").body.find("Robin"),
            std::string::npos);
  EXPECT_NE(as(owner()).get(path("/placeholders")).body.find("clinician.name"), std::string::npos);
}

TEST_P(TemplatesApi, a_list_goes_on_where_its_cursor_says_and_only_there) {
  for (int i = 0; i < 3; ++i) made_by(owner());
  const auto first = as(owner()).get(path("?limit=2"));
  const auto cursor = text_of(first, {"next_cursor"});
  const auto second = as(owner()).get(path("?limit=2&cursor=" + cursor));
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(text_of(second, {"next_cursor"}), "");
  EXPECT_EQ(as(owner()).get(path("?limit=2&kind=note&cursor=" + cursor)).status, 400);
}

TEST_P(TemplatesApi, a_proposal_is_made_listed_accepted_declined_and_withdrawn) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = made_by(owner());
  const auto to_accept = proposed_by(cara, "\"" + ours + "\"");
  const auto to_decline = proposed_by(cara, "null");
  const auto to_withdraw = proposed_by(cara, "null");
  EXPECT_EQ(as(cara).post(path("/proposals"), R"({"kind":"note","name":"A","body":"x","more":1})").status, 422);
  EXPECT_EQ(as(cara).post(path("/proposals"), R"({"kind":"note","name":"A","body":"x","template":7})").status, 422);
  EXPECT_EQ(as(cara).post(path("/proposals/" + to_accept + "/accept")).status, 403);
  EXPECT_EQ(as(owner()).post(path("/proposals/" + to_accept + "/accept")).status, 200);
  EXPECT_EQ(text_of(as(cara).get(path("/" + ours)), {"name"}), "New");
  const auto declined = as(owner()).post(path("/proposals/" + to_decline + "/decline"), R"({"answer":"Not now"})");
  EXPECT_EQ(text_of(declined, {"decided", "answer"}), "Not now") << declined.body;
  EXPECT_EQ(as(owner()).post(path("/proposals/" + to_decline + "/decline")).status, 409);
  EXPECT_EQ(as(cara).remove(path("/proposals/" + to_withdraw)).status, 204);
  EXPECT_EQ(as(owner()).get(path("/proposals?state=waiting")).body, R"({"items":[],"next_cursor":null})");
  const auto page = as(cara).get(path("/proposals?limit=2"));
  EXPECT_EQ(as(cara).get(path("/proposals?limit=2&cursor=" + text_of(page, {"next_cursor"}))).status, 200);
  EXPECT_EQ(as(cara).get(path("/proposals?state=lost")).status, 422);
}

ROLECALL_ON_BOTH_STORES(TemplatesApi);

}  // namespace
}  // namespace rolecall::testing
