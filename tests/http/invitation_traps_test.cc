// TRAPS.md, Invitations, line by line over the API: from the request that invites to the link that is opened, late, twice, by
// a scanner or by somebody else.
#include <set>
#include <thread>

#include "http/administration_world.h"
#include "service/accounts/mail_rate.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::ApiClient;

class InvitationTraps : public AdministrationTest {
 protected:
  InvitationTraps() : AdministrationTest(http::all_routes()) {}

  static constexpr const char* newcomer = R"({"name":"Cara","password":"seven green kettles"})";

  http::Reply invite_by_post(const std::string& email, const std::string& more = R"("roles":["clinician"])") {
    return as(owner()).post(path("/members"), R"({"email":")" + email + R"(",)" + more + "}");
  }
  /// The link's token, as it was mailed.
  std::string mailed(const std::string& email) {
    const auto reply = invite_by_post(email);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return token_for(email);
  }
  static std::string link(const std::string& token, const std::string& rest = "") {
    return "/api/v1/invitations/" + token + rest;
  }
  [[nodiscard]] http::Reply look(const ApiClient& client, const std::string& token) const { return client.get(link(token)); }
  [[nodiscard]] http::Reply accept_by_post(const ApiClient& client, const std::string& token,
                                           const std::string& body = newcomer) const {
    return client.post(link(token, "/accept"), body);
  }
  [[nodiscard]] http::Reply log_in(const std::string& email, const std::string& password = testing::test_password) const {
    return nobody().post("/api/v1/auth/login", R"({"email":")" + email + R"(","password":")" + password + R"("})");
  }
  /// A client with the cookie that this answer set.
  [[nodiscard]] ApiClient signed_in_by(const http::Reply& reply) const {
    const auto cookie = reply.header("Set-Cookie").value_or("");
    EXPECT_NE(cookie, "") << reply.body;
    return nobody().with("cookie", std::string(cookie.substr(0, cookie.find(';'))));
  }
  static std::string code(const http::Reply& reply) { return text_of(reply, {"code"}); }
  [[nodiscard]] std::string invited_path(const std::string& member) const { return path("/members/" + member + "/invitation"); }
  /// The id of the newest member with this address.
  std::string member_of(const std::string& address_key) {
    return world().look([&](store::Transaction& tx) {
      auto rows = store::query(tx, "SELECT id FROM member WHERE team_id = $1 AND address_key = $2 ORDER BY id DESC LIMIT 1",
                               team(), address_key);
      return rows.next() ? rows.text(0) : std::string();
    });
  }
  std::int64_t active_members() { return count("SELECT count(*) FROM member WHERE team_id = $1 AND status = 1"); }
  /// The same request from many at once.
  std::vector<http::Reply> at_once(const std::vector<std::function<http::Reply()>>& requests) {
    std::vector<http::Reply> replies(requests.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < requests.size(); ++i) threads.emplace_back([&, i] { replies[i] = requests[i](); });
    for (auto& thread : threads) thread.join();
    return replies;
  }
};

TEST_P(InvitationTraps, case_and_unicode_form_of_the_address_never_matter) {
  const std::string composed = "jos\xC3\xA9@clinic.example";
  const std::string decomposed = " JOSE\xCC\x81@CLINIC.EXAMPLE ";
  const auto token = mailed(composed);
  EXPECT_EQ(code(invite_by_post(decomposed)), "already_invited");
  ASSERT_EQ(accept_by_post(nobody(), token).status, 200);
  EXPECT_EQ(code(invite_by_post(decomposed)), "already_member");
  EXPECT_EQ(log_in(decomposed).status, 200);
  const auto found = as(owner()).get(path("/members?query=JOSE%CC%81"));
  EXPECT_NE(found.body.find(composed), std::string::npos) << found.body;
  const auto olaf = world().signed_in("Olaf", "Olaf@Clinic.example");
  EXPECT_EQ(accept_by_post(as(olaf), mailed("oLAF@cLINIC.example"), "").status, 200) << "and at accepting";
}

TEST_P(InvitationTraps, parallel_accepts_make_one_membership_and_all_say_the_same) {
  const auto olaf = world().signed_in("Olaf", "olaf@clinic.example");
  const auto token = mailed("olaf@clinic.example");
  const auto client = as(olaf);
  const std::vector<std::function<http::Reply()>> requests(50, [&] { return accept_by_post(client, token, ""); });
  std::set<std::string> answers;
  for (const auto& reply : at_once(requests)) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    answers.insert(reply.body);
  }
  EXPECT_EQ(answers.size(), 1U);
  EXPECT_EQ(active_members(), 2);
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_EQ(audited("invitation.accept").size(), 1U);
}

