// Custom roles in the audience of Session View: what they open, and that it ends at once (SPEC sections 4 and 5).
#include "base/json_write.h"
#include "http/sharing_world.h"
#include "service/access/session_access.h"
#include "service/settings/update_settings.h"
#include "support/counted_queries.h"
#include "support/started_server.h"

namespace rolecall::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Rita holds nothing but the custom role Reader; Session View is on for administrators.
class AudienceRoles : public SharingTest {
 protected:
  void SetUp() override {
    start_server(world());
    SharingTest::SetUp();
    reader_ = define("Reader", viewing);
    rita_ = join("Rita", "rita@clinic.example", {reader_});
    ASSERT_EQ(switch_session_view("true", "false").status, 200);
  }

  static constexpr const char* viewing =
      R"([{"action":"session.read","scope":"viewed"},{"action":"note.read","scope":"viewed"}])";

  std::string define(const std::string& name, const std::string& grants) {
    const auto made =
        as(owner()).post(path("/roles"), R"({"family":"clinician","name":")" + name + R"(","grants":)" + grants + "}");
    EXPECT_EQ(made.status, 201) << made.body;
    return text_of(made, {"id"});
  }
  http::Reply redefine(const std::string& grants) {
    return as(owner()).patch(path("/roles/" + reader_), R"({"grants":)" + grants + "}");
  }
  /// `roles`: the elements of the array.
  http::Reply set_audience(const std::string& roles, const std::string& query = "") {
    return as(owner()).patch(path("/settings" + query), R"({"session_view":{"audience_roles":[)" + roles + R"(]}})");
  }
  [[nodiscard]] std::string reader() const { return "\"" + reader_ + "\""; }

  /// Each of them a reading of its own: the session, the list, the search, the panel, an evaluation, and the clinician's banner.
  std::vector<std::string> readings() {
    const auto panel = as(cara_).get(session_ + "/access").body;
    const auto of_rita = panel.substr(panel.find(rita_.member.value));
    const auto because = of_rita.substr(of_rita.find(R"("because":{"rule":")") + 19);
    const auto asked = as(owner()).post("/access/v1/evaluation", R"({"subject":{"type":"member","id":")" + rita_.member.value +
                                                                     R"("},"action":{"name":"session.read"},"resource":)" +
                                                                     R"({"type":"session","id":")" + id_of_session() + R"("}})");
    return {opens(rita_),
            finds("") ? "listed" : "not listed",
            finds("&query=Byron") ? "found" : "not found",
            because.substr(0, because.find('"')),
            text_of(asked, {"context", "rule"}),
            as(cara_).get(path("/session-view")).body.contains("Rita") ? "named" : "not named"};
  }
  [[nodiscard]] std::string id_of_session() const { return session_.substr(session_.rfind('/') + 1); }
  bool finds(const std::string& query) {
    const auto list = as(rita_).get(path("/sessions?clinician=all" + query));
    return list.status == 200 && list.body.contains(id_of_session());
  }
  static auto all_permit() { return ElementsAre("permitted", "listed", "found", "granted", "granted", "named"); }
  static auto all_deny(const char* rule) { return ElementsAre(rule, "not listed", "not found", rule, rule, "not named"); }

  int queries_to_load(const Person& person) {
    return world().look([&](store::Transaction& tx) {
      CountedQueries counted(tx.connection());
      store::Transaction asked(counted, store::Transaction::Mode::read, tx.now());
      const auto& environment = world().environment();
      EXPECT_TRUE(store::load_team_caller(asked, person.credential, team(), environment.plans, environment.settings.idle_limit));
      return counted.queries;
    });
  }
  /// How many queries it takes to preview the audience of the role alone.
  int queries_to_preview() {
    service::UpdateSettings request{team(), {}, {}};
    request.draft.session_view.emplace().audience_roles = {reader_};
    return world().look([&](store::Transaction& tx) {
      CountedQueries counted(tx.connection());
      store::Transaction asked(counted, store::Transaction::Mode::read, tx.now());
      EXPECT_TRUE(service::preview_settings(asked, world().environment(), owner().credential, request));
      return counted.queries;
    });
  }
  /// What the banner says that Rita can do; nothing when it does not name her.
  std::string banner_of_rita() {
    const auto state = json_of(as(cara_).get(path("/session-view")));
    for (const json::Value viewer : state.root().find("by").value()) {
      if (viewer.find("name")->string() == "Rita") return json::text(viewer.find("actions").value());
    }
    return "";
  }
  /// The name of the role by which Rita can open the session, in the words of the panel.
  std::string role_of_rita(const std::string& query = "") {
    const auto panel = json_of(as(world().signed_in_again(cara_)).get(session_ + "/access" + query));
    for (const json::Value opener : panel.root().find("can_open").value()) {
      if (opener.find("name")->string() != "Rita") continue;
      const auto role = opener.find("because")->find("custom_role").value();
      return role.is_null() ? "null" : std::string(role.find("name")->string());
    }
    return "cannot open it";
  }
  /// How many queries one page of the panel takes.
  int queries_for_panel() {
    return world().look([&](store::Transaction& tx) {
      CountedQueries counted(tx.connection());
      store::Transaction asked(counted, store::Transaction::Mode::read, tx.now());
      EXPECT_TRUE(service::read_session_access(asked, world().environment(), cara_.credential,
                                               {.team = team(), .session = SessionId{id_of_session()}}));
      return counted.queries;
    });
  }
  http::Reply name_rita() {
    return as(owner()).patch(path("/settings"), R"({"session_view":{"audience_members":[")" + rita_.member.value + R"("]}})");
  }
  /// Addresses that were mailed about Session View since the last time.
  std::vector<std::string> told() {
    std::vector<std::string> addresses;
    for (const auto& mail : world().take_mails()) {
      if (mail.subject.contains("Session View")) addresses.push_back(mail.address);
    }
    std::ranges::sort(addresses);
    return addresses;
  }

  std::string reader_;
  Colleague rita_;
};

