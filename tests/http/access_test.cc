// OpenID AuthZEN 1.0: what must be there, batches, who may ask about whom, and that answers agree with the endpoints.
#include "http/administration_world.h"
#include "policy/catalog.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;

class Evaluation : public AdministrationTest {
 protected:
  static std::string entity(const std::string& type, const std::string& id) {
    return R"({"type":")" + type + R"(","id":")" + id + R"("})";
  }
  static std::string question(const std::string& subject, const std::string& action, const std::string& resource) {
    return R"({"subject":)" + subject + R"(,"action":{"name":")" + action + R"("},"resource":)" + resource + "}";
  }
  [[nodiscard]] std::string the_team() const { return entity("team", team().value); }
  static std::string user(const testing::Person& person) { return entity("user", person.user.value); }

  http::Reply ask(const testing::Person& caller, const std::string& body) {
    return as(caller).post("/access/v1/evaluation", body);
  }
  http::Reply ask_many(const std::string& body) { return as(owner()).post("/access/v1/evaluations", body); }

  static bool decision(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto document = json_of(reply);
    const auto value = document.root().find("decision");
    return value && value->boolean();
  }
  static std::string rule(const http::Reply& reply) { return text_of(reply, {"context", "rule"}); }
  static std::string decisions(const http::Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    std::string found;
    const auto document = json_of(reply);
    for (const json::Value item : json::Value(document.root().find("evaluations").value())) {
      found += item.find("decision")->boolean() ? 'y' : 'n';
    }
    return found;
  }
};

TEST_P(Evaluation, answers_with_rule_explanation_remedy_grant_and_instant) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto yes = ask(owner(), question(user(owner()), "member.invite", the_team()));
  EXPECT_TRUE(decision(yes));
  EXPECT_EQ(text_of(yes, {"context", "rule"}), "granted");
  EXPECT_EQ(text_of(yes, {"context", "grant", "role"}), "administrator");
  EXPECT_EQ(text_of(yes, {"context", "grant", "scope"}), "team");
  EXPECT_EQ(text_of(yes, {"context", "at"}), "2026-03-01T12:00:00Z");
  EXPECT_EQ(yes.body.find("assumed"), std::string::npos);
  const auto no = ask(cara, question(user(cara), "member.invite", the_team()));
  EXPECT_FALSE(decision(no));
  EXPECT_EQ(rule(no), "no_grant");
  EXPECT_NE(text_of(no, {"context", "explanation"}), "");
  EXPECT_EQ(text_of(no, {"context", "remedy", "action"}), "role.assign");
}

TEST_P(Evaluation, refuses_missing_and_ill_typed_members_with_400_and_ignores_unknown_ones) {
  const auto subject = user(owner());
  for (const auto& body :
       {std::string("[]"), std::string("{}"), R"({"subject":)" + subject + "}",
        R"({"subject":5,"action":{"name":"team.read"},"resource":)" + the_team() + "}",
        R"({"subject":{"type":"user"},"action":{"name":"team.read"},"resource":)" + the_team() + "}",
        R"({"subject":{"type":"user","id":7},"action":{"name":"team.read"},"resource":)" + the_team() + "}",
        R"({"subject":)" + subject + R"(,"action":"team.read","resource":)" + the_team() + "}",
        R"({"subject":)" + subject + R"(,"action":{"name":null},"resource":)" + the_team() + "}",
        R"({"subject":)" + subject + R"(,"action":{"name":"team.read"},"resource":{"id":"x"}})",
        R"({"subject":)" + subject + R"(,"action":{"name":"team.read"},"context":[],"resource":)" + the_team() + "}"}) {
    EXPECT_EQ(ask(owner(), body).status, 400) << body;
  }
  const auto extended =
      R"({"hello":1,"subject":{"type":"user","id":")" + owner().user.value +
      R"(","x":[],"properties":{"a":1}},"action":{"name":"team.read","properties":{}},"context":{"ip":"::1"},)" +
      R"("resource":)" + the_team() + "}";
  EXPECT_TRUE(decision(ask(owner(), extended)));
}

TEST_P(Evaluation, does_not_answer_about_the_past_yet_and_says_so) {
  const auto body = R"({"subject":)" + user(owner()) +
                    R"(,"action":{"name":"team.read"},"context":{"at":"2025-01-01T00:00:00Z"},)" + R"("resource":)" + the_team() +
                    "}";
  const auto reply = ask(owner(), body);
  EXPECT_EQ(reply.status, 422);
  EXPECT_NE(reply.body.find("/context/at"), std::string::npos);
}

