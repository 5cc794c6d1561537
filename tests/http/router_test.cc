#include "http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rolecall::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Router<int> team_routes() {
  Router<int> router;
  router.add(Method::get, "/api/v1/teams", 1);
  router.add(Method::post, "/api/v1/teams", 2);
  router.add(Method::get, "/api/v1/teams/{team}/members/{member}", 3);
  router.add(Method::delete_, "/api/v1/teams/{team}/members/{member}", 4);
  router.add(Method::post, "/api/v1/teams/{team}/members/batch", 5);
  router.add(Method::get, "/", 6);
  return router;
}

int value_of(const Router<int>& router, Method method, std::string_view path) {
  const auto match = router.match(method, path);
  return match.value ? *match.value : 0;
}

TEST(Router, FindsTheValueOfMethodAndPath) {
  const auto router = team_routes();
  EXPECT_EQ(value_of(router, Method::get, "/api/v1/teams"), 1);
  EXPECT_EQ(value_of(router, Method::post, "/api/v1/teams"), 2);
  EXPECT_EQ(value_of(router, Method::get, "/"), 6);
  EXPECT_EQ(value_of(router, Method::delete_, "/api/v1/teams/t/members/m"), 4);
}

TEST(Router, GivesDecodedParametersAndTheTemplate) {
  const auto router = team_routes();
  const auto match = router.match(Method::get, "/api/v1/teams/tem_1/members/a%2Fb+c%C3%A9");
  ASSERT_TRUE(match.value);
  EXPECT_EQ(match.params.at("team"), "tem_1");
  EXPECT_EQ(match.params.at("member"), "a/b+c\xC3\xA9");
  EXPECT_EQ(match.params.size(), 2U);
  EXPECT_EQ(match.route, "/api/v1/teams/{team}/members/{member}");
  EXPECT_THROW(static_cast<void>(match.params.at("session")), std::logic_error);
}

TEST(Router, PrefersALiteralSegmentAndFallsBackToTheNamedOne) {
  auto router = team_routes();
  router.add(Method::get, "/a/fixed/x", 7);
  router.add(Method::get, "/a/{any}/y", 8);
  EXPECT_EQ(value_of(router, Method::post, "/api/v1/teams/t/members/batch"), 5);
  EXPECT_EQ(value_of(router, Method::get, "/a/fixed/x"), 7);
  EXPECT_EQ(value_of(router, Method::get, "/a/fixed/y"), 8);
  EXPECT_EQ(router.match(Method::get, "/a/fixed/y").params.at("any"), "fixed");
}

TEST(Router, TellsNamedSegmentsApartByTheirEnding) {
  auto router = team_routes();
  router.add(Method::get, "/files/{file}", 7);
  router.add(Method::get, "/files/{file}.pdf", 8);
  EXPECT_EQ(value_of(router, Method::get, "/files/a.pdf"), 8);
  EXPECT_EQ(router.match(Method::get, "/files/a.b.pdf").params.at("file"), "a.b");
  EXPECT_EQ(router.match(Method::get, "/files/a.pdf").route, "/files/{file}.pdf");
  for (const auto* path : {"/files/a", "/files/a.txt", "/files/.pdf", "/files/a.pdfx"}) {
    EXPECT_EQ(value_of(router, Method::get, path), 7) << path;
  }
}

TEST(Router, TakesAnotherPathForUnknown) {
  const auto router = team_routes();
  for (const auto* path : {"/api/v1/teams/", "/api/v1/team", "/api/v1/teamss", "/api/v1", "/api/v1/teams//members/m", "//",
                           "/api/v1/teams/t/members/m/", "/api/v1/teams/t/members/", "", "api/v1/teams", "/API/v1/teams"}) {
    const auto match = router.match(Method::get, path);
    EXPECT_EQ(match.value, nullptr) << path;
    EXPECT_EQ(match.allow, "") << path;
  }
}

TEST(Router, NamesTheAllowedMethodsOfAKnownPath) {
  const auto router = team_routes();
  const auto match = router.match(Method::put, "/api/v1/teams/t/members/m");
  EXPECT_EQ(match.value, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(match.route, "/api/v1/teams/{team}/members/{member}");
  EXPECT_EQ(router.match(Method::options, "/api/v1/teams").allow, "GET, HEAD, POST, OPTIONS");
}

TEST(Router, AnswersHeadWithTheRouteOfGet) {
  const auto router = team_routes();
  EXPECT_EQ(value_of(router, Method::head, "/api/v1/teams"), 1);
  EXPECT_EQ(value_of(router, Method::head, "/api/v1/teams/t/members/m"), 3);
  EXPECT_EQ(router.match(Method::head, "/api/v1/teams/t/members/batch").allow, "POST, OPTIONS");
}

TEST(Router, ListsItsRoutes) {
  Router<int> router;
  router.add(Method::get, "/a/{b}", 1);
  router.add(Method::put, "/c", 2);
  EXPECT_THAT(router.routes(), ElementsAre(Pair(Method::get, "/a/{b}"), Pair(Method::put, "/c")));
}

}  // namespace
}  // namespace rolecall::http