TEST_P(AudienceRoles, stand_beside_the_built_in_ones_in_answers_versions_audit_and_history) {
  const std::string before(as(owner()).get(path("/settings")).header("ETag").value_or(""));
  const auto set = set_audience(reader() + ",\"administrator\"," + reader());
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_THAT(set.body, HasSubstr(R"("audience_roles":["administrator",)" + reader() + "]"));
  EXPECT_EQ(as(owner()).get(path("/settings")).body, set.body);
  EXPECT_EQ(as(owner()).with("if-match", before).patch(path("/settings"), R"({"session_view":{"audience_roles":[]}})").status,
            412);
  EXPECT_THAT(audit::encode_row(audited("team.session_view.update").back()),
              HasSubstr(R"("audience_roles":["administrator",)" + reader() + "]"));
  EXPECT_EQ(count("SELECT count(*) FROM team_history WHERE team_id = $1 AND valid_to IS NULL AND "
                  "facts LIKE '%\"session_view_custom_roles\":[\"rol_%'"),
            1);
  const auto rows = audited("team.session_view.update").size();
  EXPECT_EQ(set_audience(reader() + ",\"administrator\"").status, 200);
  EXPECT_EQ(audited("team.session_view.update").size(), rows) << "the same set is no change";
  EXPECT_EQ(as(owner()).patch(path("/settings"), R"({"session_view":{"include_transcripts":true}})").status, 200);
  EXPECT_THAT(as(owner()).get(path("/settings")).body, HasSubstr(reader())) << "an absent field stays as it is";
}

TEST_P(AudienceRoles, open_what_they_grant_in_every_reading_while_they_stand_in_it) {
  EXPECT_THAT(readings(), all_deny("not_in_audience"));
  ASSERT_EQ(set_audience("\"administrator\"," + reader()).status, 200);
  EXPECT_THAT(readings(), all_permit());
  EXPECT_THAT(as(cara_).get(session_ + "/access").body,
              HasSubstr(R"("grant":{"role":"custom","action":"session.read","scope":"viewed"},"custom_role":{"id":)" + reader() +
                        R"(,"name":"Reader"})"));
  ASSERT_EQ(set_audience("\"administrator\"").status, 200);
  EXPECT_THAT(readings(), all_deny("not_in_audience"));
}

