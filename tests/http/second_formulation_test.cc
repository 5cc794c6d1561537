#include "http/second_formulation.h"

#include <algorithm>

#include "http/client.h"
#include "http/server.h"

namespace rolecall {
namespace {

using testing::Asker;
using testing::Colleague;
using testing::Places;
using testing::second_formulation;
using testing::SecondFormulationTest;
using testing::Standing;

const std::vector<std::string> every_scope{"nothing",     "own",         "delegated", "authored", "shared_view",
                                           "shared_edit", "shared_full", "viewed",    "emergency"};

class SecondFormulationOverHttp : public SecondFormulationTest {
 protected:
  void SetUp() override {
    SecondFormulationTest::SetUp();
    give_owner(R"(["administrator","clinician","assistant","template_manager"])");  // nobody defines what he lacks
    widest_role_ = define_widest_role();
    custom_ = join("Custom", "custom@clinic.example", {});
    ASSERT_EQ(give_roles(custom_, R"([")" + widest_role_ + R"("])"), 200);
    give_owner(R"(["administrator"])");
  }

  /// Everybody who holds one column alone.
  [[nodiscard]] std::vector<std::pair<Colleague, std::string>> one_of_each_column() {
    std::vector<std::pair<Colleague, std::string>> people{{owner(), "owner"}, {custom_, "custom"}};
    people.emplace_back(join("Asker", "member@clinic.example", {}), "member");
    for (const char* role : {"clinician", "administrator", "assistant", "template_manager"})
      people.emplace_back(join("Asker", std::string(role) + "@clinic.example", {role}), role);
    return people;
  }

  int give_roles(const Colleague& colleague, const std::string& roles) {
    return as(owner()).put(path("/members/" + colleague.member.value + "/roles"), R"({"roles":)" + roles + "}").status;
  }
  void give_owner(const std::string& roles) { ASSERT_EQ(give_roles(owner(), roles), 200); }

  /// With a key of these roles, which the colleague holds or held.
  [[nodiscard]] Asker by_key(const Colleague& colleague, const std::string& roles, const std::string& column) {
    Asker asker = in_person(colleague, column);
    asker.evaluate = [client = with_key(key_of(colleague, roles))](const std::string& body) {
      return client.post("/access/v1/evaluation", body);
    };
    asker.facts = {"via is api_key"};
    return asker;
  }

  /// Asked about by the owner, who knows nothing of the colleague's logins.
  [[nodiscard]] Asker asked_about(const Colleague& colleague, const std::string& column) {
    Asker asker = in_person(colleague, column);
    asker.evaluate = in_person(owner(), "owner").evaluate;
    asker.facts = {"sign_in is assumed", "second_factor is assumed"};
    return asker;
  }

  /// Asks in each of the scopes, and puts the team back as it was after each.
  void compare(const Asker& asker, const std::vector<std::string>& scopes, const Standing& standing = {.name = "nothing"}) {
    for (const std::string& scope : scopes) {
      const auto kept = world().look([&](store::Transaction& tx) { return store::find_team(tx, team()).value(); });
      compare_all_questions(asker, scope, standing);
      force_team([&](store::Team& changed, Instant) {
        changed.plan = kept.plan;
        changed.deleted_at = kept.deleted_at;
        const bool is_viewed = changed.settings.session_view_enabled;
        changed.settings = kept.settings;
        changed.settings.session_view_enabled = is_viewed;  // ArrangedTest keeps count of it
      });
    }
  }

