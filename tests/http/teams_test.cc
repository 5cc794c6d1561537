// Teams over the API: create, list, rename, delete and restore, and the ownership that is always exactly one member's.
#include <set>

#include "base/totp.h"
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::Colleague;
using testing::Person;

class TeamsApi : public AdministrationTest {
 protected:
  TeamsApi() : AdministrationTest(http::all_routes()) {}

  static constexpr const char* teams = "/api/v1/teams";
  static std::string deletion(const std::string& name, const std::string& password, const std::string& more = "") {
    return R"({"name":")" + name + R"(","password":")" + password + "\"" + more + "}";
  }
  http::Reply delete_team(const Person& by, const std::string& name = "North Clinic",
                          const std::string& password = testing::test_password, const std::string& more = "") {
    return as(by).remove(path(), deletion(name, password, more));
  }
  static std::vector<std::string> names(const http::Reply& page) {
    EXPECT_EQ(page.status, 200) << page.body;
    std::vector<std::string> found;
    const auto document = json_of(page);
    for (const json::Value item : json::Value(document.root().find("items").value()))
      found.emplace_back(item.find("name")->string());
    return found;
  }
  static std::string rule(const http::Reply& reply) { return text_of(reply, {"rule"}); }
};

TEST_P(TeamsApi, a_creator_is_the_owner_with_administrator_and_clinician) {
  const auto nia = world().signed_in("Nia", "nia@clinic.example");
  const auto made = as(nia).post(teams, R"({"name":"  South Clinic "})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_of(made, {"name"}), "South Clinic");
  EXPECT_EQ(text_of(made, {"status"}), "active");
  EXPECT_TRUE(made.header("ETag"));
  const auto document = json_of(made);
  const auto me = document.root().find("my_member").value();
  EXPECT_TRUE(me.find("owner")->boolean());
  EXPECT_EQ(text_of(made, {"owner_member", "id"}), me.find("id")->string());
  EXPECT_NE(made.body.find(R"("roles":["clinician","administrator"])"), std::string::npos) << made.body;
  EXPECT_EQ(nobody().post(teams, R"({"name":"X"})").status, 401);
  for (const auto* body : {R"({"name":""})", R"({"name":" "})", R"({"name":"a\nb"})", R"({"name":7})", R"({})"}) {
    EXPECT_EQ(as(nia).post(teams, body).status, 422) << body;
  }
  EXPECT_EQ(as(nia).post(teams, R"({"name":")" + std::string(101, 'x') + R"("})").status, 422);
}

TEST_P(TeamsApi, a_key_makes_no_team) {
  const auto reply = with_key(key_of(owner(), R"(["administrator"])")).post(teams, R"({"name":"X"})");
  EXPECT_EQ(reply.status, 403) << reply.body;
}

TEST_P(TeamsApi, the_list_holds_the_own_teams_page_by_page) {
  const auto other = stranger();
  for (const auto* name : {"B", "C", "D"})
    ASSERT_EQ(as(owner()).post(teams, R"({"name":")" + std::string(name) + R"("})").status, 201);
  std::multiset<std::string> seen;
  std::string cursor;
  do {
    const auto page = as(owner()).get(std::string(teams) + "?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (auto& name : names(page)) seen.insert(std::move(name));
    cursor = text_of(page, {"next_cursor"});
  } while (!cursor.empty());
  EXPECT_EQ(seen, (std::multiset<std::string>{"B", "C", "D", "North Clinic"}));
  EXPECT_EQ(names(as(other.person).get(teams)), std::vector<std::string>{"Elsewhere"});
  const auto mine = text_of(as(owner()).get(std::string(teams) + "?limit=1"), {"next_cursor"});
  EXPECT_EQ(as(other.person).get(std::string(teams) + "?limit=1&cursor=" + mine).status, 400);
  EXPECT_TRUE(names(as(world().signed_in("Lone", "lone@x.example")).get(teams)).empty());
}

TEST_P(TeamsApi, a_team_is_renamed_under_if_match_by_who_may) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto tag = std::string(as(owner()).get(path()).header("ETag").value());
  EXPECT_EQ(rule(as(cara).patch(path(), R"({"name":"Hers"})")), "no_grant");
  const auto renamed = as(owner()).with("if-match", tag).patch(path(), R"({"name":"West Clinic"})");
  ASSERT_EQ(renamed.status, 200) << renamed.body;
  EXPECT_NE(renamed.header("ETag"), tag);
  EXPECT_EQ(as(owner()).with("if-match", tag).patch(path(), R"({"name":"East Clinic"})").status, 412);
  EXPECT_EQ(text_of(as(cara).get(path()), {"name"}), "West Clinic");
  EXPECT_EQ(as(owner()).patch(path(), R"({"name":""})").status, 422);
  EXPECT_EQ(audited("team.update").size(), 2U) << "the change and the refused attempt";
}

TEST_P(TeamsApi, deleting_takes_the_name_of_the_team_and_the_password) {
  const auto wrong_name = delete_team(owner(), "north clinic");
  EXPECT_EQ(wrong_name.status, 422);
  EXPECT_NE(wrong_name.body.find("/name"), std::string::npos);
  const auto wrong_password = delete_team(owner(), "North Clinic", "seven green kettle");
  EXPECT_EQ(wrong_password.status, 422);
  EXPECT_NE(wrong_password.body.find("/password"), std::string::npos);
  EXPECT_EQ(as(owner()).get(path()).status, 200);
  EXPECT_EQ(delete_team(owner()).status, 200);
}

TEST_P(TeamsApi, deleting_takes_a_code_where_two_factor_sign_in_is_on) {
  const auto begun = as(owner()).post("/api/v1/auth/mfa/totp", R"({"password":")" + testing::test_password + R"("})");
  const auto secret = crypto::from_base32(text_of(begun, {"secret"})).value();
  const auto code = [&] { return totp::code_at(secret, totp::step_at(world().clock().now())); };
  ASSERT_EQ(as(owner()).post("/api/v1/auth/mfa/totp/confirm", R"({"code":")" + code() + R"("})").status, 200);
  world().advance(minutes(1));
  for (const auto* more : {"", R"(,"code":"")", R"(,"code":"12345")"}) {
    const auto refused = delete_team(owner(), "North Clinic", testing::test_password, more);
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_NE(refused.body.find("/code"), std::string::npos);
  }
  EXPECT_EQ(delete_team(owner(), "North Clinic", testing::test_password, R"(,"code":")" + code() + "\"").status, 200);
}

