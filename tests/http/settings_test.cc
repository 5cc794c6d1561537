// The settings of a team: what changes, what is locked and why, and the second factor that nobody demands without having it.
#include "http/administration_world.h"
#include "service/settings/read_session_view.h"
#include "support/counted_queries.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;

class TeamSettings : public AdministrationTest {
 protected:
  http::Reply change(const std::string& body, const std::string& query = "") {
    return as(owner()).patch(path("/settings" + query), body);
  }
  http::Reply get() { return as(owner()).get(path("/settings")); }
  /// How many queries it takes to tell this person who sees his sessions.
  int queries_for_viewers_of(const testing::Person& clinician) {
    return world().look([&](store::Transaction& tx) {
      testing::CountedQueries counted(tx.connection());
      store::Transaction asked(counted, store::Transaction::Mode::read, tx.now());
      EXPECT_TRUE(service::read_session_view(asked, world().environment(), clinician.credential, team()));
      return counted.queries;
    });
  }
  std::string define_reader() {
    const auto role = as(owner()).post(
        path("/roles"), R"({"name":"Reader","family":"clinician","grants":[{"action":"session.read","scope":"viewed"}]})");
    EXPECT_EQ(role.status, 201) << role.body;
    return text_of(role, {"id"});
  }
  [[nodiscard]] testing::Person owner_with_second_factor() { return world().signed_in_again(owner(), service::Proof::totp_code); }
};

TEST_P(TeamSettings, begin_with_everything_off_and_say_why_what_is_locked) {
  const auto reply = get();
  ASSERT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find(R"("session_view":{"enabled":false,"audience_roles":["administrator"],"audience_members":[],)"
                            R"("include_transcripts":false},"require_mfa":false,"consent_prompt":{"enabled":false,"text":""},)"
                            R"("content_footer":"","retention_days":null,"retention_next":null,"emergency_access":false,)"
                            R"("sign_out_minutes":null,)"),
            std::string::npos)
      << reply.body;
  EXPECT_EQ(text_of(reply, {"locks", "session_view", "rule"}), "plan_lacks_feature");
  EXPECT_EQ(text_of(reply, {"locks", "retention_days", "rule"}), "plan_lacks_feature");
  EXPECT_EQ(text_of(reply, {"locks", "session_view", "remedy", "action"}), "billing.start_trial");
  EXPECT_EQ(text_of(reply, {"locks", "emergency_access", "rule"}), "");
  put_on_plan("together");
  EXPECT_EQ(text_of(get(), {"locks", "session_view", "rule"}), "");
}

TEST_P(TeamSettings, change_only_where_something_is_given_and_are_audited_before_and_after) {
  put_on_plan("together");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto reply = change(R"({"session_view":{"enabled":true,"audience_members":[")" + cara.member.value +
                            R"("]},"retention_days":30,"consent_prompt":{"enabled":true,"text":"May we record?"}})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_NE(reply.body.find(R"("audience_roles":["administrator"],"audience_members":[")" + cara.member.value),
            std::string::npos);
  EXPECT_NE(reply.body.find(R"("retention_days":null,"retention_next":{"days":30,)"), std::string::npos) << reply.body;
  ASSERT_EQ(change(R"({"consent_prompt":{"enabled":false}})").status, 200);
  EXPECT_EQ(text_of(get(), {"consent_prompt", "text"}), "May we record?");
  ASSERT_EQ(change(R"({"retention_days":null})").status, 200);
  EXPECT_NE(get().body.find(R"("retention_days":null,"retention_next":null)"), std::string::npos);
  EXPECT_EQ(audited("team.session_view.update").size(), 1U);
  ASSERT_EQ(audited("team.settings.update").size(), 3U);
  const auto row = audit::encode_row(audited("team.settings.update").front());
  EXPECT_EQ(row.find("May we record"), std::string::npos) << "free text stands in the chain";
  EXPECT_NE(row.find("\"next_days\":30"), std::string::npos) << row;
}

