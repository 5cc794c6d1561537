// The roles of a team over the API, and the custom ones that it defines.
#include "http/administration_world.h"
#include "policy/catalog.h"
#include "policy/explain.h"
#include "policy/grants.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;

class CustomRoles : public AdministrationTest {
 protected:
  http::Reply define(const testing::Person& by, const std::string& name,
                     const std::string& grants = R"([{"action":"member.invite","scope":"team"}])") {
    return as(by).post(path("/roles"), R"({"family":"admin","name":")" + name + R"(","grants":)" + grants + "}");
  }
  std::string defined(const std::string& name) {
    put_on_plan("enterprise");
    const auto reply = define(owner(), name);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_of(reply, {"id"});
  }
  void give(const testing::Colleague& person, const std::string& role) {
    const auto given =
        as(owner()).put(path("/members/" + person.member.value + "/roles"), R"({"roles":["assistant",")" + role + R"("]})");
    ASSERT_EQ(given.status, 200) << given.body;
  }
};

TEST_P(CustomRoles, stand_behind_the_built_in_ones_with_a_sentence_for_each_grant) {
  defined("Front desk");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto reply = as(cara).get(path("/roles"));
  ASSERT_EQ(reply.status, 200);
  std::vector<std::string> ids;
  const auto document = json_of(reply);
  for (const json::Value role : json::Value(document.root().find("items").value())) {
    ids.emplace_back(role.find("name")->string());
    for (const json::Value grant : json::Value(role.find("grants").value()))
      EXPECT_FALSE(grant.find("sentence")->string().empty());
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"Administrator", "Template manager", "Clinician", "Assistant", "Front desk"}));
}

/// What the role picker shows is what the policy decides by, word for word.
TEST_P(CustomRoles, are_shown_beside_built_in_ones_that_are_those_of_the_policy) {
  const auto document = json_of(as(owner()).get(path("/roles")));
  std::size_t roles = 0;
  for (const json::Value role : json::Value(document.root().find("items").value())) {
    const auto known = policy::role_from(role.find("id")->string());
    ASSERT_TRUE(known);
    const policy::RoleEntry& entry = policy::entry_of(*known);
    EXPECT_EQ(role.find("name")->string(), entry.title);
    EXPECT_EQ(role.find("family")->string(), policy::name_of(entry.family));
    EXPECT_EQ(role.find("description")->string(), entry.sentence);
    std::string shown, granted;
    for (const json::Value grant : json::Value(role.find("grants").value()))
      for (const char* field : {"action", "scope", "sentence"}) shown.append(grant.find(field)->string()).append("\n");
    for (std::size_t row = 0; row < policy::grant_count; ++row) {
      const policy::Grant& grant = policy::grants_table[row];
      if ((grant.holders & policy::columns_of({*known})).empty()) continue;
      granted.append(policy::name_of(grant.action)).append("\n").append(policy::name_of(grant.scope)).append("\n");
      granted.append(policy::sentence_of(static_cast<policy::GrantId>(row))).append("\n");
    }
    EXPECT_EQ(shown, granted) << entry.name;
    ++roles;
  }
  EXPECT_EQ(roles, policy::role_count);
}

TEST_P(CustomRoles, need_the_plan_and_the_right) {
  EXPECT_EQ(text_of(define(owner(), "Front desk"), {"rule"}), "plan_lacks_feature");
  put_on_plan("enterprise");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(text_of(define(cara, "Front desk"), {"rule"}), "no_grant");
}

TEST_P(CustomRoles, never_carry_what_their_maker_lacks_or_role_assign) {
  put_on_plan("enterprise");
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(text_of(define(adam, "A", R"([{"action":"role.assign","scope":"team"}])"), {"rule"}), "above_own_rights");
  EXPECT_EQ(text_of(define(owner(), "B", R"([{"action":"team.delete","scope":"team"}])"), {"rule"}), "above_own_rights");
  EXPECT_EQ(text_of(define(adam, "C", R"([{"action":"note.sign","scope":"own"}])"), {"rule"}), "above_own_rights");
  EXPECT_EQ(define(owner(), "D", R"([{"action":"note.sign","scope":"own"}])").status, 201);
}