  void change_session(const Places& places, const std::string& change) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE session SET " + change + " WHERE id = $1", SessionId{places.at("{session}")});
      return Done{};
    });
    EXPECT_TRUE(done);
  }
  template <class Change>
  void change_settings(Change change) {
    force_team([&](store::Team& changed, Instant) { change(changed.settings); });
  }

  /// The guards, one by one, that a question over AuthZEN can come to; each stands in the team, or on the session arranged.
  [[nodiscard]] std::vector<Standing> guards() {
    return {
        {.name = "the plan has team templates alone",
         .facts = {"not feature.session_view", "not feature.team_policies", "not feature.custom_roles", "not feature.sso",
                   "not feature.scim", "not feature.audit_export"},
         .stand = [this](Places&) { put_on_plan("pro"); }},
        {.name = "the plan has nothing",
         .facts = {"not feature.session_view", "not feature.team_templates", "not feature.team_policies",
                   "not feature.custom_roles", "not feature.sso", "not feature.scim", "not feature.audit_export"},
         .stand = [this](Places&) { put_on_plan("free"); }},
        {.name = "the note is signed", .facts = {"note_signed"}, .arranged_for = "note.addend"},
        {.name = "the session is held",
         .facts = {"legal_hold"},
         .stand = [this](Places& places) { change_session(places, "legal_hold = 1"); }},
        {.name = "the session is hidden",
         .facts = {"restricted"},
         .stand = [this](Places& places) { change_session(places, "restricted = 1"); }},
        {.name = "the time of the session has passed",
         .facts = {"retention_expired"},
         .stand =
             [this](Places& places) {
               change_settings([](store::TeamSettings& settings) { settings.retention_days = 365; });
               change_session(places, "created_at = 0");
             }},
        {.name = "a hold keeps the session whose time has passed",
         .facts = {"legal_hold"},
         .stand =
             [this](Places& places) {
               change_settings([](store::TeamSettings& settings) { settings.retention_days = 365; });
               change_session(places, "created_at = 0, legal_hold = 1");
             }},
        {.name = "nobody is in the audience",
         .facts = {"not audience.clinician", "not audience.administrator", "not audience.assistant",
                   "not audience.template_manager"},
         .stand = [this](Places&) { change_settings([](store::TeamSettings& settings) { settings.session_view_roles = {}; }); }},
        {.name = "transcripts are left out",
         .facts = {"not view_includes_transcripts"},
         .stand =
             [this](Places&) {
               change_settings([](store::TeamSettings& settings) { settings.session_view_transcripts = false; });
             }},
        {.name = "emergency access is off",
         .facts = {"not emergency_enabled"},
         .stand = [this](Places&) { change_settings([](store::TeamSettings& settings) { settings.emergency_access = false; }); }},
        {.name = "the colleague is the owner",
         .facts = {"target_is_owner"},
         .stand = [this](Places& places) { places["{colleague}"] = owner().member.value; }},
        {.name = "the team is deleted",
         .facts = {"team_deleted"},
         .stand = [this](Places&) { force_team([](store::Team& changed, Instant now) { changed.deleted_at = now; }); }},
        {.name = "a second factor is demanded",
         .facts = {"mfa_demanded"},
         .stand = [this](Places&) { change_settings([](store::TeamSettings& settings) { settings.require_mfa = true; }); }},
    };
  }

  /// "session.read own" for each grant of a role.
  static std::set<std::string> grants_of(const json::Value& role) {
    std::set<std::string> grants;
    for (const json::Value grant : json::Value(role.find("grants").value())) {
      grants.insert(std::string(grant.find("action")->string()) + " " + std::string(grant.find("scope")->string()));
      EXPECT_NE(grant.find("sentence")->string(), "");
    }
    return grants;
  }

  [[nodiscard]] const std::string& widest_role() const { return widest_role_; }

 private:
  Colleague custom_;
  std::string widest_role_;
};

