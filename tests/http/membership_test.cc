// What changes a membership over the API: roles with their preview, suspension, removal, leaving, logins, and If-Match.
#include <set>

#include "base/crypto/encoding.h"
#include "base/crypto/hash.h"
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::Colleague;

class MembershipApi : public AdministrationTest {
 protected:
  MembershipApi() : AdministrationTest(http::all_routes()) {}

  [[nodiscard]] std::string member_path(const MemberId& member, const std::string& rest = "") const {
    return path("/members/" + member.value + rest);
  }
  http::Reply give(const testing::Person& by, const MemberId& member, const std::string& roles, const std::string& query = "") {
    return as(by).put(member_path(member, "/roles" + query), R"({"roles":)" + roles + "}");
  }
  /// The actions of the pairs under this name in a preview.
  static std::set<std::string> actions(const http::Reply& preview, std::string_view name) {
    std::set<std::string> found;
    const auto document = json_of(preview);
    for (const json::Value grant : json::Value(document.root().find(name).value())) found.emplace(grant.find("action")->string());
    return found;
  }
  static std::int64_t number(const http::Reply& reply, std::string_view name) {
    const auto document = json_of(reply);
    return document.root().find(name).value().integer();
  }
  static std::string rule(const http::Reply& reply) { return text_of(reply, {"rule"}); }
};

TEST_P(MembershipApi, a_title_is_changed_and_grants_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto before = as(cara).get(path());
  const auto changed = as(owner()).patch(member_path(cara.member), R"({"title":"Administrator"})");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(text_of(changed, {"title"}), "Administrator");
  EXPECT_EQ(rule(as(cara).patch(member_path(cara.member), R"({"title":"Doctor"})")), "no_grant");
  EXPECT_EQ(as(cara).get(path("/settings")).status, 403);
  EXPECT_EQ(as(owner()).patch(member_path(cara.member), R"({"title":7})").status, 422);
  EXPECT_EQ(as(owner()).patch(member_path(MemberId{"mem_x"}), R"({"title":"Nurse"})").status, 404);
}

TEST_P(MembershipApi, roles_have_no_order) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto given = give(owner(), cara.member, R"(["clinician","administrator"])");
  ASSERT_EQ(given.status, 200) << given.body;
  const auto tag = std::string(given.header("ETag").value());
  EXPECT_NE(given.body.find(R"("roles":["clinician","administrator"])"), std::string::npos) << given.body;
  const auto same = give(owner(), cara.member, R"(["administrator","clinician"])");
  EXPECT_EQ(same.header("ETag"), tag) << "the same set is no change";
  EXPECT_EQ(audited("role.assign").size(), 1U);
}

TEST_P(MembershipApi, a_change_of_roles_shows_before_what_it_gives_and_takes_and_writes_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto rows = audit_rows();
  const auto preview = give(owner(), cara.member, R"(["administrator"])", "?dry_run=true");
  ASSERT_EQ(preview.status, 200) << preview.body;
  EXPECT_TRUE(actions(preview, "gained").contains("member.invite"));
  EXPECT_TRUE(actions(preview, "lost").contains("transcript.update"));
  EXPECT_FALSE(actions(preview, "lost").contains("session.create")) << "administrators hold it as well";
  EXPECT_TRUE(json_of(preview).root().find("price")->is_null());
  EXPECT_TRUE(stored(cara.member).roles.has(policy::Role::clinician));
  EXPECT_EQ(rule(give(cara, cara.member, R"(["administrator"])", "?dry_run=true")), "no_grant");
  EXPECT_EQ(audit_rows(), rows) << "a question writes nothing, even when it is refused";
  world().take_mails();
  ASSERT_EQ(give(owner(), cara.member, R"(["administrator"])").status, 200);
  EXPECT_EQ(as(cara).get(path("/settings")).status, 200) << "in force on the next request, without signing out";
  EXPECT_EQ(world().take_mails().size(), 1U) << "the member is told";
}