TEST_P(AudienceRoles, count_for_their_own_grants_only) {
  const auto desk = define("Desk", R"([{"action":"billing.read","scope":"team"}])");
  give_roles(rita_, "[" + reader() + ",\"" + desk + "\"]");
  ASSERT_EQ(set_audience("\"" + desk + "\"").status, 200) << "a role that views nothing is as welcome as a built-in one";
  EXPECT_THAT(readings(), all_deny("not_in_audience"));
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_THAT(readings(), all_permit());
  ASSERT_EQ(as(cara_).put(session_ + "/restriction", "").status, 204);
  EXPECT_EQ(opens(rita_), "session_restricted");
}

TEST_P(AudienceRoles, open_nothing_from_the_moment_that_the_member_loses_them) {
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_THAT(readings(), all_permit());
  give_roles(rita_, R"(["template_manager"])");
  EXPECT_THAT(readings(), all_deny("not_own"));
  give_roles(rita_, "[\"template_manager\"," + reader() + "]");
  EXPECT_THAT(readings(), all_permit());
}

TEST_P(AudienceRoles, open_what_they_are_redefined_to_at_once_which_is_told) {
  ASSERT_EQ(set_audience(reader()).status, 200);
  static_cast<void>(told());
  ASSERT_EQ(redefine(R"([{"action":"billing.read","scope":"team"}])").status, 200);
  EXPECT_THAT(readings(), all_deny("not_own"));
  EXPECT_THAT(told(), ElementsAre(cara_.address, dora_.address, emil_.address));
  ASSERT_EQ(redefine(viewing).status, 200);
  EXPECT_THAT(readings(), all_permit());
  EXPECT_EQ(told().size(), 3U);
  ASSERT_EQ(as(owner()).patch(path("/roles/" + reader_), R"({"name":"Lector"})").status, 200);
  EXPECT_EQ(told().size(), 0U) << "another name opens nothing else";
}

TEST_P(AudienceRoles, are_told_only_where_they_open_something) {
  const auto desk = define("Desk", R"([{"action":"billing.read","scope":"team"}])");
  static_cast<void>(told());
  ASSERT_EQ(set_audience("\"administrator\",\"" + desk + "\"").status, 200);
  EXPECT_EQ(told().size(), 0U);
  ASSERT_EQ(set_audience("\"administrator\"," + reader()).status, 200);
  EXPECT_EQ(told().size(), 3U);
}

TEST_P(AudienceRoles, are_refused_where_the_team_has_no_such_role) {
  const auto outside = stranger();
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx,
                   "INSERT INTO custom_role(id, team_id, name, name_key, family, grants, created_at) "
                   "VALUES ('rol_foreign', $1, 'Theirs', 'theirs', 'clinician', '[]', 0)",
                   outside.team);
    return Done{};
  }));
  const auto gone = define("Gone", viewing);
  ASSERT_EQ(as(owner()).remove(path("/roles/" + gone)).status, 204);
  const auto unknown = set_audience(R"("administrator","rol_nowhere")");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_THAT(unknown.body, HasSubstr(R"("pointer":"/session_view/audience_roles/1")"));
  EXPECT_EQ(set_audience(R"("administrator","rol_foreign")").body, unknown.body);
  EXPECT_EQ(set_audience(R"("administrator",")" + gone + "\"").body, unknown.body);
  EXPECT_EQ(set_audience(R"("owner")").status, 422);
  std::string many = "\"assistant\"";
  for (int i = 0; i < 100; ++i) many += ",\"assistant\"";
  EXPECT_THAT(set_audience(many).body, HasSubstr(R"("pointer":"/session_view/audience_roles")"));
  EXPECT_THAT(as(owner()).get(path("/settings")).body, HasSubstr(R"("audience_roles":["administrator"],)"));
}