TEST_P(TeamSettings, name_nobody_who_has_gone_and_take_back_the_audience_that_they_show) {
  put_on_plan("together");
  const auto members = [](std::string one, const std::string& other) {
    return R"({"session_view":{"enabled":true,"audience_members":[")" + std::move(one) + R"(",")" + other + R"("]}})";
  };
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto emil = join("Emil", "emil@clinic.example", {"clinician"});
  const auto invited = text_of(as(owner()).post(path("/members"), R"({"email":"late@clinic.example","roles":[]})"), {"id"});
  ASSERT_EQ(change(members(dora.member.value, invited)).status, 200);
  ASSERT_EQ(as(owner()).post(path("/members/" + dora.member.value + "/suspend")).status, 200);
  EXPECT_NE(get().body.find(dora.member.value), std::string::npos) << "he comes back to what he had";
  ASSERT_EQ(as(owner()).remove(path("/members/" + dora.member.value)).status, 200);
  EXPECT_NE(get().body.find(R"("audience_members":[")" + invited + R"("])"), std::string::npos) << get().body;
  ASSERT_EQ(change(members(invited, emil.member.value)).status, 200);
  world().advance(world().environment().settings.invitation_lifetime);
  const auto later = as(world().signed_in_again(owner())).get(path("/settings"));
  EXPECT_NE(later.body.find(R"("audience_members":[")" + emil.member.value + R"("])"), std::string::npos) << later.body;
}

TEST_P(TeamSettings, that_the_plan_lacks_are_refused_with_reason_and_nothing_else_of_the_request_happens) {
  const auto reply = change(R"({"emergency_access":true,"retention_days":30})");
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(text_of(reply, {"rule"}), "plan_lacks_feature");
  EXPECT_NE(get().body.find("\"emergency_access\":false"), std::string::npos);
  EXPECT_EQ(change(R"({"emergency_access":true})").status, 200);
  put_on_plan("together");
  ASSERT_EQ(change(R"({"retention_days":30,"content_footer":"x"})").status, 200);
  put_on_plan("pro");
  EXPECT_EQ(change(R"({"retention_days":20})").status, 403);
  EXPECT_EQ(change(R"({"retention_days":null,"content_footer":""})").status, 200) << "switching off is always possible";
}

TEST_P(TeamSettings, demand_a_second_factor_only_from_a_login_that_used_one_and_nobody_switches_it_off_for_himself) {
  put_on_plan("together");
  EXPECT_EQ(text_of(change(R"({"require_mfa":true})"), {"code"}), "mfa_first");
  const auto careful = owner_with_second_factor();
  ASSERT_EQ(as(careful).patch(path("/settings"), R"({"require_mfa":true})").status, 200);
  const auto refused = change(R"({"require_mfa":false})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(text_of(refused, {"rule"}), "mfa_required");
  EXPECT_EQ(text_of(as(owner()).get(path()), {"rule"}), "mfa_required") << "checked before a byte of data leaves";
  EXPECT_EQ(as(careful).patch(path("/settings"), R"({"require_mfa":false})").status, 200);
}

TEST_P(TeamSettings, preview_tells_how_many_would_be_stopped_and_writes_nothing) {
  put_on_plan("together");
  const auto careful = owner_with_second_factor();
  const auto rows = audit_rows();
  const auto reply = as(careful).patch(path("/settings?dry_run=true"), R"({"require_mfa":true})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_NE(reply.body.find(": 1."), std::string::npos) << reply.body;
  EXPECT_EQ(change(R"({"require_mfa":true})", "?dry_run=true").status, 409);
  EXPECT_EQ(audit_rows(), rows);
  EXPECT_NE(get().body.find("\"require_mfa\":false"), std::string::npos);
}

TEST_P(TeamSettings, preview_names_who_could_read_colleagues_and_who_no_longer) {
  put_on_plan("together");
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto on = change(R"({"session_view":{"enabled":true}})", "?dry_run=true");
  EXPECT_NE(on.body.find("Can then read the notes of all clinicians: Adam, Olga."), std::string::npos) << on.body;
  EXPECT_EQ(on.body.find("transcripts"), std::string::npos) << on.body;
  const auto with_transcripts = change(R"({"session_view":{"enabled":true,"include_transcripts":true}})", "?dry_run=true");
  EXPECT_NE(with_transcripts.body.find("Can then read the transcripts"), std::string::npos) << with_transcripts.body;
  ASSERT_EQ(change(R"({"session_view":{"enabled":true}})").status, 200);
  const auto off = change(R"({"session_view":{"enabled":false}})", "?dry_run=true");
  EXPECT_NE(off.body.find("Can no longer read the notes of all clinicians: Adam, Olga."), std::string::npos) << off.body;
}

TEST_P(TeamSettings, name_what_is_wrong_in_every_field) {
  put_on_plan("together");
  const auto outside = stranger();
  const auto reply = change(R"({"session_view":{"audience_roles":["owner"],"audience_members":["mem_x"]},"retention_days":91,)"
                            R"("content_footer":")" +
                            std::string(1001, 'x') + R"(","sign_out_minutes":4,"consent_prompt":{"enabled":true,"text":" "}})");
  EXPECT_EQ(reply.status, 422);
  for (const char* pointer : {"/session_view/audience_roles/0", "/session_view/audience_members/0", "/retention_days",
                              "/content_footer", "/sign_out_minutes", "/consent_prompt/text"}) {
    EXPECT_NE(reply.body.find(pointer), std::string::npos) << pointer;
  }
  EXPECT_EQ(change(R"({"retention_days":0})").status, 422);
  EXPECT_EQ(change(R"({"unknown":1})").status, 422);
}

