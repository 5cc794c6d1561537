// /me over the API: who asks, and what he may do where.
#include "http/administration_world.h"
#include "http/api_world.h"
#include "http/routes_me.h"

namespace rolecall {
namespace {

using testing::ApiTest;

class MeApi : public ApiTest {
 protected:
  MeApi() : ApiTest(http::me_routes()) {}
};

TEST_P(MeApi, answers_null_with_200_when_nobody_asks_and_401_to_a_bad_credential) {
  const auto nobody_asks = nobody().get("/api/v1/me");
  EXPECT_EQ(nobody_asks.status, 200);
  EXPECT_TRUE(json_of(nobody_asks).root().find("user")->is_null());
  EXPECT_EQ(json_of(nobody_asks).root().find("settings")->find("password_min_length")->integer(), 15);
  EXPECT_EQ(nobody().with("cookie", "rolecall_login=forged").get("/api/v1/me").status, 401);
  EXPECT_EQ(nobody().with("authorization", "Bearer rck_forged").get("/api/v1/me").status, 401);
}

TEST_P(MeApi, names_the_caller_and_what_he_may_do_in_each_team) {
  const auto reply = as(owner()).get("/api/v1/me");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_of(reply, {"user", "email"}), "olga@clinic.example");
  const auto document = json_of(reply);
  const auto memberships = document.root().find("memberships").value();
  ASSERT_EQ(memberships.size(), 1U);
  const json::Value own = *memberships.begin();
  EXPECT_EQ(own.find("team")->find("id")->string(), team().value);
  EXPECT_EQ(own.find("member")->string(), owner().member.value);
  EXPECT_TRUE(own.find("owner")->boolean());
  EXPECT_NE(reply.body.find("\"team.delete\""), std::string::npos);
}

TEST_P(MeApi, gives_no_actions_to_somebody_who_is_suspended) {
  const auto cara = join("Cara", "cara@clinic.example", {"administrator"});
  put_into(cara.member, MemberState::suspended);
  const auto document = json_of(as(cara).get("/api/v1/me"));
  const json::Value own = *document.root().find("memberships")->begin();
  EXPECT_EQ(own.find("status")->string(), "suspended");
  EXPECT_EQ(own.find("allowed_actions")->size(), 0U);
}

TEST_P(MeApi, lists_no_team_for_somebody_without_one) {
  const auto lone = world().signed_in("Lone", "lone@clinic.example");
  const auto document = json_of(as(lone).get("/api/v1/me"));
  EXPECT_EQ(document.root().find("memberships")->size(), 0U);
}

class MeWithSettings : public testing::AdministrationTest {
 protected:
  MeWithSettings() : AdministrationTest(http::all_routes()) {}
  void sign_out_after(const std::string& minutes) {
    const auto reply = as(owner()).patch(path("/settings"), R"({"sign_out_minutes":)" + minutes + "}");
    ASSERT_EQ(reply.status, 200) << reply.body;
  }
};

TEST_P(MeWithSettings, says_the_shortest_idle_limit_of_the_server_and_the_teams) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto lone = world().signed_in("Lone", "lone@clinic.example");
  const auto minutes_of = [&](const auto& person) {
    return json_of(as(person).get("/api/v1/me")).root().find("settings")->find("idle_minutes")->integer();
  };
  EXPECT_EQ(minutes_of(cara), 30);
  sign_out_after("10");
  EXPECT_EQ(minutes_of(cara), 10);
  EXPECT_EQ(minutes_of(lone), 30);
  sign_out_after("240");
  EXPECT_EQ(minutes_of(cara), 30) << "the server's own limit is shorter";
}

TEST_P(MeApi, changes_the_name) {
  const auto reply = as(owner()).patch("/api/v1/me", R"({"name":"Olga Berg"})");
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_of(as(owner()).get("/api/v1/me"), {"user", "name"}), "Olga Berg");
  EXPECT_EQ(as(owner()).patch("/api/v1/me", R"({"name":"a\nb"})").status, 422);
}

TEST_P(MeApi, exports_the_account_as_an_attachment) {
  const auto reply = as(owner()).get("/api/v1/me/export");
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_TRUE(reply.header("Content-Disposition"));
  EXPECT_EQ(text_of(reply, {"user", "email"}), "olga@clinic.example");
  EXPECT_EQ(reply.body.find("argon2"), std::string::npos);
  EXPECT_EQ(nobody().get("/api/v1/me/export").status, 401);
}

TEST_P(MeApi, deletes_the_account_unless_it_owns_a_team) {
  const std::string password = R"({"password":")" + testing::test_password + R"("})";
  EXPECT_EQ(as(owner()).remove("/api/v1/me", password).status, 409);
  const auto lone = world().signed_in("Lone", "lone@clinic.example");
  EXPECT_EQ(as(lone).remove("/api/v1/me", R"({"password":"wrong"})").status, 422);
  EXPECT_EQ(as(lone).remove("/api/v1/me", password).status, 204);
  EXPECT_EQ(as(lone).get("/api/v1/me").status, 401);
}

ROLECALL_ON_BOTH_STORES(MeApi);
ROLECALL_ON_BOTH_STORES(MeWithSettings);

}  // namespace
}  // namespace rolecall
