// The server and api/openapi.yaml say the same: every route is an operation of the document and the other way round, and what
// the document lets a request hold is what the server takes. That answers have the documented shapes is checked in every test
// over HTTP, see http/contract.h.
#include "http/contract.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "base/totp.h"
#include "http/administration_world.h"
#include "http/front.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::Contract;

// What the server answers beside the routes of the API: http/front.cc and the embedded files.
const std::set<std::string> beside_the_api{"GET /healthz", "GET /readyz", "GET /dev/clock", "PUT /dev/clock",
                                           "GET /openapi.json"};

TEST(Contract, and_server_have_the_same_operations) {
  std::set<std::string> served = beside_the_api;
  for (const auto& route : http::all_routes())
    served.insert(std::string(to_string(route.method)) + " " + std::string(route.path));
  EXPECT_EQ(served, Contract::served().operations());
}

TEST(Contract, and_server_agree_for_what_nobody_has_to_be_signed_in) {
  std::set<std::string> open = beside_the_api;
  for (const auto& route : http::all_routes()) {
    if (route.access == http::Access::anybody) open.insert(std::string(to_string(route.method)) + " " + std::string(route.path));
  }
  EXPECT_EQ(open, Contract::served().operations_for_anybody());
}

class ContractCheck : public ::testing::Test {
 protected:
  /// The answer to `GET /api/v1/me`, or to what `request_` was made.
  std::vector<std::string> objections(int status, const std::string& body, const std::string& type = "application/json") {
    http::Reply reply{.status = status, .content_type = type, .body = body};
    reply.route = route_;
    return Contract::served().objections({request_, reply});
  }
  http::Request request_;
  std::string route_ = "/api/v1/me/notices";
};

TEST_F(ContractCheck, lets_a_documented_answer_pass) {
  EXPECT_TRUE(objections(200, R"({"unread":0,"items":[],"next_cursor":null})", "application/json").empty());
}

TEST_F(ContractCheck, objects_to_whatever_is_not_documented) {
  EXPECT_FALSE(objections(418, "{}").empty()) << "a status";
  EXPECT_FALSE(objections(200, "unread 0", "text/plain").empty()) << "a media type";
  EXPECT_FALSE(objections(200, R"({"unread":0,"items":[],"next_cursor":null,"more":1})").empty()) << "a member";
  EXPECT_FALSE(objections(200, R"({"unread":0,"items":[]})").empty()) << "a missing member";
  EXPECT_FALSE(objections(200, R"({"unread":"0","items":[],"next_cursor":null})").empty()) << "a type";
  EXPECT_FALSE(objections(200, R"({"unread":0,"items":[{"id":"not_1"}],"next_cursor":null})").empty()) << "inside a list";
  request_.params = {{"colour", "red"}};
  EXPECT_FALSE(objections(200, R"({"unread":0,"items":[],"next_cursor":null})").empty()) << "a query parameter";
  route_ = "/api/v1/nowhere";
  EXPECT_FALSE(objections(404, "{}").empty()) << "a path";
}

TEST_F(ContractCheck, objects_to_times_that_are_none) {
  route_ = "/dev/clock";
  EXPECT_TRUE(objections(200, R"({"now":"2026-03-01T12:00:00.5Z"})").empty());
  EXPECT_FALSE(objections(200, R"({"now":"tomorrow"})").empty());
}

TEST_F(ContractCheck, objects_to_a_request_that_was_taken_and_should_not_have_been) {
  request_.method = http::Method::patch;
  request_.headers.add("content-type", "application/json");
  request_.body = R"({"name":"Cara","admin":true})";
  route_ = "/api/v1/me";
  EXPECT_FALSE(
      objections(200, R"({"id":"usr_1","email":"a@x.example","name":"C","email_verified":true,"mfa_enabled":false})").empty());
}

/// A team on the plan that has everything, and a real id for every name in a path.
class ContractWithServer : public AdministrationTest {
 protected:
  ContractWithServer() : AdministrationTest(http::all_routes()) {}