TEST_P(TeamSettings, take_a_footer_of_no_more_lines_than_stand_below_a_page) {
  put_on_plan("together");
  const auto footer = [&](const std::string& text) { return change(R"({"content_footer":")" + text + R"("})"); };
  const std::string eleven = R"(1\r\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n)";
  const auto kept = footer(eleven + "12\\n");
  EXPECT_EQ(kept.status, 200) << kept.body;
  EXPECT_NE(kept.body.find(R"("content_footer":"1\n2\n3\n)"), std::string::npos) << kept.body;
  for (const std::string end : {"\\n", "\\r", "\\u2028"}) {
    const auto reply = footer(eleven + "12" + end + "13");
    EXPECT_EQ(reply.status, 422) << end;
    EXPECT_NE(reply.body.find("/content_footer"), std::string::npos) << reply.body;
    EXPECT_NE(reply.body.find("at most 12 lines"), std::string::npos) << reply.body;
  }
}

TEST_P(TeamSettings, know_no_difference_between_foreign_and_unknown_members_and_teams) {
  put_on_plan("together");
  const auto outside = stranger();
  const auto foreign_member = world().look([&](store::Transaction& tx) { return store::find_owner(tx, outside.team)->id; });
  const auto foreign = change(R"({"session_view":{"audience_members":[")" + foreign_member.value + R"("]}})");
  EXPECT_EQ(foreign.status, 422);
  EXPECT_EQ(foreign.body, change(R"({"session_view":{"audience_members":["mem_x"]}})").body);
  EXPECT_EQ(as(outside.person).get(path("/settings")).body, as(outside.person).get("/api/v1/teams/tem_x/settings").body);
}

TEST_P(TeamSettings, that_concern_everybody_are_read_by_every_member_and_by_nobody_else) {
  put_on_plan("together");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto outside = stranger();
  EXPECT_NE(as(cara).get(path("/session-view")).body.find(R"("enabled":false,"viewable":false,"by":[])"), std::string::npos);
  ASSERT_EQ(
      change(R"({"session_view":{"enabled":true},"sign_out_minutes":15,"consent_prompt":{"enabled":true,"text":"May we?"}})")
          .status,
      200);
  const auto reply = as(cara).get(path("/session-view"));
  EXPECT_NE(reply.body.find(R"("enabled":true,"viewable":true,"by":[{"id":")" + owner().member.value), std::string::npos)
      << reply.body;
  EXPECT_NE(reply.body.find(R"("consent_prompt":{"enabled":true,"text":"May we?"},"sign_out_minutes":15)"), std::string::npos);
  EXPECT_EQ(as(outside.person).get(path("/session-view")).status, 404);
  put_on_plan("pro");
  EXPECT_NE(as(cara).get(path("/session-view")).body.find(R"("enabled":false,"viewable":false)"), std::string::npos);
}

TEST_P(TeamSettings, of_session_view_are_mailed_to_the_clinicians) {
  put_on_plan("together");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  static_cast<void>(world().take_mails());
  ASSERT_EQ(change(R"({"emergency_access":true})").status, 200);
  EXPECT_TRUE(world().take_mails().empty());
  ASSERT_EQ(change(R"({"session_view":{"enabled":true}})").status, 200);
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails.front().address, cara.address);
}

TEST_P(TeamSettings, sign_idle_members_out_earlier_whatever_else_they_ask_for) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  ASSERT_EQ(change(R"({"sign_out_minutes":10})").status, 200);
  world().advance(minutes(9));
  EXPECT_EQ(as(dora).get(path()).status, 200);
  world().advance(minutes(1));
  EXPECT_EQ(as(cara).get("/api/v1/teams").status, 401);
  EXPECT_EQ(as(cara).get(path("/members")).status, 401);
  EXPECT_EQ(as(cara).get(path()).status, 401);
  const auto again = world().signed_in_again(owner());
  ASSERT_EQ(as(again).patch(path("/settings"), R"({"sign_out_minutes":240})").status, 200);
  world().advance(minutes(30));
  EXPECT_EQ(as(again).get(path()).status, 401) << "the server's own limit holds as well";
}

