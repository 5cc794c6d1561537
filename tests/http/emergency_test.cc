// Break-glass over the API: what it opens, for how long, who is told, and who reviews it.
#include <gmock/gmock.h>

#include <map>

#include "http/administration_world.h"
#include "http/routes_emergency.h"
#include "http/routes_notices.h"
#include "http/routes_sessions.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using ::testing::HasSubstr;

std::vector<http::Route> emergency_test_routes() {
  auto all = testing::administration_routes();
  for (const auto& group : {http::emergency_routes(), http::notice_routes(), http::session_routes()})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

class Emergency : public AdministrationTest {
 protected:
  Emergency() : AdministrationTest(emergency_test_routes()) {}

  void enable() {
    force_team([](store::Team& changed, Instant) { changed.settings.emergency_access = true; });
  }
  http::Reply open(const testing::Person& by, const std::string& identifier = "A-1", const std::string& born = "1980-02-29") {
    return as(by).post(path("/emergency"), R"({"identifier":")" + identifier + R"(","date_of_birth":")" + born +
                                               R"(","reason":"Unconscious in the waiting room"})");
  }
  std::string session_of(const testing::Person& by) {
    const auto made =
        as(by).post(path("/sessions"), R"({"patient":{"name":"Ada Byron","identifier":"A-1","date_of_birth":"1980-02-29"}})");
    return text_of(made, {"id"});
  }
};

TEST_P(Emergency, opens_the_patients_sessions_read_only_for_an_hour_and_tells_clinicians_and_owner) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = path("/sessions/" + session_of(cara));
  EXPECT_EQ(text_of(open(dora), {"rule"}), "emergency_access_off");
  enable();
  static_cast<void>(world().take_mails());
  const auto opened = open(dora, " a-1 ");
  EXPECT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(open(dora).status, 201);
  std::vector<std::string> told;
  for (const auto& mail : world().take_mails()) told.push_back(mail.address);
  EXPECT_TRUE(std::ranges::find(told, cara.address) != told.end());
  EXPECT_TRUE(std::ranges::find(told, owner().address) != told.end());
  EXPECT_EQ(as(dora).get(session).status, 200);
  EXPECT_EQ(as(dora).patch(session, R"({"context":"x"})").status, 403) << "read-only";
  const auto row = audit::encode_row(audited("session.emergency_access").back());
  EXPECT_EQ(row.find("Unconscious"), std::string::npos);
  world().advance(minutes(60));
  EXPECT_EQ(as(world().signed_in_again(dora)).get(session).status, 403);
}

TEST_P(Emergency, that_matches_nobody_has_the_same_shape_is_audited_and_throttled) {
  enable();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  const auto none = open(cara, "A-1", "1980-02-28");
  EXPECT_EQ(none.status, 201);
  EXPECT_EQ(none.body, R"({"id":null,"sessions":0,"expires_at":null,"review_due_at":null})");
  EXPECT_EQ(audited("session.emergency_access").size(), 1U);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(open(cara, "B-" + std::to_string(i)).status, 201);
  EXPECT_EQ(open(cara).status, 429);
  EXPECT_EQ(as(cara).post(path("/emergency"), R"({"identifier":" ","date_of_birth":"x","reason":"y"})").status, 422);
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  EXPECT_EQ(text_of(open(anna), {"rule"}), "no_grant");
}

TEST_P(Emergency, waits_for_a_review_in_the_team_of_who_may_review_also_when_the_setting_is_off) {
  enable();
  const auto waiting = [&](const testing::Person& by) {
    const auto document = json_of(as(by).get(path()));
    const auto count = document.root().find("reviews_waiting");
    return count && !count->is_null() ? count->integer() : -1;
  };
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  EXPECT_EQ(waiting(owner()), 0);
  const auto id = text_of(open(adam), {"id"});
  force_team([](store::Team& changed, Instant) { changed.settings.emergency_access = false; });
  EXPECT_EQ(waiting(owner()), 1);
  EXPECT_EQ(waiting(adam), 0) << "nobody reviews himself";
  EXPECT_EQ(waiting(cara), -1);
  ASSERT_EQ(as(owner()).post(path("/emergency/" + id + "/review"), R"({"verdict":"justified"})").status, 200);
  EXPECT_EQ(waiting(owner()), 0);
}