TEST_P(SecondFormulationOverHttp, answers_every_question_of_every_column_with_each_scope_open) {
  for (const auto& [colleague, column] : one_of_each_column()) compare(in_person(colleague, column), every_scope);
  EXPECT_GT(compared(), 4'300);
  EXPECT_GT(answers().size(), 150U) << "too few different answers to mean anything";
}

TEST_P(SecondFormulationOverHttp, answers_alike_where_a_guard_stands) {
  const auto people = one_of_each_column();
  for (const Standing& guard : guards())
    for (const auto& [colleague, column] : people) compare(in_person(colleague, column), {"own", "viewed"}, guard);
  for (const char* rule : {"not_found", "mfa_required", "no_grant", "owner_protected", "owner_cannot_leave",
                           "emergency_access_off", "plan_lacks_feature", "note_signed", "legal_hold", "retention_expired",
                           "session_view_off", "not_in_audience", "session_restricted", "transcripts_not_included", "not_own"})
    EXPECT_TRUE(answers().contains(std::string("deny ") + rule)) << rule;
}

TEST_P(SecondFormulationOverHttp, answers_alike_where_somebody_is_named_in_the_audience) {
  const Standing named{
      .name = "named, and no role is in the audience",
      .facts = {"not audience.clinician", "not audience.administrator", "not audience.assistant", "not audience.template_manager",
                "view_names_member"},
      .stand = [this](Places&) { change_settings([](store::TeamSettings& settings) { settings.session_view_roles = {}; }); }};
  for (const auto& [colleague, column] : one_of_each_column()) {
    ASSERT_TRUE(world().write([&, member = colleague.member](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "INSERT INTO session_view_member(team_id, member_id) VALUES ($1, $2)", team(), member);
      return Done{};
    }));
    compare(in_person(colleague, column), {"viewed"}, named);
  }
  EXPECT_TRUE(answers().contains("permit note.read viewed by custom"));
  EXPECT_FALSE(answers().contains("deny not_in_audience"));
}

TEST_P(SecondFormulationOverHttp, answers_alike_where_a_custom_role_is_in_the_audience) {
  const Standing alone{
      .name = "only the custom role is in the audience",
      .facts = {"not audience.clinician", "not audience.administrator", "not audience.assistant",
                "not audience.template_manager"},
      .stand = [this](Places&) { change_settings([](store::TeamSettings& settings) { settings.session_view_roles = {}; }); },
      .custom = Standing::Custom::in_audience};
  const auto set = as(owner()).patch(path("/settings"), R"({"session_view":{"audience_roles":[")" + widest_role() + R"("]}})");
  ASSERT_EQ(set.status, 200) << set.body;
  for (const auto& [colleague, column] : one_of_each_column()) compare(in_person(colleague, column), {"viewed"}, alone);
  EXPECT_TRUE(answers().contains("permit note.read viewed by custom"));
  EXPECT_TRUE(answers().contains("deny not_in_audience"));
}

TEST_P(SecondFormulationOverHttp, answers_alike_once_the_trial_is_used) {
  force_team([](store::Team& changed, Instant now) { changed.trial = billing::Trial{now - days(40), now - days(10)}; });
  const Standing used{.name = "the trial is used", .facts = {"trial_used"}};
  for (const auto& [colleague, column] : one_of_each_column()) compare(in_person(colleague, column), {"nothing"}, used);
  EXPECT_TRUE(answers().contains("deny trial_used"));
}

TEST_P(SecondFormulationOverHttp, answers_alike_by_key) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator", "clinician"});
  const auto cara = join("Clara", "clara@clinic.example", {"administrator", "clinician"});
  const Asker below = by_key(adam, R"(["clinician"])", "clinician");
  const Asker lost = by_key(cara, R"(["administrator","clinician"])", "clinician");
  ASSERT_EQ(give_roles(cara, R"(["clinician"])"), 200);
  for (const Asker& asker : {below, lost, by_key(owner(), R"(["administrator"])", "owner")}) {
    compare(asker, every_scope);
    for (const Standing& guard : guards()) compare(asker, {"own"}, guard);
  }
  EXPECT_TRUE(answers().contains("deny above_own_rights"));
  EXPECT_FALSE(answers().contains("permit team.delete team by owner"));
}