TEST_P(TeamSettings, are_not_for_clinicians_and_not_for_the_stale) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(text_of(as(cara).get(path("/settings")), {"rule"}), "no_grant");
  EXPECT_EQ(text_of(as(cara).patch(path("/settings"), R"({"retention_days":900})"), {"rule"}), "no_grant");
  const auto etag = std::string(get().header("ETag").value());
  EXPECT_EQ(as(owner()).with("if-match", etag).patch(path("/settings"), R"({"emergency_access":true})").status, 200);
  EXPECT_EQ(as(owner()).with("if-match", etag).patch(path("/settings"), R"({"emergency_access":false})").status, 412);
}

TEST_P(TeamSettings, tell_of_a_hundred_viewers_by_name_and_of_all_others_how_many) {
  put_on_plan("together");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(change(R"({"session_view":{"enabled":true,"audience_members":[")" + cara.member.value + R"("]}})").status, 200);
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    for (int i = 0; i < 110; ++i) {
      store::execute(tx,
                     "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, "
                     "status_since) VALUES ($1, $2, $1, $1, $1, $1, 1, 2, 0, 0)",
                     "mem_administrator" + std::to_string(i), team());
    }
    return Done{};
  }));
  const auto document = json_of(as(cara).get(path("/session-view")));
  int named = 0;
  for ([[maybe_unused]] const json::Value viewer : document.root().find("by").value()) ++named;
  EXPECT_EQ(named, 100);
  EXPECT_EQ(document.root().find("more")->integer(), 11) << "the owner is one of them";
  const auto owners = json_of(as(owner()).get(path("/session-view")));
  EXPECT_EQ(owners.root().find("more")->integer(), 11) << "Cara is named, and he is not his own viewer";
}

TEST_P(TeamSettings, ask_about_all_named_viewers_at_once) {
  put_on_plan("enterprise");
  const auto reader = define_reader();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {reader});
  const auto emil = join("Emil", "emil@clinic.example", {reader});
  const auto finn = join("Finn", "finn@clinic.example", {"template_manager"});
  const auto name = [&](const std::string& ids) {
    ASSERT_EQ(change(R"({"session_view":{"enabled":true,"audience_members":[)" + ids + "]}}").status, 200);
  };
  const auto quoted = [](const testing::Colleague& person) { return "\"" + person.member.value + "\""; };
  name(quoted(dora));
  const auto for_one = queries_for_viewers_of(cara);
  name(quoted(dora) + "," + quoted(emil) + "," + quoted(finn));
  EXPECT_EQ(queries_for_viewers_of(cara), for_one);
  const auto told = as(cara).get(path("/session-view")).body;
  for (const auto* viewer : {"Dora", "Emil"}) EXPECT_NE(told.find(viewer), std::string::npos) << told;
  EXPECT_EQ(told.find("Finn"), std::string::npos) << "named, but no role of his lets him read";
}

TEST_P(TeamSettings, ask_about_all_viewers_by_role_at_once) {
  put_on_plan("enterprise");
  const auto reader = define_reader();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {reader});
  ASSERT_EQ(change(R"({"session_view":{"enabled":true,"audience_roles":[")" + reader + R"(","administrator"]}})").status, 200);
  const auto for_one = queries_for_viewers_of(cara);
  join("Emil", "emil@clinic.example", {reader});
  join("Finn", "finn@clinic.example", {reader, "administrator"});
  EXPECT_EQ(queries_for_viewers_of(cara), for_one);
  const auto told = as(cara).get(path("/session-view")).body;
  EXPECT_NE(told.find(R"("name":"Dora","actions":["session.read"]})"), std::string::npos) << told;
  EXPECT_NE(told.find(R"("name":"Emil","actions":["session.read"]})"), std::string::npos) << told;
  EXPECT_NE(told.find(R"("name":"Finn","actions":["session.read","note.read","document.read"]})"), std::string::npos) << told;
}

ROLECALL_ON_BOTH_STORES(TeamSettings);

}  // namespace
}  // namespace rolecall