TEST_P(MembershipApi, the_preview_counts_the_sessions_that_can_be_read_and_warns_of_those_that_nobody_could_open) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  for (const auto* person : {&cara, &cara, &dora}) {
    ASSERT_EQ(as(*person).post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})").status, 201);
  }
  const auto gone = give(owner(), cara.member, R"(["template_manager"])", "?dry_run=true");
  EXPECT_NE(gone.body.find(R"("sessions":{"readable_before":2,"readable_after":0,"clinicians":0})"), std::string::npos)
      << gone.body;
  EXPECT_NE(gone.body.find("nobody will be able to open: 2."), std::string::npos) << gone.body;
  EXPECT_EQ(give(owner(), cara.member, R"(["administrator"])", "?dry_run=true").body.find("nobody will be able"),
            std::string::npos)
      << "an administrator reads his own";
  force_team([](store::Team& changed, Instant) {
    changed.plan = "enterprise";
    changed.settings.session_view_enabled = true;
  });
  const auto viewed = give(owner(), cara.member, R"(["administrator"])", "?dry_run=true");
  EXPECT_NE(viewed.body.find(R"("sessions":{"readable_before":2,"readable_after":3,"clinicians":2})"), std::string::npos)
      << viewed.body;
  EXPECT_EQ(give(owner(), cara.member, R"(["template_manager"])", "?dry_run=true").body.find("nobody will be able"),
            std::string::npos)
      << "the owner opens them by Session View";
  const auto off = as(owner()).patch(path("/settings?dry_run=true"), R"({"session_view":{"enabled":false}})");
  EXPECT_NE(off.body.find(R"("sessions":{"readable_before":3,"readable_after":0,"clinicians":0})"), std::string::npos)
      << off.body;
}

TEST_P(MembershipApi, who_goes_hands_over_and_the_receipt_names_what_moved) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = text_of(as(cara).post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})"), {"id"});
  const auto refused = as(owner()).remove(member_path(cara.member));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "handover_needed");
  EXPECT_EQ(number(refused, "sessions"), 1);
  EXPECT_EQ(number(refused, "templates"), 0);
  const auto receipt = as(owner()).remove(member_path(cara.member), R"({"handover_to":")" + dora.member.value + R"("})");
  ASSERT_EQ(receipt.status, 200) << receipt.body;
  EXPECT_NE(receipt.body.find(R"("sessions_moved":[{"id":")" + session + R"(","to":")" + dora.member.value + R"("}])"),
            std::string::npos)
      << receipt.body;
  EXPECT_EQ(number(receipt, "orphans"), 0);
  EXPECT_NE(as(dora).get("/api/v1/me/notices").body.find("You took over"), std::string::npos);
}

TEST_P(MembershipApi, a_session_of_who_is_suspended_gets_another_clinician) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto session = text_of(as(cara).post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})"), {"id"});
  const auto target = path("/sessions/" + session + "/clinician");
  const std::string to_dora = R"({"member":")" + dora.member.value + R"("})";
  EXPECT_EQ(text_of(as(owner()).put(target, to_dora), {"code"}), "clinician_active");
  ASSERT_EQ(as(owner()).post(member_path(cara.member, "/suspend")).status, 200);
  EXPECT_EQ(rule(as(owner()).put(target, R"({"member":")" + owner().member.value + R"("})")), "reassign_to_self");
  EXPECT_EQ(as(owner()).put(target, to_dora).status, 204);
  EXPECT_EQ(as(dora).get(path("/sessions/" + session)).status, 200);
}

TEST_P(MembershipApi, the_preview_warns_of_invitations_that_will_be_revoked_and_of_locking_oneself_out) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  ASSERT_EQ(as(adam).post(path("/members"), R"({"email":"new@clinic.example","roles":["clinician"]})").status, 201);
  const auto preview = give(adam, adam.member, R"(["clinician"])", "?dry_run=true");
  EXPECT_EQ(json_of(preview).root().find("warnings")->size(), 2U) << preview.body;
}