TEST_P(InvitationTraps, two_people_on_one_link_one_joins) {
  const auto token = mailed("cara@clinic.example");
  const auto replies =
      at_once({[&] { return accept_by_post(nobody(), token); },
               [&] { return accept_by_post(nobody(), token, R"({"name":"Mallory","password":"nine copper whistles"})"); }});
  const bool first = replies[0].status == 200;
  EXPECT_NE(first, replies[1].status == 200);
  const auto& late = replies[first ? 1 : 0];
  EXPECT_TRUE(late.status == 410 || late.status == 401) << late.status << late.body;
  EXPECT_FALSE(late.header("Set-Cookie"));
  EXPECT_EQ(active_members(), 2);
  const auto joined = as(owner()).get(path("/members/" + member_of("cara@clinic.example")));
  EXPECT_EQ(text_of(joined, {"name"}), first ? "Cara" : "Mallory");
}

TEST_P(InvitationTraps, a_failed_accept_never_re_opens_a_used_invitation) {
  const auto token = mailed("cara@clinic.example");
  ASSERT_EQ(accept_by_post(nobody(), token).status, 200);
  for (const auto* body : {newcomer, R"({"name":"","password":"x"})", R"({"name":"Eve","password":"nine copper whistles"})"}) {
    EXPECT_EQ(code(accept_by_post(nobody(), token, body)), "invitation_used") << body;
  }
  EXPECT_EQ(accept_by_post(nobody(), token, "{").status, 400);
  EXPECT_EQ(code(accept_by_post(as(owner()), token, "")), "invitation_used");
  EXPECT_EQ(code(nobody().post(link(token, "/decline"))), "invitation_used");
  EXPECT_EQ(code(look(nobody(), token)), "invitation_used");
  EXPECT_EQ(active_members(), 2);
}

TEST_P(InvitationTraps, a_failed_accept_leaves_the_link_as_it_was) {
  const auto token = mailed("cara@clinic.example");
  EXPECT_EQ(accept_by_post(nobody(), token, R"({"name":"Cara","password":"short"})").status, 422);
  EXPECT_EQ(accept_by_post(nobody(), token, R"({"name":"a\nb","password":"seven green kettles"})").status, 422);
  EXPECT_EQ(look(nobody(), token).status, 200);
  EXPECT_EQ(accept_by_post(nobody(), token).status, 200);
}

TEST_P(InvitationTraps, expired_declined_or_revoked_can_be_invited_again_at_once) {
  const auto revoked = mailed("cara@clinic.example");
  ASSERT_EQ(as(owner()).remove(invited_path(member_of("cara@clinic.example"))).status, 200);
  EXPECT_EQ(accept_by_post(nobody(), revoked).status, 410);
  EXPECT_EQ(code(look(nobody(), revoked)), "invitation_revoked");
  const auto declined = mailed("cara@clinic.example");
  ASSERT_EQ(nobody().post(link(declined, "/decline")).status, 204);
  const auto expired = mailed("cara@clinic.example");
  world().advance(days(30));
  EXPECT_EQ(code(accept_by_post(nobody(), expired)), "invitation_expired");
  EXPECT_EQ(accept_by_post(nobody(), expired).status, 410);
  const auto again = as(world().signed_in_again(owner()));
  ASSERT_EQ(again.post(path("/members"), R"({"email":"cara@clinic.example","roles":["assistant"]})").status, 201);
  EXPECT_EQ(accept_by_post(nobody(), token_for("cara@clinic.example")).status, 200);
  for (const auto& old : {revoked, declined, expired}) EXPECT_EQ(accept_by_post(nobody(), old).status, 410);
  EXPECT_TRUE(stored(MemberId{member_of("cara@clinic.example")}).roles.has(policy::Role::assistant));
}

TEST_P(InvitationTraps, resend_kills_the_old_token) {
  const auto old_token = mailed("cara@clinic.example");
  ASSERT_EQ(as(owner()).post(invited_path(member_of("cara@clinic.example"))).status, 200);
  const auto new_token = token_for("cara@clinic.example");
  EXPECT_NE(new_token, old_token);
  EXPECT_EQ(look(nobody(), old_token).status, 404);
  EXPECT_EQ(accept_by_post(nobody(), old_token).status, 404);
  EXPECT_EQ(nobody().post(link(old_token, "/decline")).status, 404);
  EXPECT_EQ(accept_by_post(nobody(), new_token).status, 200);
}

