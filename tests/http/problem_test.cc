#include "http/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rolecall::http {
namespace {

using ::testing::HasSubstr;

TEST(Problem, MapsEveryCodeToItsStatus) {
  const std::vector<std::pair<Code, int>> table = {
      {Code::malformed, 400}, {Code::unauthenticated, 401}, {Code::denied, 403},
      {Code::not_found, 404}, {Code::conflict, 409},        {Code::gone, 410},
      {Code::stale, 412},     {Code::too_large, 413},       {Code::invalid, 422},
      {Code::throttled, 429}, {Code::unavailable, 503},
  };
  for (const auto& [code, status] : table) {
    const Reply reply = problem(Error{.code = code, .detail = "x"});
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(reply.content_type, "application/problem+json");
    EXPECT_THAT(reply.body, HasSubstr("\"status\":" + std::to_string(status)));
  }
}

TEST(Problem, HoldsTheMembersOfRfc9457AndACode) {
  EXPECT_EQ(problem(Error{.code = Code::gone, .name = "invitation_used", .detail = "it was used"}).body,
            R"({"type":"about:blank","title":"Gone","status":410,"detail":"it was used","code":"invitation_used"})");
  EXPECT_THAT(problem(Error{.code = Code::conflict}).body, HasSubstr(R"("code":"conflict")"));
}

TEST(Problem, ExplainsARefusalWithRuleAndRemedy) {
  Error error{.code = Code::denied, .name = "denied", .detail = "refused"};
  error.refusal = Refusal{.rule = "session_view_off",
                          .explanation = "Session View is off.",
                          .remedy = Remedy{.text = "Ask the owner.", .who = {"owner", "administrator"}, .action = "team.update"}};
  EXPECT_THAT(problem(error).body,
              HasSubstr(R"("code":"denied","rule":"session_view_off","explanation":"Session View is off.",)"
                        R"("remedy":{"text":"Ask the owner.","who":["owner","administrator"],"action":"team.update"}})"));
  error.refusal->remedy->action.clear();
  EXPECT_THAT(problem(error).body, HasSubstr(R"("action":null)"));
  error.refusal->remedy.reset();
  EXPECT_THAT(problem(error).body, HasSubstr(R"("remedy":null)"));
}

TEST(Problem, ListsEveryWrongField) {
  const Error error{.code = Code::invalid, .fields = {{"/email", "is required"}, {"/roles/0", "expected a string"}}};
  EXPECT_THAT(problem(error).body, HasSubstr(R"("errors":[{"pointer":"/email","detail":"is required"},{"pointer":"/roles/0",)"
                                             R"("detail":"expected a string"}]})"));
}

TEST(Problem, NamesTheHoldersOfARoleInUse) {
  Error error{.code = Code::conflict, .name = "role_in_use"};
  error.holders = {{"mem_1", "Cara"}, {"mem_2", std::nullopt}};
  const auto reply = problem(error);
  EXPECT_EQ(reply.status, 409);
  EXPECT_NE(reply.body.find(R"("holders":[{"id":"mem_1","name":"Cara"},{"id":"mem_2","name":null}])"), std::string::npos);
}

TEST(Problem, AnswersUnknownAndForeignWithTheSameBytes) {
  const Reply unknown = problem(not_found().error());
  const Reply foreign = problem(not_found().error());
  EXPECT_EQ(unknown.body, foreign.body);
  EXPECT_EQ(unknown.headers, foreign.headers);
}

TEST(Problem, SaysWhenToTryAgain) {
  EXPECT_EQ(problem(Error{.code = Code::throttled, .retry_after_seconds = 30}).header("Retry-After"), "30");
  EXPECT_EQ(problem(Error{.code = Code::throttled}).header("Retry-After"), "1");
  EXPECT_EQ(problem(Error{.code = Code::unavailable}).header("Retry-After"), "1");
  EXPECT_EQ(problem(Error{.code = Code::unauthenticated}).header("WWW-Authenticate"), "Bearer");
}

TEST(Problem, NamesTheAllowedMethods) {
  const Reply refused = method_not_allowed(Method::put, "GET, HEAD, OPTIONS");
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD, OPTIONS");
  const Reply asked = method_not_allowed(Method::options, "GET, HEAD, OPTIONS");
  EXPECT_EQ(asked.status, 204);
  EXPECT_EQ(asked.header("Allow"), "GET, HEAD, OPTIONS");
}

int json_status(std::string_view content_type, std::string body) {
  Request request;
  if (!content_type.empty()) request.headers.add("Content-Type", content_type);
  request.body = std::move(body);
  const auto document = json_body(request);
  return document ? 200 : document.error().status;
}

TEST(JsonBody, TakesJsonInUtf8Only) {
  for (const auto* type : {"application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\"",
                           "application/scim+json", "application/merge-patch+json"}) {
    EXPECT_EQ(json_status(type, "{}"), 200) << type;
  }
  for (const auto* type : {"", "text/plain", "application/json; charset=latin1", "application/x-www-form-urlencoded", "text/json",
                           "application/jsonp", "application/+json"}) {
    EXPECT_EQ(json_status(type, "{}"), 415) << type;
  }
}

TEST(JsonBody, RefusesWhatIsNoJson) {
  EXPECT_EQ(json_status("application/json", ""), 400);
  EXPECT_EQ(json_status("application/json", "{\"a\":1,\"a\":2}"), 400);
}

}  // namespace
}  // namespace rolecall::http