TEST_P(MembershipApi, a_stale_page_changes_no_roles) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto tag = std::string(as(owner()).get(member_path(cara.member)).header("ETag").value());
  ASSERT_EQ(as(owner()).patch(member_path(cara.member), R"({"title":"Doctor"})").status, 200);
  const auto late = as(owner()).with("if-match", tag).put(member_path(cara.member, "/roles"), R"({"roles":["assistant"]})");
  EXPECT_EQ(late.status, 412) << late.body;
  EXPECT_TRUE(stored(cara.member).roles.has(policy::Role::clinician));
  const auto fresh = std::string(as(owner()).get(member_path(cara.member)).header("ETag").value());
  const auto now = as(owner()).with("if-match", fresh).put(member_path(cara.member, "/roles"), R"({"roles":["assistant"]})");
  EXPECT_EQ(now.status, 200) << now.body;
  EXPECT_NE(now.header("ETag"), fresh);
}

TEST_P(MembershipApi, unknown_roles_and_owner_are_refused_in_a_body) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto unknown = give(owner(), cara.member, R"(["clinician","boss"])");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_NE(unknown.body.find("/roles/1"), std::string::npos) << unknown.body;
  EXPECT_EQ(rule(give(owner(), cara.member, R"(["owner"])")), "above_own_rights");
  EXPECT_EQ(give(owner(), cara.member, "[]").status, 422);
  EXPECT_EQ(give(owner(), cara.member, R"("clinician,administrator")").status, 422) << "never a joined string";
  EXPECT_EQ(as(owner()).put(member_path(cara.member, "/roles"), R"({"roles":["clinician"],"owner":true})").status, 422);
}

TEST_P(MembershipApi, editing_a_pending_invitation_runs_the_checks_of_creating_it) {
  const auto added = as(owner()).post(path("/members"), R"({"email":"new@clinic.example","roles":["clinician"]})");
  const MemberId invited{text_of(added, {"id"})};
  EXPECT_EQ(rule(give(owner(), invited, R"(["owner"])")), "above_own_rights");
  EXPECT_EQ(give(owner(), invited, R"(["boss"])").status, 422);
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(rule(give(cara, invited, R"(["assistant"])")), "no_grant");
  ASSERT_EQ(give(owner(), invited, R"(["assistant"])").status, 200);
  EXPECT_TRUE(stored(invited).roles.has(policy::Role::assistant));
  ASSERT_EQ(as(owner()).remove(member_path(invited, "/invitation")).status, 200);
  EXPECT_EQ(text_of(give(owner(), invited, R"(["clinician"])"), {"code"}), "not_current");
}

TEST_P(MembershipApi, whoever_assigns_roles_assigns_any_built_in_role_to_himself_too) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(give(adam, adam.member, R"(["administrator","clinician","assistant","template_manager"])").status, 200);
  EXPECT_EQ(give(adam, adam.member, R"(["clinician"])").status, 200);
  EXPECT_EQ(rule(give(adam, adam.member, R"(["administrator"])")), "no_grant") << "who gave it up cannot take it back";
}

TEST_P(MembershipApi, a_suspended_member_sees_nothing_of_the_team_and_costs_no_seat_until_he_is_back) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto seats_before = seats().quantity;
  EXPECT_EQ(as(owner()).post(member_path(cara.member, "/suspend"), R"({"return_at":"2026-03-01T12:00:00Z"})").status, 422);
  EXPECT_EQ(as(owner()).post(member_path(cara.member, "/suspend"), R"({"return_at":"soon"})").status, 422);
  const auto suspended = as(owner()).post(member_path(cara.member, "/suspend"), R"({"return_at":"2026-04-01T00:00:00Z"})");
  ASSERT_EQ(suspended.status, 200) << suspended.body;
  EXPECT_EQ(text_of(suspended, {"status"}), "suspended");
  EXPECT_EQ(text_of(suspended, {"return_at"}), "2026-04-01T00:00:00Z");
  EXPECT_EQ(seats().quantity, seats_before - 1);
  EXPECT_EQ(as(cara).get(path()).status, 401) << "no other team: his logins end";
  const auto again = world().signed_in_again(cara);
  for (const auto* part : {"", "/members", "/settings", "/roles", "/audit"}) {
    EXPECT_EQ(rule(as(again).get(path(part))), "subject_not_active") << part;
  }
  EXPECT_EQ(as(again).get(path()).body.find("North Clinic"), std::string::npos) << "no team data in the answer";
  EXPECT_EQ(text_of(as(owner()).post(member_path(cara.member, "/suspend")), {"code"}), "not_active");
  const auto back = as(owner()).post(member_path(cara.member, "/reactivate"));
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_TRUE(json_of(back).root().find("return_at")->is_null());
  EXPECT_EQ(seats().quantity, seats_before);
  EXPECT_EQ(as(again).get(path()).status, 200);
  EXPECT_EQ(text_of(as(owner()).post(member_path(cara.member, "/reactivate")), {"code"}), "not_suspended");
}

