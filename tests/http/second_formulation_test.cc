// The table of a started server, through the API, against the second formulation of the policy (tests/policy/specification): a
// use case can load a fact wrongly, or an index be wrong, where the policy is right.
#include <algorithm>
#include <set>

#include "http/arranged_world.h"
#include "policy/specification/specification.h"

namespace rolecall {
namespace {

using specification::Specification;
using specification::Verdict;
using specification::World;
using testing::ArrangedTest;
using testing::Colleague;
using testing::Places;

const Specification& second_formulation() {
  static const Specification one(ROLECALL_SOURCE_DIR "/tests/policy/specification",
                                 ROLECALL_SOURCE_DIR "/tests/policy/golden/grants.csv");
  return one;
}

/// Where a question of a kind is asked; the colleague for a member, but the clinician of the session for a delegation.
std::string id_of(const std::string& kind, const std::string& action, const Places& places) {
  if (kind == "member") return places.at(action.starts_with("delegation.") ? "{clinician}" : "{colleague}");
  return places.at("{" + (kind == "transcript" ? "session" : kind) + "}");
}

/// The facts of ArrangedTest::arrange in the words of the second formulation.
World arranged(std::size_t action, std::size_t kind, const std::string& column, const std::string& scope) {
  World world = second_formulation().world(action, kind);
  const std::string& name = second_formulation().actions()[action];
  const std::string& on = second_formulation().kinds()[kind];
  const auto so = [&world](const std::string& fact) {
    world.facts[second_formulation().fact(fact)] = specification::in_all_cases;
  };
  for (const char* calm : {"known", "state is active", "sign_in is current", "second_factor is none", "via is browser",
                           "heir is unnamed", "asks_share is none", "emergency_enabled"})
    so(calm);
  for (const char* feature : {"session_view", "team_templates", "team_policies", "custom_roles", "sso", "scim", "audit_export"})
    so(std::string("feature.") + feature);
  for (const char* role : {"clinician", "administrator", "assistant", "template_manager"}) so(std::string("audience.") + role);
  so("view_includes_transcripts");
  if (column == "owner") so("owner");
  if (column != "member") so("role." + (column == "owner" ? "administrator" : column));
  if (scope == "viewed" || scope == "authored") so("view_enabled");
  const bool is_about_member = on == "member" && !name.starts_with("delegation.");
  if (!is_about_member && (scope == "own" || on == "team")) so("own");
  if (!is_about_member && on != "team" && on != "template" && scope == "delegated") so("delegated");
  if (on == "document" && scope == "authored") so("authored");
  if (on == "template") so("personal_template");
  if (scope == "emergency") so("emergency_open");
  so("share is " + (scope.starts_with("shared_") ? scope.substr(7) : "none"));
  return world;
}

std::string demanded(const World& world) {
  std::vector<Verdict> verdicts;
  second_formulation().decide(world, verdicts);
  return second_formulation().name_of(verdicts.front().outcome);
}

class SecondFormulationOverHttp : public ArrangedTest {
 protected:
  static std::string entity(const std::string& type, const std::string& id) {
    return R"({"type":")" + type + R"(","id":")" + id + R"("})";
  }

  /// In the words of the second formulation: "deny not_own", "permit session.read own by clinician".
  [[nodiscard]] std::string answered(const Colleague& asker, const std::string& action, const std::string& kind,
                                     const std::string& id) {
    const auto reply = as(asker).post("/access/v1/evaluation", R"({"subject":)" + entity("member", asker.member.value) +
                                                                   R"(,"action":{"name":")" + action + R"("},"resource":)" +
                                                                   entity(kind, id) + "}");
    EXPECT_EQ(reply.status, 200) << reply.body;
    if (!reply.body.starts_with(R"({"decision":true)")) return "deny " + text_of(reply, {"context", "rule"});
    const auto grant = [&reply](std::string_view part) { return text_of(reply, {"context", "grant", part}); };
    return "permit " + grant("action") + " " + grant("scope") + " by " + grant("role");
  }

  void compare_all_questions(const Colleague& asker, const std::string& column, const std::string& scope) {
    const Places places = arrange(scope, asker.member, "");
    const Specification& spec = second_formulation();
    for (std::size_t action = 0; action < spec.actions().size(); ++action) {
      for (std::size_t kind = 0; kind < spec.kinds().size(); ++kind) {
        const std::string& name = spec.kinds()[kind];
        if (!spec.asked_on(action, kind) || name == "role" || name == "delegation" || name == "api_key" || name == "emergency")
          continue;  // not asked about over AuthZEN
        const std::string answer = answered(asker, spec.actions()[action], name, id_of(name, spec.actions()[action], places));
        EXPECT_EQ(answer, demanded(arranged(action, kind, column, scope)))
            << spec.actions()[action] << " on " << name << " by " << column << " alone, open: " << scope;
        ++compared_;
        answers_.insert(answer);
      }
    }
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

  int compared_ = 0;
  std::set<std::string> answers_;
};

TEST_P(SecondFormulationOverHttp, answers_every_question_of_every_column_with_each_scope_open) {
  const auto& columns = second_formulation().columns();
  for (std::size_t column = 0; column + 1 < columns.size(); ++column) {
    const std::string& name = columns[column];
    std::vector<std::string> roles;
    if (name != "member" && name != "owner") roles.push_back(name);
    const Colleague asker = name == "owner" ? owner() : join("Asker", name + "@clinic.example", roles);
    for (const char* scope :
         {"nothing", "own", "delegated", "authored", "shared_view", "shared_edit", "shared_full", "viewed", "emergency"})
      compare_all_questions(asker, name, scope);
  }
  EXPECT_GT(compared_, 3'700);
  EXPECT_GT(answers_.size(), 130U) << "too few different answers to mean anything";
}

TEST_P(SecondFormulationOverHttp, shows_the_grants_of_each_role_as_the_table_has_them) {
  const auto reply = as(owner()).get(path("/roles"));
  ASSERT_EQ(reply.status, 200);
  const Specification& spec = second_formulation();
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
