// `Rolecall-User`: a window asks for the account that it was drawn for, and not for who signed in from another one meanwhile.
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::ApiClient;
using testing::Person;

class ExpectedUser : public AdministrationTest {
 protected:
  ExpectedUser() : AdministrationTest(http::all_routes()) {}
  [[nodiscard]] ApiClient in_window_of(const Person& expected, const ApiClient& credential) const {
    return credential.with("rolecall-user", expected.user.value);
  }
  static void expect_refused(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 401) << reply.body;
    EXPECT_EQ(text_of(reply, {"code"}), "other_account");
  }
};

TEST_P(ExpectedUser, is_served_as_if_nothing_was_expected) {
  const auto window = in_window_of(owner(), as(owner()));
  EXPECT_EQ(window.get("/api/v1/me").status, 200);
  EXPECT_EQ(window.patch("/api/v1/me", R"({"name":"Olga O."})").status, 200);
  EXPECT_EQ(window.patch(path(""), R"({"name":"South Clinic"})").status, 200);
  EXPECT_EQ(window.post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})").status, 201);
}

TEST_P(ExpectedUser, is_not_somebody_else_who_signed_in) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator", "clinician"});
  const auto window = in_window_of(owner(), as(adam));
  expect_refused(window.get("/api/v1/me"));
  expect_refused(window.patch("/api/v1/me", R"({"name":"Olga O."})"));
  expect_refused(window.get(path("")));
  expect_refused(window.patch(path(""), R"({"name":"South Clinic"})"));
  expect_refused(window.post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})"));
  expect_refused(window.post("/access/v1/evaluation", R"({"subject":{"type":"member","id":")" + adam.member.value +
                                                          R"("},"action":{"name":"team.read"},"resource":{"type":"team","id":")" +
                                                          team().value + R"("}})"));
  EXPECT_EQ(text_of(as(adam).get("/api/v1/me"), {"user", "name"}), "Adam");
  EXPECT_NE(text_of(as(adam).get(path("")), {"name"}), "South Clinic");
  EXPECT_EQ(json_of(as(adam).get(path("/sessions"))).root().find("items")->size(), 0U);
}

TEST_P(ExpectedUser, is_not_given_the_kept_answer_of_somebody_else) {
  const auto adam = join("Adam", "adam@clinic.example", {"clinician"});
  const auto once = as(adam).with("idempotency-key", "once");
  const std::string body = R"({"patient":{"name":"Ada Byron"}})";
  ASSERT_EQ(once.post(path("/sessions"), body).status, 201);
  expect_refused(in_window_of(owner(), once).post(path("/sessions"), body));
}

TEST_P(ExpectedUser, sends_no_file_as_somebody_else) {
  const auto adam = join("Adam", "adam@clinic.example", {"clinician"});
  const auto made = as(adam).post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})");
  const std::string upload = path("/sessions/" + text_of(made, {"id"}) + "/transcript/upload");
  expect_refused(in_window_of(owner(), as(adam)).send(http::Method::post, upload, "Doctor: Hello.", "text/plain"));
  EXPECT_EQ(as(adam).send(http::Method::post, upload, "Doctor: Hello.", "text/plain").status, 200);
}

TEST_P(ExpectedUser, is_not_heeded_by_signing_out) {
  const auto adam = join("Adam", "adam@clinic.example", {"clinician"});
  EXPECT_EQ(in_window_of(owner(), as(adam)).post("/api/v1/auth/logout").status, 204);
  EXPECT_EQ(as(adam).get("/api/v1/me").status, 401);
}

TEST_P(ExpectedUser, is_not_heeded_by_an_invitation) {
  const auto token = invite("new@clinic.example", {"clinician"});
  const auto shown =
      in_window_of(join("Adam", "adam@clinic.example", {"clinician"}), as(owner())).get("/api/v1/invitations/" + token);
  EXPECT_EQ(text_of(shown, {"account"}), "signed_in_as_other");
}

TEST_P(ExpectedUser, is_not_a_stranger_to_the_team_either) {
  expect_refused(in_window_of(owner(), as(world().signed_in("Mallory", "mallory@elsewhere.example"))).get(path("")));
}

TEST_P(ExpectedUser, is_held_against_a_key_as_well) {
  const auto made =
      as(owner()).post(path("/api-keys"), R"({"name":"Export","expires_at":"2026-06-01T00:00:00Z","roles":["administrator"]})");
  const auto key = text_of(made, {"key"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  for (const auto& target : {std::string("/api/v1/me"), path("/billing"), std::string("/api/v1/teams")}) {
    EXPECT_EQ(in_window_of(owner(), with_key(key)).get(target).status, 200) << target;
    expect_refused(in_window_of(adam, with_key(key)).get(target));
  }
}

ROLECALL_ON_BOTH_STORES(ExpectedUser);

}  // namespace
}  // namespace rolecall