TEST_P(MembershipApi, the_receipt_of_a_removal_says_what_ended) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator", "clinician"});
  const auto key = key_of(adam, R"(["administrator"])");
  ASSERT_EQ(as(adam).post(path("/members"), R"({"email":"new@clinic.example","roles":["clinician"]})").status, 201);
  const auto receipt = as(owner()).remove(member_path(adam.member));
  ASSERT_EQ(receipt.status, 200) << receipt.body;
  EXPECT_EQ(text_of(receipt, {"member"}), adam.member.value);
  EXPECT_EQ(number(receipt, "logins_ended"), 1);
  EXPECT_EQ(number(receipt, "api_keys_ended"), 1);
  EXPECT_EQ(number(receipt, "invitations_revoked"), 1);
  EXPECT_EQ(number(receipt, "orphans"), 0);
  EXPECT_GT(number(receipt, "credit_minor"), 0);
  EXPECT_EQ(as(adam).get(path()).status, 401);
  EXPECT_EQ(with_key(key).get(path()).status, 401);
  EXPECT_EQ(as(owner()).get(member_path(adam.member)).status, 200) << "still readable as removed";
  EXPECT_EQ(text_of(as(owner()).remove(member_path(adam.member)), {"code"}), "not_current");
  EXPECT_EQ(as(world().signed_in_again(adam)).get(path()).status, 404);
}

TEST_P(MembershipApi, an_heir_may_hold_sessions_and_is_neither_who_acts_nor_who_goes) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto abe = join("Abe", "abe@clinic.example", {"assistant"});
  const auto remove = [&](const std::string& heir) {
    return as(adam).remove(member_path(cara.member), R"({"handover_to":")" + heir + R"("})");
  };
  for (const auto& heir : {adam.member.value, cara.member.value, abe.member.value, std::string("mem_x")}) {
    const auto refused = remove(heir);
    EXPECT_EQ(refused.status, 422) << heir;
    EXPECT_NE(refused.body.find("/handover_to"), std::string::npos) << refused.body;
  }
  EXPECT_EQ(remove(owner().member.value).status, 200);
}

TEST_P(MembershipApi, a_removed_member_is_reinstated_with_the_roles_he_had_for_90_days) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician", "template_manager"});
  ASSERT_EQ(as(owner()).remove(member_path(cara.member)).status, 200);
  world().take_mails();
  const auto invited = as(owner()).post(member_path(cara.member, "/reinstate"));
  ASSERT_EQ(invited.status, 200) << invited.body;
  EXPECT_EQ(text_of(invited, {"status"}), "invited");
  EXPECT_NE(text_of(invited, {"id"}), cara.member.value);
  EXPECT_NE(invited.body.find(R"("roles":["clinician","template_manager"])"), std::string::npos) << invited.body;
  EXPECT_EQ(text_of(as(owner()).post(member_path(cara.member, "/reinstate")), {"code"}), "already_invited");
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  EXPECT_EQ(text_of(as(owner()).post(member_path(dora.member, "/reinstate")), {"code"}), "not_removed");
  ASSERT_EQ(as(owner()).remove(member_path(dora.member)).status, 200);
  world().advance(days(90));
  const auto late = as(world().signed_in_again(owner())).post(member_path(dora.member, "/reinstate"));
  EXPECT_EQ(late.status, 410) << late.body;
}