TEST_P(InvitationTraps, an_old_mail_never_brings_a_removed_person_back) {
  const auto token = mailed("cara@clinic.example");
  const auto accepted = accept_by_post(nobody(), token);
  ASSERT_EQ(as(owner()).remove(path("/members/" + text_of(accepted, {"member"}))).status, 200);
  EXPECT_EQ(code(accept_by_post(nobody(), token)), "invitation_used");
  const auto cara = signed_in_by(log_in("cara@clinic.example"));
  EXPECT_EQ(code(accept_by_post(cara, token, "")), "invitation_used");
  EXPECT_EQ(cara.get(path()).status, 404);
  EXPECT_EQ(active_members(), 1);
}

TEST_P(InvitationTraps, removing_a_person_kills_his_pending_invitations_and_those_he_sent) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  ASSERT_EQ(as(adam).post(path("/members"), R"({"email":"new@clinic.example","roles":[]})").status, 201);
  const auto sent = token_for("new@clinic.example");
  ASSERT_EQ(as(owner()).remove(path("/members/" + adam.member.value)).status, 200);
  EXPECT_EQ(code(accept_by_post(nobody(), sent)), "invitation_revoked");
  world().advance(seconds(1));
  const auto own = mailed("adam@clinic.example");
  ASSERT_EQ(as(owner()).remove(invited_path(member_of("adam@clinic.example"))).status, 200);
  const auto back = signed_in_by(log_in("adam@clinic.example"));
  EXPECT_EQ(code(accept_by_post(back, own, "")), "invitation_revoked");
  EXPECT_EQ(active_members(), 1);
}

TEST_P(InvitationTraps, a_mail_scanner_that_follows_the_link_consumes_nothing) {
  const auto token = mailed("cara@clinic.example");
  const auto rows = audit_rows();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(look(nobody(), token).status, 200);
    EXPECT_EQ(nobody().send(http::Method::head, link(token), "", "").status, 200);
    EXPECT_EQ(nobody().send(http::Method::options, link(token), "", "").status, 204);
    EXPECT_EQ(nobody().get(link(token, "/accept")).status, 405);
    EXPECT_EQ(nobody().get(link(token, "/decline")).status, 405);
  }
  EXPECT_EQ(audit_rows(), rows);
  EXPECT_EQ(accept_by_post(nobody(), token).status, 200);
}

TEST_P(InvitationTraps, signed_in_as_somebody_else_it_says_so_and_consumes_nothing) {
  const auto token = mailed("cara@clinic.example");
  const auto shown = look(as(owner()), token);
  EXPECT_EQ(text_of(shown, {"account"}), "signed_in_as_other");
  EXPECT_EQ(text_of(shown, {"signed_in_email"}), "olga@clinic.example") << "so that the page offers to switch";
  EXPECT_EQ(text_of(shown, {"email"}), "cara@clinic.example");
  EXPECT_EQ(code(accept_by_post(as(owner()), token)), "signed_in_as_other");
  EXPECT_EQ(as(owner()).post(link(token, "/decline")).status, 409);
  EXPECT_EQ(active_members(), 1);
  EXPECT_EQ(accept_by_post(nobody(), token).status, 200);
}

TEST_P(InvitationTraps, an_unverified_address_accepts_nothing_and_registering_first_steals_nothing) {
  const auto squatted = nobody().post("/api/v1/auth/register",
                                      R"({"email":"cara@clinic.example","name":"Mallory","password":"nine copper whistles"})");
  ASSERT_EQ(squatted.status, 201) << squatted.body;
  const auto verification = token_for("cara@clinic.example");
  EXPECT_NE(log_in("cara@clinic.example", "nine copper whistles").status, 200) << "it signs in nowhere, so it accepts nothing";
  const auto token = mailed("cara@clinic.example");
  EXPECT_EQ(text_of(look(nobody(), token), {"account"}), "new");
  EXPECT_EQ(accept_by_post(nobody(), token, "").status, 422) << "the squatter's password is not taken over";
  ASSERT_EQ(accept_by_post(nobody(), token).status, 200);
  EXPECT_EQ(log_in("cara@clinic.example", "nine copper whistles").status, 401);
  EXPECT_EQ(log_in("cara@clinic.example").status, 200);
  const auto late =
      nobody().post("/api/v1/auth/verify", R"({"token":")" + verification + R"(","password":"nine copper whistles"})");
  EXPECT_EQ(late.status, 410) << late.body;
  EXPECT_EQ(text_of(as(owner()).get(path("/members/" + member_of("cara@clinic.example"))), {"name"}), "Cara");
}