TEST_P(AudienceRoles, are_previewed_as_a_setting_and_as_a_role_to_give) {
  const auto setting = set_audience("\"administrator\"," + reader(), "?dry_run=true");
  EXPECT_THAT(setting.body, HasSubstr("Can then read the notes of all clinicians: Rita.")) << setting.body;
  EXPECT_THAT(setting.body, Not(HasSubstr("transcripts")));
  EXPECT_THAT(as(owner()).get(path("/settings")).body, Not(HasSubstr(reader()))) << "a preview changes nothing";
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_THAT(set_audience("", "?dry_run=true").body, HasSubstr("Can no longer read the notes of all clinicians: Rita."));
  const auto give = [&](const Colleague& person, const std::string& roles) {
    return as(owner()).put(path("/members/" + person.member.value + "/roles?dry_run=true"), R"({"roles":)" + roles + "}").body;
  };
  EXPECT_THAT(give(dora_, "[\"clinician\"," + reader() + "]"), HasSubstr(R"("readable_before":0,"readable_after":1)"));
  EXPECT_THAT(give(rita_, R"(["clinician"])"), HasSubstr(R"("readable_before":1,"readable_after":0)"));
}

TEST_P(AudienceRoles, are_previewed_by_whatever_they_let_read_each_once) {
  ASSERT_EQ(set_audience("").status, 200);
  const std::map<std::string, std::string> kinds{{"session", "session details"}, {"note", "notes"}, {"document", "documents"}};
  for (const auto& [kind, words] : kinds) {
    ASSERT_EQ(redefine(R"([{"action":")" + kind + R"(.read","scope":"viewed"}])").status, 200);
    const auto entering = set_audience(reader(), "?dry_run=true").body;
    EXPECT_THAT(entering, HasSubstr(R"("warnings":["Can then read the )" + words + R"( of all clinicians: Rita."])"));
    EXPECT_THAT(entering, HasSubstr(R"("readable_before":0,"readable_after":1)"));
    ASSERT_EQ(set_audience(reader()).status, 200);
    const auto leaving = set_audience("", "?dry_run=true").body;
    EXPECT_THAT(leaving, HasSubstr(R"("warnings":["Can no longer read the )" + words + R"( of all clinicians: Rita."])"));
    EXPECT_THAT(leaving, HasSubstr(R"("readable_before":1,"readable_after":0)"));
    ASSERT_EQ(set_audience("").status, 200);
  }
  EXPECT_THAT(set_audience("\"administrator\"", "?dry_run=true").body,
              HasSubstr(R"("warnings":["Can then read the notes of all clinicians: Olga."])"))
      << "a built-in role that views all three at once";
}

TEST_P(AudienceRoles, are_previewed_in_as_many_queries_however_many_hold_one) {
  const auto for_one = queries_to_preview();
  join("Rolf", "rolf@clinic.example", {reader_});
  join("Ruth", "ruth@clinic.example", {reader_});
  EXPECT_EQ(queries_to_preview(), for_one);
}

TEST_P(AudienceRoles, make_viewers_by_any_reading_which_the_banner_names) {
  for (const std::string action : {"session.read", "note.read", "document.read"}) {
    ASSERT_EQ(redefine(R"([{"action":")" + action + R"(","scope":"viewed"}])").status, 200);
    EXPECT_EQ(banner_of_rita(), "") << action;
    ASSERT_EQ(set_audience(reader()).status, 200);
    EXPECT_EQ(banner_of_rita(), "[\"" + action + "\"]");
    ASSERT_EQ(set_audience("").status, 200);
    ASSERT_EQ(name_rita().status, 200);
    EXPECT_EQ(banner_of_rita(), "[\"" + action + "\"]") << "by name";
    ASSERT_EQ(as(owner()).patch(path("/settings"), R"({"session_view":{"audience_members":[]}})").status, 200);
  }
  ASSERT_EQ(redefine(R"([{"action":"transcript.read","scope":"viewed"}])").status, 200);
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_EQ(banner_of_rita(), "") << "transcripts are not included";
  ASSERT_EQ(switch_session_view("true", "true").status, 200);
  EXPECT_EQ(banner_of_rita(), R"(["transcript.read"])");
}

