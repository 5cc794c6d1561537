// Delegations over the API, and the grants table about sharing and delegating: each role alone.
#include <map>

#include "http/sharing_world.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;

class DelegationsApi : public SharingTest {
 protected:
  void SetUp() override {
    SharingTest::SetUp();
    anna_ = join("Anna", "anna@clinic.example", {"assistant"});
  }
  http::Reply end(const Person& by, const std::string& id) { return as(by).remove(path("/delegations/" + id)); }

  Colleague anna_;
};

TEST_P(DelegationsApi, a_delegation_is_made_seen_by_both_and_ended_by_either) {
  const auto made = delegate(cara_, anna_);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_of(made, {"state"}), "in_force");
  EXPECT_EQ(text_of(made, {"clinician", "name"}), "Cara");
  EXPECT_EQ(text_of(made, {"to"}), "2026-04-01T00:00:00Z");
  EXPECT_THAT(made.body, HasSubstr(R"("allowed_actions":["delegation.manage"])"));
  EXPECT_EQ(opens(anna_), "permitted");
  EXPECT_THAT(as(anna_).get(path("/delegations")).body, HasSubstr(R"("allowed_actions":["delegation.end"])"));
  EXPECT_EQ(as(dora_).get(path("/delegations")).body, R"({"items":[],"next_cursor":null})");
  EXPECT_EQ(end(dora_, text_of(made, {"id"})).status, 404);
  EXPECT_EQ(end(anna_, text_of(made, {"id"})).status, 204);
  EXPECT_EQ(text_of(end(cara_, text_of(made, {"id"})), {"code"}), "delegation_over");
  EXPECT_NE(opens(anna_), "permitted");
  world().advance(minutes(1));
  const auto planned = delegate(cara_, anna_, "2026-03-02T00:00:00Z");
  EXPECT_EQ(text_of(planned, {"state"}), "planned");
  EXPECT_NE(opens(anna_), "permitted");
  EXPECT_EQ(end(cara_, text_of(planned, {"id"})).status, 204);
  const auto first = as(cara_).get(path("/delegations?limit=1"));
  EXPECT_THAT(first.body, HasSubstr(text_of(planned, {"id"}))) << "newest first";
  EXPECT_THAT(as(cara_).get(path("/delegations?limit=1&cursor=" + text_of(first, {"next_cursor"}))).body,
              HasSubstr(text_of(made, {"id"})));
}

TEST_P(DelegationsApi, those_by_which_one_works_now_are_listed_alone) {
  const auto in_force = [&](const Person& by) {
    const auto document = json_of(as(by).get(path("/delegations?only=received_in_force&limit=1")));
    const auto items = document.root().find("items");
    for (const json::Value item : *items) return std::string(item.find("state")->string());
    return std::string("none");
  };
  EXPECT_EQ(in_force(anna_), "none");
  const auto made = delegate(cara_, anna_);
  world().advance(minutes(1));
  delegate(cara_, anna_, "2026-03-20T00:00:00Z");
  EXPECT_EQ(in_force(anna_), "in_force") << "the planned one is newer";
  EXPECT_EQ(in_force(cara_), "none") << "she gave it";
  ASSERT_EQ(as(owner()).post(path("/members/" + cara_.member.value + "/suspend")).status, 200);
  EXPECT_EQ(in_force(anna_), "none") << "it is without effect";
  ASSERT_EQ(as(owner()).post(path("/members/" + cara_.member.value + "/reactivate")).status, 200);
  EXPECT_EQ(in_force(anna_), "in_force");
  ASSERT_EQ(end(anna_, text_of(made, {"id"})).status, 204);
  EXPECT_EQ(in_force(anna_), "none");
  EXPECT_EQ(as(anna_).get(path("/delegations?only=mine")).status, 422);
}

TEST_P(DelegationsApi, sessions_that_shares_and_delegations_open_are_lost_too_with_the_right_of_their_clinician) {
  session_of(cara_);
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  const auto preview = [&] {
    return as(owner())
        .put(path("/members/" + cara_.member.value + "/roles?dry_run=true"), R"({"roles":["template_manager"]})")
        .body;
  };
  EXPECT_THAT(preview(), HasSubstr("nobody will be able to open: 2.")) << "one of them is shared";
  delegate(cara_, anna_);
  EXPECT_THAT(preview(), HasSubstr("nobody will be able to open: 2.")) << "both are delegated";
  give_roles(cara_, R"(["template_manager"])");
  for (const auto& person : {cara_, dora_, anna_}) EXPECT_NE(opens(person), "permitted");
}

TEST_P(DelegationsApi, wrong_fields_are_named) {
  EXPECT_THAT(delegate(cara_, dora_).body, HasSubstr(R"("pointer":"/assistant")"));
  EXPECT_THAT(delegate(cara_, anna_, "2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z").body, HasSubstr(R"("pointer":"/to")"));
  EXPECT_EQ(as(cara_).post(path("/delegations"), R"({"assistant":"x"})").status, 422);
}

TEST_P(DelegationsApi, the_grants_table_about_sharing_holds_for_each_role_alone) {
  const auto to_end = text_of(delegate(cara_, anna_), {"id"});
  struct Expected {
    std::string shares, lists, sees_access, sees_openings, delegates, ends_a_share;
  };
  // On Cara's session, which no way opens to them: what the role alone answers.
  const std::map<std::string, Expected> table{
      {"member", {"no_grant", "no_grant", "no_grant", "not_own", "no_grant", "no_grant"}},
      {"clinician", {"not_own", "not_own", "not_own", "not_own", "permitted", "not_own"}},
      {"administrator", {"not_own", "permitted", "permitted", "permitted", "no_grant", "permitted"}},
      {"assistant", {"not_own", "no_grant", "no_grant", "not_own", "no_grant", "no_grant"}},
      {"template_manager", {"no_grant", "no_grant", "no_grant", "not_own", "no_grant", "no_grant"}},
  };
  int people = 0;
  for (const auto& [role, expected] : table) {
    SCOPED_TRACE(role);
    const auto roles = role == "member" ? std::vector<std::string>{} : std::vector{role};
    const auto by = join("Asker", "asker" + std::to_string(++people) + "@clinic.example", roles);
    ASSERT_EQ(share(cara_, dora_, "view").status, 200);
    EXPECT_EQ(rule_of(share(by, emil_, "view")), expected.shares);
    EXPECT_EQ(rule_of(share(by, emil_, "view", "?dry_run=true")), expected.shares);
    EXPECT_EQ(rule_of(as(by).get(session_ + "/shares")), expected.lists);
    EXPECT_EQ(rule_of(as(by).get(session_ + "/shares/" + dora_.member.value)), expected.lists);
    EXPECT_EQ(rule_of(as(by).get(session_ + "/access")), expected.sees_access);
    EXPECT_EQ(rule_of(as(by).get(session_ + "/openings")), expected.sees_openings);
    EXPECT_EQ(rule_of(unshare(by, dora_)), expected.ends_a_share);
    const auto delegated = delegate(by, anna_);
    EXPECT_EQ(delegated.status == 201 ? "permitted" : text_of(delegated, {"rule"}), expected.delegates);
    EXPECT_EQ(as(by).get(path("/delegations")).status, 200);
    EXPECT_EQ(end(by, to_end).status, 404) << "who is not in it knows nothing of it";
  }
}

ROLECALL_ON_BOTH_STORES(DelegationsApi);

}  // namespace
}  // namespace rolecall::testing