TEST_P(Evaluation, needs_a_login_and_a_key_answers_for_its_own_rights) {
  const auto body = question(user(owner()), "member.invite", the_team());
  EXPECT_EQ(nobody().post("/access/v1/evaluation", body).status, 401);
  EXPECT_EQ(nobody().post("/access/v1/evaluation", question(user(owner()), "session.read", entity("session", "ses_1"))).status,
            401);
  EXPECT_TRUE(decision(with_key(key_of(owner(), R"(["administrator"])")).post("/access/v1/evaluation", body)));
  EXPECT_FALSE(decision(with_key(key_of(owner(), R"(["clinician"])")).post("/access/v1/evaluation", body)));
}

TEST_P(Evaluation, tells_outsiders_nothing_but_not_found) {
  const auto outside = stranger();
  const auto foreign = ask(outside.person, question(user(outside.person), "team.read", the_team()));
  const auto unknown = ask(outside.person, question(user(outside.person), "team.read", entity("team", "tem_nowhere")));
  EXPECT_EQ(rule(foreign), "not_found");
  EXPECT_EQ(foreign.body, unknown.body);
  const auto foreign_member =
      ask(outside.person, question(user(outside.person), "member.suspend", entity("member", owner().member.value)));
  const auto unknown_member = ask(outside.person, question(user(outside.person), "member.suspend", entity("member", "mem_x")));
  EXPECT_EQ(foreign_member.body, unknown_member.body);
  EXPECT_EQ(rule(ask(owner(), question(user(outside.person), "team.read", the_team()))), "not_found");
}

TEST_P(Evaluation, about_others_needs_member_read_contact_and_assumes_their_logins) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto about_cara = question(entity("member", cara.member.value), "session.create", the_team());
  const auto asked = ask(owner(), about_cara);
  EXPECT_TRUE(decision(asked));
  EXPECT_NE(asked.body.find(R"("assumed":["sign_in","second_factor"])"), std::string::npos) << asked.body;
  EXPECT_TRUE(decision(ask(owner(), question(entity("user", " CARA@Clinic.Example"), "session.create", the_team()))));
  EXPECT_TRUE(decision(ask(owner(), question(user(cara), "session.create", the_team()))));
  EXPECT_EQ(rule(ask(cara, question(user(owner()), "team.read", the_team()))), "not_found");
  EXPECT_TRUE(decision(ask(cara, question(entity("user", cara.address), "team.read", the_team()))));
}

TEST_P(Evaluation, denies_unknown_actions_types_and_combinations_as_not_found) {
  for (const auto& body :
       {question(user(owner()), "team.explode", the_team()), question(user(owner()), "member.suspend", the_team()),
        question(user(owner()), "session.read", entity("session", "ses_1")),
        question(entity("robot", "r2"), "team.read", the_team()),
        question(user(owner()), "team.read", entity("building", "b"))}) {
    EXPECT_EQ(rule(ask(owner(), body)), "not_found") << body;
  }
}

TEST_P(Evaluation, of_a_session_for_somebody_else_follows_the_clinician_that_is_named) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto resource_for = [&](const std::string& member) {
    return R"({"type":"team","id":")" + team().value + R"(","properties":{"clinician":")" + member + R"("}})";
  };
  EXPECT_TRUE(decision(ask(cara, question(user(cara), "session.create", resource_for(cara.member.value)))));
  EXPECT_EQ(rule(ask(cara, question(user(cara), "session.create", resource_for(owner().member.value)))), "not_own");
  EXPECT_EQ(rule(ask(cara, question(user(cara), "session.create", resource_for("mem_nobody")))), "not_found");
}

TEST_P(Evaluation, writes_nothing_whatever_the_answer) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto before = audit_rows();
  EXPECT_FALSE(decision(ask(cara, question(user(cara), "team.delete", the_team()))));
  EXPECT_EQ(audit_rows(), before);
}

TEST_P(Evaluation, of_a_batch_uses_defaults_and_keeps_the_order) {
  const auto body =
      R"({"subject":)" + user(owner()) + R"(,"resource":)" + the_team() +
      R"(,"evaluations":[{"action":{"name":"team.read"}},{"action":{"name":"team.explode"}},)" +
      R"({"action":{"name":"team.read"},"resource":{"type":"team","id":"tem_other"}},{"action":{"name":"team.delete"}}]})";
  EXPECT_EQ(decisions(ask_many(body)), "ynny");
}

TEST_P(Evaluation, of_a_broken_item_is_decision_false_with_the_error_in_its_context) {
  const auto reply =
      ask_many(R"({"subject":)" + user(owner()) + R"(,"resource":)" + the_team() +
               R"(,"evaluations":[{"action":{"name":"team.read"}},{"action":{}},7,{"action":{"name":"team.read"}}]})");
  EXPECT_EQ(decisions(reply), "ynny");
  EXPECT_NE(reply.body.find(R"({"decision":false,"context":{"error":{"status":400,)"), std::string::npos) << reply.body;
}