TEST_P(AudienceRoles, let_the_banner_say_what_each_of_them_opens_and_what_a_name_adds) {
  const auto papers = define("Papers", R"([{"action":"document.read","scope":"viewed"}])");
  give_roles(rita_, "[" + reader() + ",\"" + papers + "\"]");
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_EQ(banner_of_rita(), R"(["session.read","note.read"])") << "the other role does not stand in the audience";
  ASSERT_EQ(set_audience(reader() + ",\"" + papers + "\"").status, 200);
  EXPECT_EQ(banner_of_rita(), R"(["session.read","note.read","document.read"])");
  ASSERT_EQ(set_audience(reader()).status, 200);
  ASSERT_EQ(name_rita().status, 200);
  EXPECT_EQ(banner_of_rita(), R"(["session.read","note.read","document.read"])") << "all that her roles grant";
}

TEST_P(AudienceRoles, are_named_by_the_panel_where_they_let_somebody_in) {
  EXPECT_EQ(role_of_rita(), "cannot open it");
  const auto other = define("Also", viewing);
  give_roles(rita_, "[" + reader() + ",\"" + other + "\"]");
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_EQ(role_of_rita(), "Reader");
  ASSERT_EQ(set_audience("\"" + other + "\"").status, 200);
  EXPECT_EQ(role_of_rita(), "Also");
  ASSERT_EQ(set_audience("").status, 200);
  give_roles(rita_, "[" + reader() + "]");
  ASSERT_EQ(name_rita().status, 200);
  EXPECT_EQ(role_of_rita(), "Reader") << "which does not stand in the audience, but lets who is named read";
  give_roles(rita_, R"(["administrator"])");
  EXPECT_EQ(role_of_rita(), "null") << "a built-in role lets her in";
}

TEST_P(AudienceRoles, are_named_by_the_panel_as_they_are_called_now_also_when_deleted_since) {
  ASSERT_EQ(set_audience(reader()).status, 200);
  world().advance(minutes(1));
  const auto then = "?at=" + to_rfc3339(world().clock().now());
  world().advance(minutes(1));
  ASSERT_EQ(as(world().signed_in_again(owner())).patch(path("/roles/" + reader_), R"({"name":"Lector"})").status, 200);
  EXPECT_EQ(role_of_rita(), "Lector");
  EXPECT_EQ(role_of_rita(then), "Lector");
  ASSERT_EQ(set_audience("").status, 200);
  give_roles(rita_, R"(["assistant"])");
  ASSERT_EQ(as(owner()).remove(path("/roles/" + reader_)).status, 204);
  EXPECT_EQ(role_of_rita(), "cannot open it");
  EXPECT_EQ(role_of_rita(then), "Lector");
}

TEST_P(AudienceRoles, are_named_by_the_panel_in_as_many_queries_however_many_hold_one) {
  ASSERT_EQ(set_audience(reader()).status, 200);
  const auto for_one = queries_for_panel();
  join("Rolf", "rolf@clinic.example", {reader_});
  join("Ruth", "ruth@clinic.example", {reader_});
  EXPECT_EQ(queries_for_panel(), for_one);
}

TEST_P(AudienceRoles, are_told_of_transcripts_only_while_those_are_included) {
  const std::string with_transcripts =
      std::string(viewing, std::string_view(viewing).size() - 1) + R"(,{"action":"transcript.read","scope":"viewed"}])";
  ASSERT_EQ(set_audience(reader()).status, 200);
  static_cast<void>(told());
  ASSERT_EQ(redefine(with_transcripts).status, 200);
  EXPECT_EQ(told().size(), 0U);
  ASSERT_EQ(switch_session_view("true", "true").status, 200);
  EXPECT_EQ(told().size(), 3U);
  ASSERT_EQ(redefine(viewing).status, 200);
  EXPECT_EQ(told().size(), 3U);
}