  void SetUp() override {
    AdministrationTest::SetUp();
    put_on_plan("enterprise");
    const auto member = join("Cara", "cara@clinic.example", {"clinician"}).member;
    const auto token = invite("new@clinic.example", {"clinician"});
    const auto role = as(owner()).post(path("/roles"),
                                       R"({"name":"Desk","family":"admin","grants":[{"action":"billing.read","scope":"team"}]})");
    const auto key =
        as(owner()).post(path("/api-keys"), R"({"name":"Export","expires_at":"2026-06-01T00:00:00Z","roles":["clinician"]})");
    ids_ = {{"{team}", team().value},          {"{member}", member.value},          {"{token}", token},
            {"{role}", text_of(role, {"id"})}, {"{api_key}", text_of(key, {"id"})}, {"{login}", owner().login.value}};
  }

  /// With the ids of this world in place of the names.
  [[nodiscard]] std::string filled(std::string path) const {
    for (const auto& [name, id] : ids_) {
      if (const auto found = path.find(name); found != std::string::npos) path.replace(found, name.size(), id);
    }
    return path;
  }

  http::Reply send(const http::Route& route, const std::string& body) {
    return as(owner()).send(route.method, filled(std::string(route.path)), body, "application/json");
  }

  static std::string name_of(const http::Route& route) {
    return std::string(to_string(route.method)) + " " + std::string(route.path);
  }

 private:
  std::map<std::string, std::string> ids_;
};

TEST_P(ContractWithServer, refuse_a_body_with_an_unknown_member_or_without_a_required_one) {
  for (const auto& route : http::all_routes()) {
    const auto sample = Contract::served().sample_body(name_of(route));
    // Behind a gate the right comes first; transcripts_test.cc sends such bodies by who may.
    if (!sample || route.gate != nullptr) continue;
    std::vector<std::string> refused = sample->too_short;
    if (!sample->with_unknown.empty()) refused.push_back(sample->with_unknown);
    for (const auto& body : refused) {
      const auto reply = send(route, body);
      EXPECT_TRUE(reply.status == 422 || reply.status == 400) << name_of(route) << " " << body << ": " << reply.status;
    }
  }
}

TEST_P(ContractWithServer, refuse_null_for_an_array_and_point_at_it) {
  int arrays = 0;
  for (const auto& route : http::all_routes()) {
    const auto sample = Contract::served().sample_body(name_of(route));
    if (!sample || route.gate != nullptr) continue;
    for (const auto& body : sample->with_null) {
      const auto reply = send(route, body);
      EXPECT_TRUE(reply.status == 422 || reply.status == 400) << name_of(route) << " " << body << ": " << reply.status;
      EXPECT_THAT(reply.body, ::testing::HasSubstr("an array")) << name_of(route) << " " << body;
      ++arrays;
    }
  }
  EXPECT_GT(arrays, 5);
  const auto audience = as(owner()).patch(path("/settings"), R"({"session_view":{"audience_roles":null}})");
  EXPECT_THAT(audience.body, ::testing::HasSubstr(R"("pointer":"/session_view/audience_roles")"));
}

TEST_P(ContractWithServer, tell_who_is_nobody_first_that_he_is_not_signed_in) {
  const std::string token_of_nobody = std::string(42, 'x') + "w";
  for (const auto& client : {nobody(), nobody().with("cookie", "rolecall_login=" + token_of_nobody),
                             nobody().with("authorization", "Bearer rck_" + token_of_nobody)}) {
    for (const auto& route : http::all_routes()) {
      if (route.access == http::Access::anybody) continue;
      for (const char* body : {"", "{", "{}", R"({"nobody_knows_this":1})"}) {
        for (const char* query : {"", "?limit=none&cursor=none&at=none"}) {
          const auto reply = client.send(route.method, filled(std::string(route.path)) + query, body, "application/json");
          EXPECT_EQ(reply.status, 401) << name_of(route) << query << " " << body << ": " << reply.body;
        }
      }
    }
  }
}

TEST_P(ContractWithServer, know_the_same_members_of_bodies) {
  for (const auto& route : http::all_routes()) {
    const auto sample = Contract::served().sample_body(name_of(route));
    if (!sample) continue;
    EXPECT_EQ(send(route, sample->full).body.find("is not known here"), std::string::npos)
        << name_of(route) << " " << sample->full;
  }
}

