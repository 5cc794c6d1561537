// The mailed link over the API: looking, accepting with a real password, declining.
#include "http/api_world.h"
#include "http/routes_invitations.h"

namespace rolecall {
namespace {

using testing::ApiTest;

class InvitationsApi : public ApiTest {
 protected:
  InvitationsApi() : ApiTest(http::invitation_routes()) {}

  static std::string path(const std::string& token) { return "/api/v1/invitations/" + token; }
  static constexpr const char* newcomer = R"({"name":"Cara","password":"seven green kettles"})";
};

TEST_P(InvitationsApi, shows_the_invitation_without_a_login_and_without_the_teams_id) {
  const auto reply = nobody().get(path(invite("cara@clinic.example", {"clinician"})));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.body, R"({"team":{"id":null,"name":"North Clinic"},"inviter_name":"Olga","email":"cara@clinic.example",)"
                        R"("roles":[{"id":"clinician","name":"Clinician"}],"title":"","expires_at":"2026-03-31T12:00:00Z",)"
                        R"("status":"pending","account":"new","signed_in_email":null})");
  EXPECT_EQ(nobody().get(path("unknown")).status, 404);
}

TEST_P(InvitationsApi, signs_a_newcomer_in_with_a_cookie_that_opens_the_team) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  EXPECT_EQ(nobody().post(path(token) + "/accept").status, 422);
  EXPECT_EQ(nobody().post(path(token) + "/accept", R"({"name":"Cara","password":"password"})").status, 422);
  const auto reply = nobody().post(path(token) + "/accept", newcomer);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto cookie = std::string(reply.header("Set-Cookie").value());
  EXPECT_EQ(cookie.find("rolecall_login="), 0U);
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  const auto again = nobody().with("cookie", cookie.substr(0, cookie.find(';'))).get(path(token));
  EXPECT_EQ(text_of(again, {"status"}), "accepted");
  EXPECT_EQ(text_of(again, {"team", "id"}), team().value);
  EXPECT_EQ(nobody().post(path(token) + "/accept", newcomer).status, 410);
}

TEST_P(InvitationsApi, asks_a_verified_account_to_sign_in_and_then_needs_no_body) {
  const auto olaf = world().signed_in("Olaf", "olaf@clinic.example");
  const auto token = invite("olaf@clinic.example", {"clinician"});
  const auto refused = nobody().post(path(token) + "/accept", newcomer);
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(text_of(refused, {"code"}), "sign_in_needed");
  const auto first = as(olaf).post(path(token) + "/accept");
  const auto second = as(olaf).post(path(token) + "/accept");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.body, second.body);
  EXPECT_FALSE(first.header("Set-Cookie"));
}

TEST_P(InvitationsApi, tells_that_somebody_else_is_signed_in) {
  const auto token = invite("cara@clinic.example", {"clinician"});
  EXPECT_EQ(text_of(as(owner()).get(path(token)), {"account"}), "signed_in_as_other");
  EXPECT_EQ(as(owner()).post(path(token) + "/accept", newcomer).status, 409);
  EXPECT_EQ(nobody().get(path(token)).status, 200);
}

TEST_P(InvitationsApi, declines_with_and_without_a_reason) {
  EXPECT_EQ(nobody().post(path(invite("a@clinic.example", {})) + "/decline").status, 204);
  const auto token = invite("b@clinic.example", {});
  EXPECT_EQ(nobody().post(path(token) + "/decline", R"({"reason":"No time"})").status, 204);
  const auto reply = nobody().get(path(token));
  EXPECT_EQ(reply.status, 410);
  EXPECT_EQ(text_of(reply, {"code"}), "invitation_declined");
}

ROLECALL_ON_BOTH_STORES(InvitationsApi);

}  // namespace
}  // namespace rolecall