TEST_P(MembershipApi, revoking_logins_asks_for_a_new_sign_in_to_this_team_only) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(as(cara).post("/api/v1/teams", R"({"name":"Her own"})").status, 201);
  EXPECT_EQ(as(owner()).remove(member_path(cara.member, "/logins")).status, 204);
  EXPECT_EQ(rule(as(cara).get(path())), "sign_in_again");
  EXPECT_EQ(rule(as(cara).get(path("/members"))), "sign_in_again");
  EXPECT_EQ(as(cara).get("/api/v1/me").status, 200);
  world().advance(seconds(1));
  EXPECT_EQ(as(world().signed_in_again(cara)).get(path()).status, 200);
  EXPECT_EQ(rule(as(cara).get(path())), "sign_in_again");
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(rule(as(adam).remove(member_path(owner().member, "/logins"))), "owner_protected");
}

TEST_P(MembershipApi, anybody_but_the_owner_may_leave) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto refused = as(owner()).post(path("/leave"));
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(rule(refused), "owner_cannot_leave");
  EXPECT_NE(text_of(refused, {"remedy", "text"}), "");
  const auto receipt = as(cara).post(path("/leave"));
  ASSERT_EQ(receipt.status, 200) << receipt.body;
  EXPECT_EQ(text_of(receipt, {"member"}), cara.member.value);
  EXPECT_EQ(text_of(as(owner()).get(member_path(cara.member)), {"status"}), "removed");
  const auto rob = join("Rob", "rob@clinic.example", {});
  EXPECT_EQ(as(rob).post(path("/leave"), "{}").status, 200) << "without any role";
}

TEST_P(MembershipApi, nobody_touches_the_owner_by_any_route) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto key = with_key(key_of(owner(), R"(["administrator"])"));
  const std::string roles = R"({"roles":["administrator"]})";
  for (const auto& client : {as(adam), key}) {
    EXPECT_EQ(rule(client.patch(member_path(owner().member), R"({"title":"x"})")), "owner_protected");
    EXPECT_EQ(rule(client.put(member_path(owner().member, "/roles"), roles)), "owner_protected");
    EXPECT_EQ(rule(client.post(member_path(owner().member, "/suspend"))), "owner_protected");
    EXPECT_EQ(rule(client.remove(member_path(owner().member))), "owner_protected");
    EXPECT_EQ(rule(client.remove(member_path(owner().member, "/logins"))), "owner_protected");
  }
  EXPECT_EQ(rule(as(owner()).post(member_path(owner().member, "/suspend"))), "owner_cannot_leave");
  EXPECT_EQ(rule(as(owner()).remove(member_path(owner().member))), "owner_cannot_leave");
  EXPECT_EQ(rule(give(owner(), owner().member, R"(["clinician"])")), "owner_keeps_administrator");
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND owner = 1 AND status = 1"), 1);
}

/// Idempotency-Key: done once, answered again to the same caller for the same request, never to somebody who lost his right.
class RepeatedPosts : public MembershipApi {
 protected:
  [[nodiscard]] testing::ApiClient keyed(const testing::Person& by, const std::string& key = "k1") const {
    return as(by).with("idempotency-key", key);
  }
};

TEST_P(RepeatedPosts, are_done_once_and_answered_with_the_same_bytes) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto first = keyed(owner()).post(member_path(cara.member, "/suspend"));
  const auto second = keyed(owner()).post(member_path(cara.member, "/suspend"));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(second.status, 200) << second.body;
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(audited("member.suspend").size(), 1U);
  EXPECT_EQ(as(owner()).post(member_path(cara.member, "/suspend")).status, 409) << "without the key it is another request";
  EXPECT_EQ(keyed(owner()).post(member_path(cara.member, "/reactivate")).status, 200) << "a key counts for one route";
}