TEST_P(InvitationTraps, a_second_click_on_a_used_link_leads_the_member_into_the_team) {
  const auto token = mailed("cara@clinic.example");
  const auto first = accept_by_post(nobody(), token);
  const auto cara = signed_in_by(first);
  const auto shown = look(cara, token);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(text_of(shown, {"status"}), "accepted");
  EXPECT_EQ(text_of(shown, {"team", "id"}), team().value);
  const auto second = accept_by_post(cara, token, "");
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(audited("invitation.accept").size(), 1U);
}

TEST_P(InvitationTraps, no_answer_but_the_mail_ever_holds_a_token) {
  const auto client = as(owner()).with("idempotency-key", "k");
  const std::string body = R"({"email":"cara@clinic.example","roles":["clinician"]})";
  const auto added = client.post(path("/members"), body);
  const auto token = token_for("cara@clinic.example");
  const auto member = path("/members/" + text_of(added, {"id"}));
  const auto hash = crypto::token_hash(token);
  const auto expect_none = [&](const http::Reply& reply) {
    EXPECT_LT(reply.status, 300) << reply.body;
    EXPECT_EQ(reply.body.find(token), std::string::npos);
    EXPECT_EQ(reply.body.find(hash), std::string::npos);
  };
  expect_none(added);
  expect_none(client.post(path("/members"), body));
  for (const auto& target : {member, path("/members?status=invited"), path("/members/export"), path("/audit?limit=200"),
                             std::string("/api/v1/me/export")}) {
    expect_none(as(owner()).get(target));
  }
  expect_none(as(owner()).post(member + "/invitation"));
  expect_none(as(owner()).remove(member + "/invitation"));
}

TEST_P(InvitationTraps, lists_show_addresses_of_the_invited_to_who_may_invite_only) {
  mailed("cara@clinic.example");
  const auto rob = join("Rob", "rob@clinic.example", {"clinician"});
  const auto list = as(rob).get(path("/members?status=invited"));
  ASSERT_EQ(list.status, 200);
  EXPECT_EQ(list.body.find("cara@clinic.example"), std::string::npos) << list.body;
  EXPECT_EQ(as(rob).get(path("/members?query=cara%40clinic")).body.find("\"invited\""), std::string::npos)
      << "found by a hidden address";
}

TEST_P(InvitationTraps, names_in_mails_are_escaped_capped_and_free_of_links_and_the_subject_is_ours) {
  const std::string evil = "<b>Win</b> http://evil.example/x now at evil.example " + std::string(40, 'W');
  ASSERT_EQ(as(owner()).patch(path(), R"({"name":")" + evil + R"("})").status, 200);
  ASSERT_EQ(as(owner()).patch("/api/v1/me", R"({"name":")" + evil + R"("})").status, 200);
  ASSERT_EQ(invite_by_post("cara@clinic.example").status, 201);
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].subject, "You are invited to a team on Rolecall");
  EXPECT_EQ(mails[0].html.find("<b>Win"), std::string::npos);
  for (const auto& part : {mails[0].text, mails[0].html}) {
    EXPECT_EQ(part.find("evil.example"), std::string::npos) << part;
    EXPECT_EQ(part.find(std::string(40, 'W')), std::string::npos) << "longer than 60 characters";
  }
}

TEST_P(InvitationTraps, line_breaks_never_reach_a_header_or_a_stored_name) {
  EXPECT_EQ(invite_by_post(R"(cara@clinic.example\r\nBcc: eve@evil.example)").status, 422);
  EXPECT_EQ(invite_by_post("cara@clinic.example", R"("roles":[],"name":"Cara\r\nBcc: eve@evil.example")").status, 422);
  EXPECT_EQ(invite_by_post("cara@clinic.example", R"("roles":[],"title":"Nurse\nBcc")").status, 422);
  EXPECT_TRUE(world().take_mails().empty());
}

