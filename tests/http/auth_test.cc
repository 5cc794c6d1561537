// /auth over the API: the story of an account, cookies, equal answers, secrets that do not show.
#include "base/totp.h"
#include "http/api_world.h"
#include "http/routes_auth.h"
#include "http/routes_me.h"

namespace rolecall {
namespace {

using testing::ApiTest;

std::vector<http::Route> account_routes() {
  auto routes = http::auth_routes();
  for (auto& route : http::me_routes()) routes.push_back(route);
  return routes;
}

class AuthApi : public ApiTest {
 protected:
  AuthApi() : ApiTest(account_routes()) {}

  static std::string cookie_of(const http::Reply& reply) {
    const auto header = reply.header("Set-Cookie").value_or("");
    return std::string(header.substr(0, header.find(';')));
  }
  http::Reply log_in(const std::string& email, const std::string& password) const {
    return nobody().post("/api/v1/auth/login", R"({"email":")" + email + R"(","password":")" + password + R"("})");
  }
};

const std::string registration = R"({"email":"new@clinic.example","name":"Nia","password":"nine copper whistles"})";

TEST_P(AuthApi, registers_verifies_and_signs_in_with_a_cookie) {
  const auto registered = nobody().post("/api/v1/auth/register", registration);
  ASSERT_EQ(registered.status, 201) << registered.body;
  EXPECT_EQ(text_of(registered, {"email"}), "new@clinic.example");
  const auto token = token_for("new@clinic.example");
  const auto verified = nobody().post("/api/v1/auth/verify", R"({"token":")" + token + R"(","password":"nine copper whistles"})");
  ASSERT_EQ(verified.status, 200) << verified.body;
  EXPECT_EQ(text_of(verified, {"user", "name"}), "Nia");
  const auto cookie = verified.header("Set-Cookie").value_or("");
  EXPECT_TRUE(cookie.starts_with("rolecall_login=")) << cookie;
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Lax"), std::string::npos);
  const auto me = nobody().with("cookie", cookie_of(verified)).get("/api/v1/me");
  EXPECT_EQ(text_of(me, {"user", "email"}), "new@clinic.example");
}

TEST_P(AuthApi, answers_the_same_to_known_and_unknown_addresses) {
  const auto known =
      nobody().post("/api/v1/auth/register", R"({"email":"olga@clinic.example","name":"Eve","password":"nine copper whistles"})");
  const auto unknown = nobody().post("/api/v1/auth/register", registration);
  EXPECT_EQ(known.status, unknown.status);
  EXPECT_EQ(known.body, R"({"email":"olga@clinic.example"})");
  const auto forgotten = nobody().post("/api/v1/auth/password/forgot", R"({"email":"olga@clinic.example"})");
  const auto never_known = nobody().post("/api/v1/auth/password/forgot", R"({"email":"nobody@clinic.example"})");
  EXPECT_EQ(forgotten.status, 202);
  EXPECT_EQ(forgotten.status, never_known.status);
  EXPECT_EQ(forgotten.body, never_known.body);
  const auto wrong = log_in("olga@clinic.example", "wrong");
  const auto stranger = log_in("nobody@clinic.example", "wrong");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, stranger.body);
}

TEST_P(AuthApi, signs_in_lists_and_ends_logins) {
  const auto signed_in = log_in("olga@clinic.example", testing::test_password);
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  const auto second = nobody().with("cookie", cookie_of(signed_in));
  const auto logins = as(owner()).get("/api/v1/auth/logins");
  const auto document = json_of(logins);
  ASSERT_EQ(document.root().find("items")->size(), 2U);
  EXPECT_EQ(as(owner()).remove("/api/v1/auth/logins/log_unknown").status, 404);
  for (const json::Value login : json::Value(document.root().find("items").value())) {
    if (login.find("current")->boolean()) continue;
    EXPECT_EQ(as(owner()).remove("/api/v1/auth/logins/" + std::string(login.find("id")->string())).status, 204);
  }
  EXPECT_EQ(second.get("/api/v1/me").status, 401);
  EXPECT_EQ(as(owner()).get("/api/v1/me").status, 200);
}

TEST_P(AuthApi, signs_out_and_takes_the_cookie_back_also_when_nobody_was_signed_in) {
  const auto out = as(owner()).post("/api/v1/auth/logout");
  EXPECT_EQ(out.status, 204);
  EXPECT_NE(out.header("Set-Cookie").value_or("").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(as(owner()).get("/api/v1/me").status, 401);
  EXPECT_EQ(nobody().post("/api/v1/auth/logout").status, 204);
}

TEST_P(AuthApi, turns_two_factor_sign_in_on) {
  const auto begun = as(owner()).post("/api/v1/auth/mfa/totp", R"({"password":")" + testing::test_password + R"("})");
  ASSERT_EQ(begun.status, 200) << begun.body;
  const auto secret = crypto::from_base32(text_of(begun, {"secret"})).value();
  const auto code = totp::code_at(secret, totp::step_at(world().clock().now()));
  const auto confirmed = as(owner()).post("/api/v1/auth/mfa/totp/confirm", R"({"code":")" + code + R"("})");
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(json_of(confirmed).root().find("recovery_codes")->size(), totp::recovery_code_count);
  const auto needed = log_in("olga@clinic.example", testing::test_password);
  EXPECT_EQ(needed.status, 401);
  EXPECT_EQ(text_of(needed, {"code"}), "mfa_needed");
}

TEST_P(AuthApi, points_at_the_password_that_is_wrong) {
  const auto reply =
      as(owner()).put("/api/v1/auth/password", R"({"current_password":"wrong","new_password":"nine copper whistles"})");
  EXPECT_EQ(reply.status, 422);
  EXPECT_NE(reply.body.find("/current_password"), std::string::npos) << reply.body;
}

TEST_P(AuthApi, slows_wrong_passwords_with_retry_after) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(log_in("olga@clinic.example", "wrong").status, 401);
  const auto slowed = log_in("olga@clinic.example", testing::test_password);
  EXPECT_EQ(slowed.status, 429);
  EXPECT_TRUE(slowed.header("Retry-After"));
}

ROLECALL_ON_BOTH_STORES(AuthApi);

}  // namespace
}  // namespace rolecall