TEST_P(AudienceRoles, are_taken_out_under_every_plan_and_put_in_under_those_with_session_view) {
  ASSERT_EQ(as(owner())
                .patch(path("/settings"), R"({"session_view":{"audience_roles":["administrator","assistant",)" + reader() +
                                              R"(],"audience_members":[")" + dora_.member.value + R"("]}})")
                .status,
            200);
  put_on_plan("pro");
  static_cast<void>(told());
  const auto change = [&](const std::string& view) {
    return rule_of(as(owner()).patch(path("/settings"), R"({"session_view":{)" + view + "}}"));
  };
  EXPECT_EQ(change(R"("audience_roles":["administrator","clinician"])"), "plan_lacks_feature");
  EXPECT_EQ(change(R"("audience_members":[")" + emil_.member.value + R"("])"), "plan_lacks_feature");
  EXPECT_EQ(change(R"("audience_roles":[],"include_transcripts":true)"), "plan_lacks_feature");
  EXPECT_EQ(change(R"("audience_roles":[],"enabled":false)"), "plan_lacks_feature");
  EXPECT_EQ(change(R"("enabled":false)"), "plan_lacks_feature");
  EXPECT_EQ(rule_of(as(cara_).patch(path("/settings"), R"({"session_view":{"audience_roles":[]}})")), "no_grant");
  EXPECT_EQ(set_audience("\"administrator\"", "?dry_run=true").status, 200);
  EXPECT_EQ(change(R"("audience_roles":["administrator",)" + reader() + "]"), "permitted");
  EXPECT_EQ(change(R"("audience_roles":["administrator"])"), "permitted");
  EXPECT_EQ(change(R"("audience_members":[])"), "permitted");
  EXPECT_EQ(change(R"("audience_roles":["administrator",)" + reader() + "]"), "plan_lacks_feature");
  const auto settings = as(owner()).get(path("/settings"));
  EXPECT_THAT(settings.body,
              HasSubstr(R"("session_view":{"enabled":true,"audience_roles":["administrator"],"audience_members":[])"));
  EXPECT_EQ(text_of(settings, {"locks", "session_view", "rule"}), "plan_lacks_feature") << "the switch stays locked";
  EXPECT_EQ(told().size(), 0U) << "it is in effect nowhere";
  give_roles(rita_, R"(["assistant"])");
  put_on_plan("enterprise");
  EXPECT_EQ(as(owner()).remove(path("/roles/" + reader_)).status, 204);
}

TEST_P(AudienceRoles, are_not_deleted_before_they_are_taken_out) {
  ASSERT_EQ(set_audience("\"administrator\"," + reader()).status, 200);
  const auto held = as(owner()).remove(path("/roles/" + reader_));
  EXPECT_EQ(text_of(held, {"code"}), "role_in_use");
  EXPECT_THAT(text_of(held, {"detail"}), HasSubstr("Session View"));
  give_roles(rita_, R"(["assistant"])");
  const auto refused = as(owner()).remove(path("/roles/" + reader_));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "role_in_audience");
  EXPECT_THAT(text_of(refused, {"detail"}), HasSubstr("audience of Session View in the team settings"));
  ASSERT_EQ(set_audience("\"administrator\"").status, 200);
  EXPECT_EQ(as(owner()).remove(path("/roles/" + reader_)).status, 204);
}

TEST_P(AudienceRoles, cost_no_query_more_than_a_custom_role_costs) {
  const auto out_of_it = queries_to_load(rita_);
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_EQ(queries_to_load(rita_), out_of_it);
}

TEST_P(AudienceRoles, count_as_viewers_of_sessions_whose_clinician_may_hold_none_any_more) {
  ASSERT_EQ(set_audience("").status, 200);
  const auto demote = [&] {
    return as(owner())
        .put(path("/members/" + cara_.member.value + "/roles?dry_run=true"), R"({"roles":["template_manager"]})")
        .body;
  };
  EXPECT_THAT(demote(), HasSubstr("nobody will be able to open: 1"));
  ASSERT_EQ(set_audience(reader()).status, 200);
  EXPECT_THAT(demote(), Not(HasSubstr("nobody will be able to open")));
  ASSERT_EQ(redefine(R"([{"action":"note.read","scope":"viewed"}])").status, 200);
  EXPECT_THAT(demote(), HasSubstr("nobody will be able to open: 1")) << "notes alone do not open the session";
}

ROLECALL_ON_BOTH_STORES(AudienceRoles);

}  // namespace
}  // namespace rolecall::testing