/// How much may be sent; counted per address, per user and per team.
class SendingInvitations : public InvitationTraps {
 protected:
  void use_up(int mails, const UserId& user, const TeamId& for_team) {
    const auto done = write([&](auto& tx, const auto& environment) -> Result<Done> {
      for (int i = 0; i < mails; ++i) {
        if (auto counted = service::count_mail(tx, environment, {"", user, for_team, ""}); !counted) return counted;
      }
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  static void expect_slowed(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 429) << reply.body;
    EXPECT_TRUE(reply.header("Retry-After"));
  }
};

TEST_P(SendingInvitations, is_limited_for_one_address_also_through_resending) {
  ASSERT_EQ(invite_by_post("cara@clinic.example").status, 201);
  const auto resend = [&] { return as(owner()).post(invited_path(member_of("cara@clinic.example"))); };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(resend().status, 200);
  expect_slowed(resend());
  ASSERT_EQ(as(owner()).remove(invited_path(member_of("cara@clinic.example"))).status, 200);
  expect_slowed(invite_by_post("CARA@clinic.example"));
  EXPECT_EQ(invite_by_post("dora@clinic.example").status, 201) << "nobody else is slowed";
  world().advance(minutes(10));
  EXPECT_EQ(invite_by_post("cara@clinic.example").status, 201);
}

TEST_P(SendingInvitations, is_limited_for_one_user_over_all_his_teams) {
  const auto made = as(owner()).post("/api/v1/teams", R"({"name":"South Clinic"})");
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  use_up(1199, owner().user, TeamId{text_of(made, {"id"})});
  expect_slowed(invite_by_post("cara@clinic.example"));
  EXPECT_EQ(as(adam).post(path("/members"), R"({"email":"cara@clinic.example","roles":[]})").status, 201);
}

TEST_P(SendingInvitations, is_limited_for_one_team_over_all_its_users) {
  for (int i = 0; i < 5; ++i) use_up(500, UserId{"usr_" + std::to_string(i)}, team());
  expect_slowed(invite_by_post("cara@clinic.example"));
  const auto other = stranger();
  const auto elsewhere = "/api/v1/teams/" + other.team.value + "/members";
  EXPECT_EQ(as(other.person).post(elsewhere, R"({"email":"cara@clinic.example","roles":[]})").status, 201);
}

TEST_P(SendingInvitations, that_fails_says_stored_mail_failed_and_can_be_resent) {
  const auto added = invite_by_post("cara@clinic.example");
  const auto failed = world().write([&](store::Transaction& tx) -> Result<Done> {
    for (const auto& mail : store::claim_due_mails(tx, 10, tx.now()))
      store::mark_mail_failed(tx, mail.id, "refused", std::nullopt);
    return Done{};
  });
  ASSERT_TRUE(failed);
  const auto member = as(owner()).get(path("/members/" + text_of(added, {"id"})));
  EXPECT_EQ(text_of(member, {"status"}), "invited");
  EXPECT_EQ(text_of(member, {"invitation", "mail"}), "failed");
  EXPECT_NE(member.body.find("\"member.resend_invitation\""), std::string::npos);
  world().advance(seconds(1));
  const auto resent = as(owner()).post(invited_path(text_of(added, {"id"})));
  EXPECT_EQ(text_of(resent, {"invitation", "mail"}), "queued");
  EXPECT_EQ(accept_by_post(nobody(), token_for("cara@clinic.example")).status, 200);
}

TEST_P(SendingInvitations, in_bulk_does_row_by_row_what_the_message_says) {
  join("Bea", "bea@clinic.example", {"clinician"});
  const std::string csv =
      "email,roles,title,name\n"
      "a@clinic.example,clinician,Doctor,Ann\n"
      "BEA@clinic.example,clinician,,\n"
      "nobody,clinician,,\n"
      "A@CLINIC.EXAMPLE,assistant,,\n"
      "d@clinic.example,boss,,\n"
      "e@clinic.example,owner,,\n"
      "f@clinic.example,clinician administrator,,Fay\n";
  const auto send = [&](const std::string& query) {
    return as(owner()).send(http::Method::post, path("/members/batch" + query), csv, "text/csv");
  };
  const auto verdicts = [](const http::Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    std::string found;
    const auto document = json_of(reply);
    for (const json::Value row : json::Value(document.root().find("results").value())) {
      const bool created = row.find("status")->string() == "created";
      const auto errors = row.find("errors");
      EXPECT_EQ(created, !errors || errors->size() == 0) << "a bad row stays with the reason";
      found += created ? 'c' : 'r';
    }
    return found;
  };
  EXPECT_EQ(verdicts(send("?dry_run=true")), "crrrrrc");
  EXPECT_TRUE(world().take_mails().empty()) << "every verdict before anything is sent";
  EXPECT_EQ(verdicts(send("")), "crrrrrc");
  std::multiset<std::string> addresses;
  for (const auto& mail : world().take_mails()) addresses.insert(mail.address);
  EXPECT_EQ(addresses, (std::multiset<std::string>{"a@clinic.example", "f@clinic.example"}));
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND status = 0"), 2);
  EXPECT_EQ(seats().quantity, 4);
}

ROLECALL_ON_BOTH_STORES(InvitationTraps);
ROLECALL_ON_BOTH_STORES(SendingInvitations);

}  // namespace
}  // namespace rolecall