TEST_P(TeamsApi, only_the_owner_in_person_deletes) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto refused = delete_team(adam);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(rule(refused), "no_grant");
  EXPECT_NE(refused.body.find(R"("who":["owner"])"), std::string::npos) << refused.body;
  const auto by_key =
      with_key(key_of(owner(), R"(["administrator"])")).remove(path(), deletion("North Clinic", testing::test_password));
  EXPECT_EQ(by_key.status, 403) << by_key.body;
  EXPECT_EQ(as(owner()).get(path()).status, 200);
}

TEST_P(TeamsApi, a_deleted_team_is_hidden_at_once_and_its_owner_gets_410_and_the_way_back) {
  const auto cara = join("Cara", "cara@clinic.example", {"administrator", "clinician"});
  const auto key = with_key(key_of(cara, R"(["administrator"])"));
  const auto deleted = delete_team(owner());
  ASSERT_EQ(deleted.status, 200) << deleted.body;
  EXPECT_EQ(text_of(deleted, {"status"}), "deleted");
  EXPECT_EQ(text_of(deleted, {"restore_until"}), "2026-03-31T12:00:00Z");
  EXPECT_EQ(seats().quantity, 0) << "seats stop";
  for (const auto* part : {"", "/members", "/settings", "/roles", "/billing", "/audit", "/api-keys", "/members/export"}) {
    const auto hidden = as(cara).get(path(part));
    EXPECT_EQ(hidden.status, 404) << part;
    EXPECT_EQ(hidden.body, as(cara).get("/api/v1/teams/tem_x" + std::string(part)).body) << part;
    EXPECT_EQ(key.get(path(part)).status, 404) << part;
    const auto gone = as(owner()).get(path(part));
    EXPECT_EQ(gone.status, 410) << part;
    EXPECT_EQ(text_of(gone, {"code"}), "team_deleted");
    EXPECT_NE(text_of(gone, {"detail"}).find("restore"), std::string::npos);
  }
  EXPECT_EQ(as(cara).post(path("/restore")).status, 404);
  EXPECT_EQ(as(cara).post(path("/leave")).status, 404);
  EXPECT_TRUE(names(as(cara).get(teams)).empty());
  EXPECT_EQ(names(as(owner()).get(teams)), std::vector<std::string>{"North Clinic"}) << "where its owner finds the way back";
  EXPECT_EQ(as(owner()).post(path("/members"), R"({"email":"x@x.example","roles":[]})").status, 410);
}