TEST_P(Emergency, is_reviewed_once_by_an_administrator_who_is_not_the_actor) {
  enable();
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  const auto id = text_of(open(adam), {"id"});
  const auto review = path("/emergency/" + id + "/review");
  const std::string verdict = R"({"verdict":"justified","comment":"He was there"})";
  EXPECT_EQ(text_of(as(adam).post(review, verdict), {"rule"}), "review_of_own_access");
  EXPECT_EQ(text_of(as(cara).post(review, verdict), {"rule"}), "no_grant");
  EXPECT_EQ(as(cara).get(path("/emergency")).status, 403);
  EXPECT_NE(as(adam).get(path("/emergency")).body.find(R"("reviewed":null,"allowed_actions":[])"), std::string::npos);
  const auto waiting = as(owner()).get(path("/emergency"));
  EXPECT_NE(waiting.body.find(R"("reason":"Unconscious in the waiting room")"), std::string::npos) << waiting.body;
  EXPECT_NE(waiting.body.find(R"("allowed_actions":["emergency.review"])"), std::string::npos) << waiting.body;
  EXPECT_EQ(as(owner()).post(review, R"({"verdict":"fine"})").status, 422);
  const auto done = as(owner()).post(review, verdict);
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_of(done, {"reviewed", "comment"}), "He was there");
  EXPECT_EQ(text_of(as(owner()).post(review, verdict), {"code"}), "already_reviewed");
  EXPECT_EQ(as(owner()).post(path("/emergency/eme_x/review"), verdict).status, 404);
}

TEST_P(Emergency, is_ended_early_over_the_api_by_who_sees_that_he_can) {
  enable();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = path("/sessions/" + session_of(cara));
  const auto access = path("/emergency/" + text_of(open(dora), {"id"}));
  EXPECT_NE(as(owner()).get(path("/emergency")).body.find(R"("can_end":true)"), std::string::npos);
  EXPECT_EQ(text_of(as(cara).remove(access), {"rule"}), "no_grant");
  EXPECT_EQ(as(dora).remove(access).status, 204);
  EXPECT_EQ(as(dora).get(session).status, 403);
  EXPECT_EQ(text_of(as(owner()).remove(access), {"code"}), "emergency_over");
  EXPECT_NE(as(owner()).get(path("/emergency")).body.find(R"("can_end":false)"), std::string::npos);
  EXPECT_EQ(as(dora).remove(path("/emergency/eme_00000000000000000000000000")).status, 404);
}

TEST_P(Emergency, tells_by_mail_whoever_may_review_it_but_not_who_opened_it) {
  enable();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  session_of(cara);
  static_cast<void>(world().take_mails());
  ASSERT_EQ(open(adam).status, 201);
  std::vector<std::string> told;
  for (const auto& mail : world().take_mails()) {
    if (mail.subject == "An emergency access waits for review on Rolecall") told.push_back(mail.address);
  }
  EXPECT_EQ(told, std::vector<std::string>{owner().address});
}

TEST_P(Emergency, tells_each_clinician_of_his_own_sessions_and_the_owner_of_all) {
  enable();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto emil = join("Emil", "emil@clinic.example", {"clinician"});
  for (const auto* clinician : {&cara, &cara, &dora}) session_of(*clinician);
  static_cast<void>(world().take_mails());
  ASSERT_EQ(open(emil).status, 201);
  std::map<std::string, std::string> told;
  for (const auto& mail : world().take_mails()) told[mail.address] += mail.text;
  EXPECT_THAT(told[cara.address], HasSubstr("Emil opened 2 sessions of yours with one patient"));
  EXPECT_THAT(told[dora.address], HasSubstr("Emil opened 1 session of yours with one patient"));
  EXPECT_THAT(told[owner().address], HasSubstr("Emil opened 3 sessions of one patient"));
  EXPECT_THAT(as(dora).get("/api/v1/me/notices").body, HasSubstr("opened 1 session of yours with one patient."));
  EXPECT_THAT(as(owner()).get("/api/v1/me/notices").body, HasSubstr("opened 3 sessions of one patient."));
}

TEST_P(Emergency, of_the_only_administrator_asks_for_another_one_who_then_reviews_it) {
  enable();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  static_cast<void>(world().take_mails());
  const auto id = text_of(open(owner()), {"id"});
  const auto mails = world().take_mails();
  const auto asked =
      std::ranges::find(mails, "Your emergency access needs a reviewer on Rolecall", &testing::OpenedMail::subject);
  ASSERT_NE(asked, mails.end());
  EXPECT_EQ(asked->address, owner().address);
  EXPECT_THAT(asked->text, HasSubstr("Give another member the role Administrator"));
  const auto review = path("/emergency/" + id + "/review");
  EXPECT_EQ(text_of(as(owner()).post(review, R"({"verdict":"justified"})"), {"rule"}), "review_of_own_access");
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_THAT(as(adam).get(path()).body, HasSubstr(R"("reviews_waiting":1)"));
  EXPECT_EQ(as(adam).post(review, R"({"verdict":"justified"})").status, 200);
}

TEST_P(Emergency, is_overdue_when_nobody_has_reviewed_it_in_time) {
  enable();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  ASSERT_EQ(open(cara).status, 201);
  EXPECT_NE(as(owner()).get(path("/emergency")).body.find(R"("overdue":false)"), std::string::npos);
  world().advance(days(3));
  EXPECT_NE(as(world().signed_in_again(owner())).get(path("/emergency")).body.find(R"("overdue":true)"), std::string::npos);
}

ROLECALL_ON_BOTH_STORES(Emergency);

}  // namespace
}  // namespace rolecall
