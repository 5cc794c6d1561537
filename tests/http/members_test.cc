// The members of a team over the API: shapes, cursors, statuses, bodies that are wrong.
#include "http/api_world.h"
#include "http/routes_members.h"
#include "store/connection.h"

namespace rolecall {
namespace {

constexpr std::string_view keyed_request_hash =
#include "store/migrations/0027_keyed_request_hash.sql.inc"
    ;

using testing::ApiTest;

class MembersApi : public ApiTest {
 protected:
  MembersApi() : ApiTest(http::member_routes()) {}

  [[nodiscard]] std::string members() const { return "/api/v1/teams/" + team().value + "/members"; }
  http::Reply invite_over_http(const std::string& email, const std::string& roles = R"(["clinician"])") {
    return as(owner()).post(members(), R"({"email":")" + email + R"(","roles":)" + roles + "}");
  }
  static std::vector<std::string> emails(const http::Reply& page) {
    std::vector<std::string> found;
    const auto document = json_of(page);
    for (const json::Value item : json::Value(document.root().find("items").value())) {
      const auto email = item.find("email").value();
      found.emplace_back(email.is_null() ? "null" : email.string());
    }
    return found;
  }
};

TEST_P(MembersApi, adds_a_member_and_answers_with_the_whole_member) {
  const auto reply = invite_over_http("cara@clinic.example");
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_TRUE(reply.header("ETag"));
  const auto document = json_of(reply);
  for (const auto* name : {"id", "email", "name", "title", "roles", "owner", "status", "invitation", "joined_at", "suspended_at",
                           "return_at", "removed_at", "allowed_actions"}) {
    EXPECT_TRUE(document.root().find(name)) << name;
  }
  EXPECT_EQ(text_of(reply, {"status"}), "invited");
  EXPECT_EQ(text_of(reply, {"invitation", "mail"}), "queued");
  EXPECT_EQ(text_of(reply, {"invitation", "expires_at"}), "2026-03-31T12:00:00Z");
  EXPECT_EQ(reply.body.find("token"), std::string::npos) << "lists of invitations never hold tokens";
  EXPECT_EQ(invite_over_http("CARA@clinic.example").status, 409);
}

TEST_P(MembersApi, names_what_is_wrong_in_a_body) {
  EXPECT_EQ(as(owner()).post(members(), R"({"email":"a@b.example"})").status, 422);
  EXPECT_EQ(as(owner()).post(members(), R"({"email":"a@b.example","roles":[],"admin":true})").status, 422);
  EXPECT_EQ(as(owner()).post(members(), R"({"email":)").status, 400);
  EXPECT_EQ(as(owner()).send(http::Method::post, members(), "{}", "text/plain").status, 415);
  const auto reply = invite_over_http("a@b.example", R"(["clinician","boss"])");
  EXPECT_EQ(reply.status, 422);
  EXPECT_NE(reply.body.find("/roles/1"), std::string::npos);
}

TEST_P(MembersApi, pages_through_the_list_by_cursor) {
  for (const auto* address : {"a@x.example", "b@x.example", "c@x.example", "d@x.example"})
    ASSERT_EQ(invite_over_http(address).status, 201);
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = as(owner()).get(members() + "?sort=email&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.body;
    for (auto& email : emails(page)) seen.push_back(std::move(email));
    cursor = text_of(page, {"next_cursor"});
  } while (!cursor.empty());
  EXPECT_EQ(seen, (std::vector<std::string>{"a@x.example", "b@x.example", "c@x.example", "d@x.example", "olga@clinic.example"}));
}

TEST_P(MembersApi, refuses_cursors_that_are_forged_or_of_another_list) {
  for (const auto* address : {"a@x.example", "b@x.example"}) ASSERT_EQ(invite_over_http(address).status, 201);
  const auto cursor = text_of(as(owner()).get(members() + "?limit=1"), {"next_cursor"});
  ASSERT_FALSE(cursor.empty());
  const auto refused = [&](const std::string& query) {
    const auto reply = as(owner()).get(members() + query);
    return reply.status == 400 && text_of(reply, {"code"}) == "cursor_invalid";
  };
  EXPECT_FALSE(refused("?limit=1&cursor=" + cursor));
  EXPECT_FALSE(refused("?limit=2&cursor=" + cursor));
  EXPECT_TRUE(refused("?sort=-name&cursor=" + cursor));
  EXPECT_TRUE(refused("?status=invited&cursor=" + cursor));
  EXPECT_TRUE(refused("?query=a&cursor=" + cursor));
  EXPECT_TRUE(refused("?cursor=AAAA" + cursor));
  EXPECT_TRUE(refused("?cursor=" + cursor.substr(0, cursor.size() - 4)));
  EXPECT_TRUE(refused("?cursor=x"));
  const auto other = write([&](auto& tx, const auto& environment) {
    return service::create_team(tx, environment, owner().credential, "South Clinic");
  });
  const auto foreign = as(owner()).get("/api/v1/teams/" + other->team.id.value + "/members?limit=1&cursor=" + cursor);
  EXPECT_EQ(foreign.status, 400);
}

TEST_P(MembersApi, refuses_limits_outside_1_to_200) {
  for (const auto* limit : {"0", "201", "-1", "ten", "1.5", ""}) {
    EXPECT_EQ(as(owner()).get(members() + "?limit=" + limit).status, 422) << limit;
  }
  EXPECT_EQ(as(owner()).get(members() + "?limit=200").status, 200);
}

TEST_P(MembersApi, takes_several_statuses_in_either_form) {
  ASSERT_EQ(invite_over_http("a@x.example").status, 201);
  EXPECT_EQ(emails(as(owner()).get(members() + "?status=invited,active")).size(), 2U);
  EXPECT_EQ(emails(as(owner()).get(members() + "?status=active&status=invited")).size(), 2U);
  EXPECT_EQ(emails(as(owner()).get(members() + "?status=removed")).size(), 0U);
  EXPECT_EQ(as(owner()).get(members() + "?status=here").status, 422);
}

TEST_P(MembersApi, answers_strangers_with_the_same_bytes_as_for_an_unknown_team) {
  const auto eve = world().signed_in("Eve", "eve@elsewhere.example");
  const auto foreign = as(eve).get(members());
  const auto unknown = as(eve).get("/api/v1/teams/tem_unknown/members");
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.body, unknown.body);
  EXPECT_EQ(as(eve).post(members(), R"({"email":"x","roles":["boss"]})").body, unknown.body);
  EXPECT_EQ(nobody().get(members()).status, 401);
}

TEST_P(MembersApi, changes_the_title_under_if_match) {
  const auto member = text_of(invite_over_http("a@x.example"), {"id"});
  const auto path = members() + "/" + member;
  const auto tag = std::string(as(owner()).get(path).header("ETag").value());
  EXPECT_EQ(as(owner()).with("if-match", "\"999\"").patch(path, R"({"title":"Nurse"})").status, 412);
  const auto changed = as(owner()).with("if-match", tag).patch(path, R"({"title":"Nurse"})");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(text_of(changed, {"title"}), "Nurse");
  EXPECT_NE(changed.header("ETag"), tag);
  EXPECT_EQ(as(owner()).with("if-match", tag).patch(path, R"({"title":"Doctor"})").status, 412);
}

TEST_P(MembersApi, resends_and_revokes_an_invitation) {
  const auto path = members() + "/" + text_of(invite_over_http("a@x.example"), {"id"}) + "/invitation";
  EXPECT_EQ(as(owner()).post(path).status, 200);
  const auto revoked = as(owner()).remove(path);
  EXPECT_EQ(revoked.status, 200);
  EXPECT_EQ(text_of(revoked, {"status"}), "revoked");
  EXPECT_EQ(as(owner()).remove(path).status, 409);
  EXPECT_EQ(as(owner()).remove(members() + "/mem_unknown/invitation").status, 404);
}

TEST_P(MembersApi, takes_a_batch_as_json_and_as_csv_with_a_verdict_for_each_row) {
  const auto as_json = as(owner()).post(
      members() + "/batch", R"([{"email":"a@x.example","roles":["clinician"]},{"email":7,"roles":[]},{"email":"b@x.example"}])");
  ASSERT_EQ(as_json.status, 200) << as_json.body;
  EXPECT_NE(as_json.body.find(R"("created":1,"rejected":2)"), std::string::npos) << as_json.body;
  EXPECT_NE(as_json.body.find(R"("row":2,"email":null,"status":"rejected","errors":[{"pointer":"/email")"), std::string::npos)
      << as_json.body;
  const auto as_csv = as(owner()).send(http::Method::post, members() + "/batch?dry_run=true",
                                       "email,roles,title,name\nc@x.example,clinician,,Cara\na@x.example,,,\n", "text/csv");
  ASSERT_EQ(as_csv.status, 200) << as_csv.body;
  EXPECT_NE(as_csv.body.find(R"("created":1,"rejected":1,"price":{"id":"quo_)"), std::string::npos) << as_csv.body;
  EXPECT_EQ(as(owner()).post(members() + "/batch", "{}").status, 422);
}

TEST_P(MembersApi, replays_an_addition_with_the_same_idempotency_key) {
  const auto client = as(owner()).with("idempotency-key", "k1");
  const std::string body = R"({"email":"a@x.example","roles":["clinician"]})";
  const auto first = client.post(members(), body);
  const auto second = client.post(members(), body);
  EXPECT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(first.body, second.body);
}

TEST_P(MembersApi, does_not_repeat_an_addition_of_before_requests_were_hashed_with_a_key) {
  const auto client = as(owner()).with("idempotency-key", "k1");
  const std::string body = R"({"email":"a@x.example","roles":["clinician"]})";
  ASSERT_EQ(client.post(members(), body).status, 201);
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    tx.connection().script(keyed_request_hash);
    return Done{};
  }));
  const auto repeated = client.post(members(), body);
  EXPECT_EQ(repeated.status, 422);
  EXPECT_NE(repeated.body.find("idempotency_key_reused"), std::string::npos) << repeated.body;
}

TEST_P(MembersApi, exports_csv_as_a_download) {
  const auto reply = as(owner()).get(members() + "/export");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "text/csv; charset=utf-8");
  EXPECT_NE(reply.body.find("olga@clinic.example"), std::string::npos);
}

ROLECALL_ON_BOTH_STORES(MembersApi);

}  // namespace
}  // namespace rolecall