TEST_P(TeamsApi, a_deleted_team_comes_back_whole_within_30_days) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(text_of(as(owner()).post(path("/restore")), {"code"}), "not_deleted");
  ASSERT_EQ(delete_team(owner()).status, 200);
  EXPECT_EQ(delete_team(owner()).status, 410) << "twice";
  world().advance(seconds(30 * 24 * 3600 - 1));
  const auto again = world().signed_in_again(owner());
  const auto restored = as(again).post(path("/restore"));
  ASSERT_EQ(restored.status, 200) << restored.body;
  EXPECT_EQ(text_of(restored, {"status"}), "active");
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_EQ(as(world().signed_in_again(cara)).get(path()).status, 200);
  EXPECT_EQ(audited("team.delete").size(), 1U);
  EXPECT_EQ(audited("team.restore").size(), 1U);
}

TEST_P(TeamsApi, a_deleted_team_is_gone_after_30_days) {
  ASSERT_EQ(delete_team(owner()).status, 200);
  world().advance(days(30));
  const auto again = world().signed_in_again(owner());
  EXPECT_EQ(as(again).post(path("/restore")).status, 410);
  EXPECT_TRUE(names(as(again).get(teams)).empty());
}

class Ownership : public TeamsApi {
 protected:
  http::Reply offer(const Person& by, const MemberId& to, const std::string& password = testing::test_password) {
    auto reply = as(by).post(path("/ownership"), R"({"member":")" + to.value + R"(","password":")" + password + R"("})");
    expect_one_owner();
    return reply;
  }
  http::Reply accept_offer(const Person& by) {
    auto reply = as(by).post(path("/ownership/accept"));
    expect_one_owner();
    return reply;
  }
  void expect_one_owner() {
    EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND owner = 1"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND owner = 1 AND status = 1"), 1);
  }
  [[nodiscard]] bool is_offered() { return !json_of(as(owner()).get(path())).root().find("ownership_transfer")->is_null(); }
};

TEST_P(Ownership, moves_in_one_step_from_who_offers_to_who_accepts) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().take_mails();
  const auto offered = offer(owner(), cara.member);
  ASSERT_EQ(offered.status, 200) << offered.body;
  EXPECT_EQ(text_of(offered, {"ownership_transfer", "member", "id"}), cara.member.value);
  EXPECT_EQ(text_of(offered, {"ownership_transfer", "expires_at"}), "2026-03-08T12:00:00Z");
  EXPECT_EQ(text_of(offered, {"owner_member", "id"}), owner().member.value) << "not before it is accepted";
  EXPECT_EQ(world().take_mails().size(), 1U);
  const auto accepted = accept_offer(cara);
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(text_of(accepted, {"owner_member", "id"}), cara.member.value);
  EXPECT_TRUE(stored(cara.member).roles.has(policy::Role::administrator)) << "the owner always holds administrator";
  EXPECT_TRUE(stored(owner().member).roles.has(policy::Role::administrator)) << "the old owner keeps his roles";
  EXPECT_EQ(rule(offer(owner(), cara.member)), "no_grant");
  EXPECT_EQ(rule(as(owner()).remove(path("/members/" + cara.member.value))), "owner_protected");
  EXPECT_EQ(as(owner()).post(path("/leave")).status, 200) << "who is no longer the owner may leave";
  expect_one_owner();
}

TEST_P(Ownership, is_offered_by_the_owner_in_person_with_his_password) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(rule(offer(adam, adam.member)), "no_grant");
  EXPECT_EQ(offer(owner(), adam.member, "wrong").status, 422);
  const auto key = with_key(key_of(owner(), R"(["administrator"])"));
  EXPECT_EQ(key.post(path("/ownership"), R"({"member":")" + adam.member.value + R"(","password":"seven green kettles"})").status,
            403);
  EXPECT_FALSE(is_offered());
}

