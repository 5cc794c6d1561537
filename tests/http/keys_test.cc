// API keys: made once, within the maker's roles, ended by him or an administrator, dead with his rights.
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;

class ApiKeys : public AdministrationTest {
 protected:
  http::Reply make(const testing::Person& by, const std::string& roles, const std::string& expires = "2026-06-01T00:00:00Z") {
    return as(by).post(path("/api-keys"), R"({"name":"Export","expires_at":")" + expires + R"(","roles":)" + roles + "}");
  }
  static std::size_t listed(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto document = json_of(reply);
    return document.root().find("items")->size();
  }
};

TEST_P(ApiKeys, are_shown_once_and_work) {
  const auto made = make(owner(), R"(["administrator"])");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto key = text_of(made, {"key"});
  EXPECT_TRUE(key.starts_with("rck_"));
  EXPECT_EQ(with_key(key).get(path("/billing")).status, 200);
  const auto list = as(owner()).get(path("/api-keys"));
  EXPECT_EQ(listed(list), 1U);
  EXPECT_EQ(list.body.find("rck_"), std::string::npos);
  EXPECT_EQ(audited("api_key.manage").size(), 1U);
  EXPECT_EQ(audit::encode_row(audited("api_key.manage").front()).find(key), std::string::npos);
}

TEST_P(ApiKeys, never_exceed_their_maker) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(text_of(make(cara, R"(["administrator"])"), {"rule"}), "above_own_rights");
  EXPECT_EQ(text_of(make(owner(), R"(["owner"])"), {"rule"}), "above_own_rights");
  EXPECT_EQ(make(owner(), R"(["boss"])").status, 422);
  EXPECT_EQ(make(owner(), "[]").status, 422);
  EXPECT_EQ(make(owner(), R"(["administrator"])", "2026-03-01T12:00:00Z").status, 422);
  EXPECT_EQ(make(owner(), R"(["administrator"])", "2027-06-01T00:00:00Z").status, 422);
  const auto assistant = join("Abe", "abe@clinic.example", {"assistant"});
  EXPECT_EQ(text_of(make(assistant, R"(["assistant"])"), {"rule"}), "no_grant");
}

TEST_P(ApiKeys, name_the_roles_that_a_new_one_may_hold) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician", "assistant"});
  const auto offered = as(cara).get(path("/api-keys"));
  EXPECT_NE(offered.body.find(R"("roles_for_a_key":["clinician","assistant"])"), std::string::npos) << offered.body;
  for (const std::string role : {"clinician", "assistant"}) EXPECT_EQ(make(cara, R"([")" + role + R"("])").status, 201) << role;
  EXPECT_EQ(make(cara, R"(["template_manager"])").status, 403);
}

TEST_P(ApiKeys, make_no_keys) {
  const auto key = key_of(owner(), R"(["administrator"])");
  const auto reply =
      with_key(key).post(path("/api-keys"), R"({"name":"X","roles":["administrator"],"expires_at":"2026-06-01T00:00:00Z"})");
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(text_of(reply, {"rule"}), "above_own_rights");
}

TEST_P(ApiKeys, lose_what_their_maker_loses_on_the_next_request) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator", "clinician"});
  const auto key = key_of(adam, R"(["administrator"])");
  EXPECT_EQ(with_key(key).get(path("/billing")).status, 200);
  ASSERT_EQ(as(owner()).put(path("/members/" + adam.member.value + "/roles"), R"({"roles":["clinician"]})").status, 200);
  EXPECT_EQ(with_key(key).get(path("/billing")).status, 403);
  ASSERT_EQ(as(owner()).remove(path("/members/" + adam.member.value)).status, 200);
  EXPECT_EQ(with_key(key).get(path()).status, 401);
}

TEST_P(ApiKeys, are_listed_to_their_maker_and_all_to_administrators_page_by_page) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(make(cara, R"(["clinician"])").status, 201);
  ASSERT_EQ(make(owner(), R"(["clinician"])").status, 201);
  EXPECT_EQ(listed(as(cara).get(path("/api-keys"))), 1U);
  const auto first = as(owner()).get(path("/api-keys?limit=1"));
  EXPECT_EQ(listed(first), 1U);
  const auto second = as(owner()).get(path("/api-keys?limit=1&cursor=" + text_of(first, {"next_cursor"})));
  EXPECT_EQ(listed(second), 1U);
  EXPECT_EQ(text_of(second, {"next_cursor"}), "");
  EXPECT_NE(first.body.substr(0, 60), second.body.substr(0, 60));
}

TEST_P(ApiKeys, end_by_their_maker_or_an_administrator_and_at_their_time) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ours = make(owner(), R"(["clinician"])");
  EXPECT_EQ(as(cara).remove(path("/api-keys/" + text_of(ours, {"id"}))).status, 403);
  const auto hers = make(cara, R"(["clinician"])");
  EXPECT_EQ(as(owner()).remove(path("/api-keys/" + text_of(hers, {"id"}))).status, 204);
  EXPECT_EQ(with_key(text_of(hers, {"key"})).get(path()).status, 401);
  EXPECT_EQ(as(cara).remove(path("/api-keys/" + text_of(hers, {"id"}))).status, 204);
  EXPECT_EQ(audited("api_key.revoke").size(), 2U) << "one that ended it and one that was refused";
  world().advance(days(100));
  EXPECT_EQ(with_key(text_of(ours, {"key"})).get(path()).status, 401);
}

TEST_P(ApiKeys, of_another_team_answer_exactly_as_unknown_ones) {
  const auto made = make(owner(), R"(["clinician"])");
  const auto outside = stranger();
  const auto keys = "/api/v1/teams/" + outside.team.value + "/api-keys/";
  const auto foreign = as(outside.person).remove(keys + text_of(made, {"id"}));
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.body, as(outside.person).remove(keys + "key_nowhere").body);
  EXPECT_EQ(with_key(text_of(made, {"key"})).get("/api/v1/teams/" + outside.team.value).status, 404);
}

TEST_P(ApiKeys, are_not_given_again_for_the_same_idempotency_key) {
  const auto client = as(owner()).with("idempotency-key", "once");
  const std::string body = R"({"name":"X","roles":["clinician"],"expires_at":"2026-06-01T00:00:00Z"})";
  EXPECT_EQ(client.post(path("/api-keys"), body).status, 201);
  EXPECT_EQ(client.post(path("/api-keys"), body).status, 409);
}

ROLECALL_ON_BOTH_STORES(ApiKeys);

}  // namespace
}  // namespace rolecall