TEST_P(ContractWithServer, take_every_documented_value_of_a_query_parameter) {
  for (const auto& route : http::all_routes()) {
    for (const auto& query : Contract::served().sample_queries(name_of(route))) {
      const auto reply = as(owner()).get(filled(std::string(route.path)) + query);
      EXPECT_EQ(reply.status, 200) << name_of(route) << query << ": " << reply.body;
    }
  }
}

TEST_P(ContractWithServer, agree_about_new_passwords_and_the_end_of_a_second_factor) {
  const std::string password = R"("password":")" + testing::test_password + R"(")";
  const auto begun = as(owner()).post("/api/v1/auth/mfa/totp", "{" + password + "}");
  const auto secret = crypto::from_base32(text_of(begun, {"secret"})).value();
  const auto code = [&] {
    world().advance(minutes(1));
    return R"("code":")" + totp::code_at(secret, totp::step_at(world().clock().now())) + R"(")";
  };
  ASSERT_EQ(as(owner()).post("/api/v1/auth/mfa/totp/confirm", "{" + code() + "}").status, 200);
  EXPECT_EQ(as(owner()).remove("/api/v1/auth/mfa/totp", "{" + password + "," + code() + "}").status, 204);
  const std::string change = R"({"current_password":")" + testing::test_password + R"(","new_password":"eight blue lanterns"})";
  EXPECT_EQ(as(owner()).put("/api/v1/auth/password", change).status, 204);
  static_cast<void>(world().take_mails());
  ASSERT_EQ(nobody().post("/api/v1/auth/password/forgot", R"({"email":"olga@clinic.example"})").status, 202);
  const std::string reset = R"({"token":")" + token_for("olga@clinic.example") + R"(","password":"quiet amber lighthouses"})";
  const auto done = nobody().post("/api/v1/auth/password/reset", reset);
  EXPECT_EQ(done.status, 204) << done.body;
}

TEST_P(ContractWithServer, agree_about_what_stands_beside_the_api) {
  crypto::PasswordPool pool;
  WorkPool work_pool;
  const http::Api api({world().store(), world().environment(), pool, work_pool, world().clock()}, http::all_routes());
  const http::StaticFiles files(http::portal_assets());
  const http::Front front({api, files, world().store(), &world().clock()});
  const auto ask = [&](http::Method method, const std::string& path, const std::string& body = "") {
    http::Request request{.method = method, .path = path, .params = {}, .headers = {}, .body = body};
    if (!body.empty()) request.headers.add("content-type", "application/json");
    std::promise<http::Reply> promise;
    front.handle(request, [&](http::Reply reply) { promise.set_value(std::move(reply)); });
    auto reply = promise.get_future().get();
    if (reply.route == "static") reply.route = path;
    EXPECT_THAT(Contract::served().objections({request, reply}), ::testing::IsEmpty());
    return reply.status;
  };
  for (const auto* path : {"/healthz", "/readyz", "/dev/clock", "/openapi.json"})
    EXPECT_EQ(ask(http::Method::get, path), 200) << path;
  EXPECT_EQ(ask(http::Method::put, "/dev/clock", R"({"now":"2026-03-05T00:00:00Z","frozen":true})"), 200);
  EXPECT_EQ(ask(http::Method::put, "/dev/clock", R"({"now":"2020-01-01T00:00:00Z"})"), 422);
  EXPECT_EQ(ask(http::Method::put, "/dev/clock", "now"), 400);
}

ROLECALL_ON_BOTH_STORES(ContractWithServer);

/// After the whole program: the tests over HTTP saw every operation succeed, so that its answer was checked.
class EveryOperationWasTried : public ::testing::Environment {
 public:
  void TearDown() override {
    if (GTEST_FLAG_GET(filter) != "*") return;
    EXPECT_THAT(Contract::served().untried(), ::testing::IsEmpty());
  }
};
const auto* const every_operation_was_tried = ::testing::AddGlobalTestEnvironment(new EveryOperationWasTried);

}  // namespace
}  // namespace rolecall