TEST_P(Ownership, never_goes_to_a_pending_suspended_or_removed_person) {
  const auto added = as(owner()).post(path("/members"), R"({"email":"new@clinic.example","roles":["administrator"]})");
  const auto sue = join("Sue", "sue@clinic.example", {"administrator"});
  put_into(sue.member, MemberState::suspended);
  const auto ray = join("Ray", "ray@clinic.example", {"administrator"});
  put_into(ray.member, MemberState::removed);
  for (const auto& member : {MemberId{text_of(added, {"id"})}, sue.member, ray.member, owner().member, MemberId{"mem_x"}}) {
    const auto refused = offer(owner(), member);
    EXPECT_EQ(refused.status, 422) << member.value;
    EXPECT_NE(refused.body.find("/member"), std::string::npos);
  }
}

TEST_P(Ownership, offer_ends_with_a_recipient_who_is_suspended_removed_or_leaves) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto emil = join("Emil", "emil@clinic.example", {"clinician"});
  ASSERT_EQ(offer(owner(), cara.member).status, 200);
  ASSERT_EQ(as(owner()).post(path("/members/" + cara.member.value + "/suspend")).status, 200);
  EXPECT_FALSE(is_offered());
  ASSERT_EQ(as(owner()).post(path("/members/" + cara.member.value + "/reactivate")).status, 200);
  EXPECT_EQ(accept_offer(world().signed_in_again(cara)).status, 404) << "coming back revives no offer";
  ASSERT_EQ(offer(owner(), dora.member).status, 200);
  ASSERT_EQ(as(owner()).remove(path("/members/" + dora.member.value)).status, 200);
  EXPECT_FALSE(is_offered());
  ASSERT_EQ(offer(owner(), emil.member).status, 200);
  ASSERT_EQ(as(emil).post(path("/leave")).status, 200);
  EXPECT_FALSE(is_offered());
  expect_one_owner();
}

TEST_P(Ownership, offer_is_accepted_by_its_recipient_only_signed_in_himself_and_once) {
  const auto cara = join("Cara", "cara@clinic.example", {"administrator"});
  const auto dora = join("Dora", "dora@clinic.example", {"administrator"});
  EXPECT_EQ(accept_offer(cara).status, 404) << "nothing is offered";
  ASSERT_EQ(offer(owner(), cara.member).status, 200);
  EXPECT_EQ(accept_offer(dora).status, 404);
  EXPECT_EQ(accept_offer(owner()).status, 404);
  EXPECT_EQ(with_key(key_of(cara, R"(["administrator"])")).post(path("/ownership/accept")).status, 403);
  EXPECT_EQ(accept_offer(cara).status, 200);
  EXPECT_EQ(accept_offer(cara).status, 404);
}

TEST_P(Ownership, offer_is_withdrawn_declined_replaced_and_ends_after_7_days) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"administrator"});
  EXPECT_EQ(as(owner()).remove(path("/ownership")).status, 404);
  ASSERT_EQ(offer(owner(), cara.member).status, 200);
  EXPECT_EQ(rule(as(dora).remove(path("/ownership"))), "no_grant");
  EXPECT_EQ(as(owner()).remove(path("/ownership")).status, 204);
  EXPECT_EQ(accept_offer(cara).status, 404);
  ASSERT_EQ(offer(owner(), cara.member).status, 200);
  EXPECT_EQ(as(cara).remove(path("/ownership")).status, 204) << "declined";
  EXPECT_FALSE(is_offered());
  ASSERT_EQ(offer(owner(), cara.member).status, 200);
  ASSERT_EQ(offer(owner(), dora.member).status, 200);
  EXPECT_EQ(accept_offer(cara).status, 404) << "a later offer replaces it";
  world().advance(days(7));
  const auto late = accept_offer(world().signed_in_again(dora));
  EXPECT_EQ(late.status, 410) << late.body;
}

ROLECALL_ON_BOTH_STORES(TeamsApi);
ROLECALL_ON_BOTH_STORES(Ownership);

}  // namespace
}  // namespace rolecall