TEST_P(RepeatedPosts, with_another_body_or_another_question_are_refused) {
  const std::string body = R"([{"email":"new@clinic.example","roles":["clinician"]}])";
  const auto asked = keyed(owner()).post(path("/members/batch?dry_run=true"), body);
  ASSERT_EQ(asked.status, 200) << asked.body;
  const auto meant = keyed(owner()).post(path("/members/batch"), body);
  EXPECT_EQ(meant.status, 422) << "the answer to a dry run is no answer to the real request";
  ASSERT_EQ(keyed(owner(), "k2").post(path("/members/batch"), body).status, 200);
  const auto other = keyed(owner(), "k2").post(path("/members/batch"), R"([{"email":"b@clinic.example","roles":[]}])");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(text_of(other, {"code"}), "idempotency_key_reused");
  EXPECT_EQ(keyed(owner(), std::string(256, 'k')).post(path("/members/batch"), body).status, 422);
}

TEST_P(RepeatedPosts, that_failed_may_be_tried_again) {
  const std::string body = R"({"email":"cara@clinic.example","roles":["clinician"]})";
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(keyed(owner()).post(path("/members"), body).status, 409);
  ASSERT_EQ(as(owner()).remove(member_path(cara.member)).status, 200);
  EXPECT_EQ(keyed(owner()).post(path("/members"), body).status, 201);
}

TEST_P(RepeatedPosts, are_not_answered_to_who_lost_his_right_meanwhile) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  ASSERT_EQ(as(adam).post("/api/v1/teams", R"({"name":"His own"})").status, 201);
  const std::string body = R"({"email":"new@clinic.example","roles":["clinician"]})";
  ASSERT_EQ(keyed(adam).post(path("/members"), body).status, 201);
  ASSERT_EQ(as(owner()).post(member_path(adam.member, "/suspend")).status, 200);
  EXPECT_EQ(rule(keyed(adam).post(path("/members"), body)), "subject_not_active");
  ASSERT_EQ(as(owner()).remove(member_path(adam.member)).status, 200);
  EXPECT_EQ(keyed(adam).post(path("/members"), body).status, 404);
  ASSERT_EQ(as(adam).post("/api/v1/auth/logout").status, 204);
  EXPECT_EQ(keyed(adam).post(path("/members"), body).status, 401);
}

TEST_P(RepeatedPosts, whose_answer_held_a_secret_are_not_answered_again) {
  const std::string body = R"({"name":"K","roles":["clinician"],"expires_at":"2026-06-01T00:00:00Z"})";
  ASSERT_EQ(keyed(owner()).post(path("/api-keys"), body).status, 201);
  const auto again = keyed(owner()).post(path("/api-keys"), body);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(text_of(again, {"code"}), "not_replayable");
  EXPECT_EQ(again.body.find("rck_"), std::string::npos);
  EXPECT_EQ(count("SELECT count(*) FROM api_key WHERE team_id = $1"), 1);
}

TEST_P(RepeatedPosts, are_known_again_by_a_hash_that_confirms_no_guess_at_what_was_asked) {
  const std::string body = R"({"patient":{"name":"Ada Byron","identifier":"A-1","date_of_birth":"1980-02-29"}})";
  for (const std::string key : {"k1", "k2"}) ASSERT_EQ(keyed(owner(), key).post(path("/sessions"), body).status, 201);
  const auto kept = world().look([&](store::Transaction& tx) {
    std::set<std::string> hashes;
    for (auto rows = store::query(tx, "SELECT body_hash FROM idempotent_reply"); rows.next();) hashes.insert(rows.text(0));
    return hashes;
  });
  EXPECT_EQ(kept.size(), 2U) << "nor that both asked the same";
  EXPECT_FALSE(kept.contains(crypto::to_hex(crypto::sha256(body))));
  EXPECT_EQ(text_of(keyed(owner()).post(path("/sessions"), body), {"code"}), "not_replayable");
}

TEST(Routes, whose_body_holds_a_password_keep_nothing_of_what_was_asked) {
  for (const auto& route : http::all_routes()) {
    if (route.passwords == nullptr) continue;
    EXPECT_EQ(route.replay, http::Replay::never) << route.path;
  }
}

ROLECALL_ON_BOTH_STORES(MembershipApi);
ROLECALL_ON_BOTH_STORES(RepeatedPosts);

}  // namespace
}  // namespace rolecall