TEST_P(CustomRoles, refuse_unknown_grants_and_names_that_are_taken_whatever_the_case) {
  defined("Front desk");
  EXPECT_EQ(define(owner(), "X", R"([{"action":"team.explode","scope":"team"}])").status, 422);
  EXPECT_EQ(define(owner(), "X", R"([{"action":"team.read","scope":"own"}])").status, 422);
  EXPECT_EQ(define(owner(), "X", "[]").status, 422);
  EXPECT_EQ(define(owner(), "FRONT DESK").status, 409);
  EXPECT_EQ(define(owner(), "administrator").status, 409);
  EXPECT_EQ(define(owner(), "Owner").status, 409);
  EXPECT_EQ(define(owner(), "").status, 422);
}

TEST_P(CustomRoles, change_under_if_match_and_hold_on_the_next_request) {
  const auto id = defined("Front desk");
  const auto cara = join("Cara", "cara@clinic.example", {"assistant"});
  give(cara, id);
  const auto invited = as(cara).post(path("/members"), R"({"email":"a@x.example","roles":[]})");
  ASSERT_EQ(invited.status, 201) << "whoever may invite and not assign roles invites without any";
  const auto stale = as(owner()).with("if-match", "\"9\"").patch(path("/roles/" + id), R"({"name":"Desk"})");
  EXPECT_EQ(stale.status, 412);
  const auto changed = as(owner())
                           .with("if-match", "\"1\"")
                           .patch(path("/roles/" + id), R"({"grants":[{"action":"billing.read","scope":"team"}]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.header("ETag"), "\"2\"");
  EXPECT_EQ(text_of(changed, {"name"}), "Front desk");
  EXPECT_EQ(as(cara).get(path("/billing")).status, 200);
  EXPECT_EQ(as(cara).post(path("/members"), R"({"email":"b@x.example","roles":[]})").status, 403);
  EXPECT_EQ(stored(MemberId{text_of(invited, {"id"})}).status, MemberState::revoked) << "who may no longer invite";
  EXPECT_EQ(audited("role.define").size(), 2U);
}

TEST_P(CustomRoles, in_use_are_not_deleted_but_name_their_holders_and_unused_ones_are) {
  const auto id = defined("Front desk");
  const auto cara = join("Cara", "cara@clinic.example", {"assistant"});
  give(cara, id);
  const auto invited = as(owner()).post(path("/members"), R"({"email":"a@x.example","roles":[")" + id + R"("]})");
  ASSERT_EQ(invited.status, 201) << invited.body;
  const auto refused = as(owner()).remove(path("/roles/" + id));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "role_in_use");
  EXPECT_NE(refused.body.find(R"({"id":")" + cara.member.value + R"(","name":"Cara"})"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find(R"({"id":")" + text_of(invited, {"id"}) + R"(","name":null})"), std::string::npos) << refused.body;
  ASSERT_EQ(as(owner()).remove(path("/members/" + text_of(invited, {"id"}) + "/invitation")).status, 200);
  ASSERT_EQ(as(owner()).put(path("/members/" + cara.member.value + "/roles"), R"({"roles":["assistant"]})").status, 200);
  EXPECT_EQ(as(owner()).remove(path("/roles/" + id)).status, 204);
  EXPECT_EQ(as(owner()).remove(path("/roles/" + id)).status, 404);
}

TEST_P(CustomRoles, of_another_team_answer_exactly_as_unknown_ones) {
  const auto id = defined("Front desk");
  const auto outside = stranger();
  const auto roles = "/api/v1/teams/" + outside.team.value + "/roles/";
  const auto foreign = as(outside.person).patch(roles + id, R"({"name":"X"})");
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(foreign.body, as(outside.person).patch(roles + "rol_nowhere", R"({"name":"X"})").body);
  EXPECT_EQ(as(outside.person).get(path("/roles")).status, 404);
}

ROLECALL_ON_BOTH_STORES(CustomRoles);

}  // namespace
}  // namespace rolecall