TEST_P(SecondFormulationOverHttp, answers_alike_with_a_second_factor_and_after_a_forced_sign_out) {
  const auto people = one_of_each_column();
  const auto demanded = guards().back();
  ASSERT_EQ(demanded.name, "a second factor is demanded");
  for (const auto& [colleague, column] : people) {
    Colleague proved = colleague;
    proved.token = world().signed_in_again(colleague, service::Proof::totp_code).token;
    Asker asker = in_person(proved, column);
    asker.facts = {"second_factor is used"};
    compare(asker, {"own", "viewed"}, demanded);
  }
  EXPECT_FALSE(answers().contains("deny mfa_required"));
  const auto by_old_key = by_key(people.front().first, R"(["administrator"])", "owner");
  world().advance(minutes(1));
  for (const auto& [colleague, column] : people) {
    force(colleague.member, [&](store::Member& member) { member.logins_valid_from = world().clock().now(); });
    compare(in_person(colleague, column), {"own"}, {.name = "signed out", .facts = {"sign_in is before_forced_sign_out"}});
  }
  compare(by_old_key, {"own"}, {.name = "signed out", .facts = {"sign_in is before_forced_sign_out"}});
  EXPECT_TRUE(answers().contains("deny sign_in_again"));
}

TEST_P(SecondFormulationOverHttp, answers_alike_about_colleagues_in_every_state) {
  const auto clinician = join("Asker", "clinician@clinic.example", {"clinician"});
  const Asker asked = asked_about(clinician, "clinician");
  compare(asked, every_scope);
  for (const auto& [state, word] : {std::pair{MemberState::invited, "invited"}, std::pair{MemberState::suspended, "suspended"},
                                    std::pair{MemberState::removed, "removed"}}) {
    put_into(clinician.member, state);
    compare(asked, {"own", "viewed"}, {.name = word, .facts = {std::string("state is ") + word}});
    if (state == MemberState::suspended)
      compare(in_person(clinician, "clinician"), {"own"}, {.name = word, .facts = {"state is suspended"}});
  }
  EXPECT_TRUE(answers().contains("deny subject_not_active"));
}

TEST_P(SecondFormulationOverHttp, answers_alike_on_a_listening_port) {
  auto server = http::Server::start({.threads = 1}, [this](http::Request request, http::Responder respond) {
    api().handle(std::move(request), std::move(respond));
  });
  ASSERT_TRUE(server) << server.error().detail;
  http::test::Client connection((*server)->port());
  for (const auto& [colleague, column] : one_of_each_column()) {
    Asker asker = in_person(colleague, column);
    asker.evaluate = [&connection, token = colleague.token](const std::string& body) {
      const auto response = connection.request(
          "POST /access/v1/evaluation HTTP/1.1\r\nOrigin: http://rolecall.test\r\nCookie: rolecall_login=" + token +
              "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()),
          body);
      http::Reply reply;
      reply.status = response.status;
      reply.body = response.body;
      return reply;
    };
    compare(asker, {"own", "shared_edit", "viewed"});
  }
  EXPECT_GT(compared(), 1'400);
  EXPECT_GT(answers().size(), 100U);
}

TEST_P(SecondFormulationOverHttp, shows_the_grants_of_each_role_as_the_table_has_them) {
  const auto reply = as(owner()).get(path("/roles"));
  ASSERT_EQ(reply.status, 200);
  const auto& spec = second_formulation();
  const auto document = json_of(reply);
  std::size_t built_in = 0;
  for (const json::Value role : json::Value(document.root().find("items").value())) {
    if (!role.find("built_in")->boolean()) continue;
    const std::string id(role.find("id")->string());
    const auto column =
        static_cast<std::size_t>(std::find(spec.columns().begin(), spec.columns().end(), id) - spec.columns().begin());
    std::set<std::string> demanded;
    for (const auto& row : spec.table())
      if (row.held_by.at(column)) demanded.insert(row.action + " " + row.scope);
    EXPECT_EQ(grants_of(role), demanded) << id;
    ++built_in;
  }
  EXPECT_EQ(built_in, 4U);
  std::set<std::string> definable;
  for (std::size_t row = 0; row < spec.table().size(); ++row)
    if (spec.fits_custom_role(row)) definable.insert(spec.table()[row].action + " " + spec.table()[row].scope);
  const auto offered = grants_of(document.root().find("definition").value());
  EXPECT_TRUE(std::includes(definable.begin(), definable.end(), offered.begin(), offered.end()));
  EXPECT_TRUE(offered.contains("member.invite team"));
}

ROLECALL_ON_BOTH_STORES(SecondFormulationOverHttp);

}  // namespace
}  // namespace rolecall