TEST_P(Evaluation, of_a_batch_stops_where_its_semantic_says) {
  const auto batch = [&](const std::string& semantic) {
    return decisions(ask_many(
        R"({"options":{"evaluations_semantic":")" + semantic + R"("},"subject":)" + user(owner()) + R"(,"resource":)" +
        the_team() + R"(,"evaluations":[{"action":{"name":"team.read"}},{"action":{}},{"action":{"name":"team.read"}}]})"));
  };
  EXPECT_EQ(batch("execute_all"), "yny");
  EXPECT_EQ(batch("deny_on_first_deny"), "yn");
  EXPECT_EQ(batch("permit_on_first_permit"), "y");
  EXPECT_EQ(ask_many(R"({"options":{"evaluations_semantic":"guess"},"evaluations":[{}]})").status, 400);
}

TEST_P(Evaluation, of_many_without_items_is_a_single_one_and_of_too_many_is_refused) {
  const auto single = question(user(owner()), "team.read", the_team());
  EXPECT_TRUE(decision(ask_many(single)));
  EXPECT_TRUE(decision(ask_many(R"({"evaluations":[],)" + single.substr(1))));
  EXPECT_EQ(ask_many(R"({"evaluations":{}})").status, 400);
  std::string items = "{}";
  for (int i = 0; i < 100; ++i) items += ",{}";
  EXPECT_EQ(ask_many(R"({"evaluations":[)" + items + "]}").status, 413);
}

TEST_P(Evaluation, takes_effect_with_a_demotion_on_the_next_question) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto asked = question(user(adam), "member.invite", the_team());
  EXPECT_TRUE(decision(ask(adam, asked)));
  EXPECT_EQ(as(owner()).put(path("/members/" + adam.member.value + "/roles"), R"({"roles":["clinician"]})").status, 200);
  EXPECT_FALSE(decision(ask(adam, asked)));
}

/// What the endpoints let through, and what an evaluation says beforehand, for every pair of roles.
TEST_P(Evaluation, agrees_with_what_the_endpoints_do) {
  struct Case {
    const char* action;
    std::string resource;
    std::function<int(const testing::ApiClient&)> act;
  };
  const auto target = join("Tara", "tara@clinic.example", {"clinician"});
  const auto member = [&](const testing::Colleague& who) { return entity("member", who.member.value); };
  const std::string roles_of_target = path("/members/" + target.member.value + "/roles?dry_run=true");
  const std::string roles_of_owner = path("/members/" + owner().member.value + "/roles?dry_run=true");
  const std::vector<Case> cases{
      {"team.read", the_team(), [&](const auto& client) { return client.get(path()).status; }},
      {"audit.read", the_team(), [&](const auto& client) { return client.get(path("/audit")).status; }},
      {"audit.export", the_team(), [&](const auto& client) { return client.get(path("/audit/export")).status; }},
      {"billing.read", the_team(), [&](const auto& client) { return client.get(path("/billing")).status; }},
      {"team.settings.read", the_team(), [&](const auto& client) { return client.get(path("/settings")).status; }},
      {"role.read", the_team(), [&](const auto& client) { return client.get(path("/roles")).status; }},
      {"api_key.manage", the_team(), [&](const auto& client) { return client.get(path("/api-keys")).status; }},
      {"team.session_view.update", the_team(),
       [&](const auto& client) {
         return client.patch(path("/settings?dry_run=true"), R"({"session_view":{"enabled":false}})").status;
       }},
      {"role.assign", member(target),
       [&](const auto& client) { return client.put(roles_of_target, R"({"roles":["clinician"]})").status; }},
      {"role.assign", member(owner()),
       [&](const auto& client) { return client.put(roles_of_owner, R"({"roles":["administrator"]})").status; }},
  };
  std::vector<testing::Colleague> people{owner()};
  for (const char* role : {"clinician", "administrator", "assistant", "template_manager"}) {
    people.push_back(join(role, std::string(role) + "@clinic.example", {role}));
  }
  for (const auto& person : people) {
    for (const auto& one : cases) {
      const bool said = decision(ask(person, question(user(person), one.action, one.resource)));
      const int status = one.act(as(person));
      EXPECT_EQ(said, status < 400) << person.name << " " << one.action << " " << one.resource << " " << status;
    }
  }
}

TEST_P(Evaluation, is_described_at_the_well_known_place) {
  const auto reply = nobody().get("/.well-known/authzen-configuration");
  EXPECT_EQ(text_of(reply, {"policy_decision_point"}), "http://rolecall.test");
  EXPECT_EQ(text_of(reply, {"access_evaluation_endpoint"}), "http://rolecall.test/access/v1/evaluation");
  EXPECT_EQ(text_of(reply, {"access_evaluations_endpoint"}), "http://rolecall.test/access/v1/evaluations");
}

ROLECALL_ON_BOTH_STORES(Evaluation);

}  // namespace
}  // namespace rolecall
