// The policy as the API answers it, beside its second formulation (tests/policy/specification): the same question to both. A use
// case can load a fact wrongly, or an index be wrong, where the policy is right.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "http/arranged_world.h"
#include "policy/specification/specification.h"

namespace rolecall::testing {

[[nodiscard]] inline const specification::Specification& second_formulation() {
  static const specification::Specification one(ROLECALL_SOURCE_DIR "/tests/policy/specification",
                                                ROLECALL_SOURCE_DIR "/tests/policy/golden/grants.csv");
  return one;
}

/// Makes each fact true: "restricted", "role.clinician"; "share is view" in place of the other words; "not known" makes it false.
inline void make_true(specification::World& world, const std::vector<std::string>& facts) {
  for (const std::string& fact : facts) {
    const auto is = fact.find(" is ");
    if (is != std::string::npos)
      for (const auto& [name, place] : second_formulation().facts())
        if (name.starts_with(fact.substr(0, is + 4))) world.facts[place] = 0;
    const bool is_denied = fact.starts_with("not ");
    world.facts[second_formulation().fact(is_denied ? fact.substr(4) : fact)] = is_denied ? 0 : specification::in_all_cases;
  }
}

/// Somebody with one column of the table, how he asks, and what is true of him beyond a calm world.
struct Asker {
  MemberId member;
  std::string column;
  std::function<http::Reply(const std::string&)> evaluate;  // takes the body of an evaluation
  std::vector<std::string> facts = {};
};

/// What stands in the way of an arranged question, in the store and in the words of the second formulation.
struct Standing {
  std::string name;
  std::vector<std::string> facts = {};
  std::function<void(Places&)> stand = [](Places&) {};
  std::string arranged_for = {};  // the action that ArrangedTest::arrange makes objects for
  enum class Custom { out_of_audience, in_audience } custom = Custom::out_of_audience;  // where the widest role stands
};

class SecondFormulationTest : public ArrangedTest {
 protected:
  /// As somebody who is signed in.
  [[nodiscard]] Asker in_person(const Colleague& colleague, const std::string& column) const {
    return {colleague.member, column,
            [client = as(colleague)](const std::string& body) { return client.post("/access/v1/evaluation", body); }};
  }

  /// Asks everything that AuthZEN can ask and expects the answers that the second formulation demands.
  void compare_all_questions(const Asker& asker, const std::string& scope, const Standing& standing) {
    Places places = arrange(scope, asker.member, standing.arranged_for);
    standing.stand(places);
    const auto& spec = second_formulation();
    for (std::size_t action = 0; action < spec.actions().size(); ++action) {
      for (std::size_t kind = 0; kind < spec.kinds().size(); ++kind) {
        const std::string& name = spec.kinds()[kind];
        if (!spec.asked_on(action, kind) || !is_asked_over_authzen(name)) continue;
        const std::string answer = answered(asker, spec.actions()[action], name, id_of(name, spec.actions()[action], places));
        auto world = arranged(action, kind, asker.column, scope);
        make_true(world, asker.facts);
        make_true(world, standing.facts);
        if (standing.custom == Standing::Custom::in_audience && asker.column == "custom") world.audience_custom = custom_rows_;
        EXPECT_EQ(answer, demanded(world)) << spec.actions()[action] << " on " << name << " by " << asker.column
                                           << " alone, open: " << scope << ", standing: " << standing.name;
        ++compared_;
        answers_.insert(answer);
      }
    }
  }

  [[nodiscard]] int compared() const { return compared_; }
  [[nodiscard]] const std::set<std::string>& answers() const { return answers_; }

 private:
  static bool is_asked_over_authzen(const std::string& kind) {
    return kind != "role" && kind != "delegation" && kind != "api_key" && kind != "emergency";
  }
  static std::string entity(const std::string& type, const std::string& id) {
    return R"({"type":")" + type + R"(","id":")" + id + R"("})";
  }
  /// Where a question of a kind is asked; the colleague for a member, but the clinician of the session for a delegation.
  static std::string id_of(const std::string& kind, const std::string& action, const Places& places) {
    if (kind == "member") return places.at(action.starts_with("delegation.") ? "{clinician}" : "{colleague}");
    return places.at("{" + (kind == "transcript" ? "session" : kind) + "}");
  }

  /// The facts of ArrangedTest::arrange in the words of the second formulation.
  [[nodiscard]] specification::World arranged(std::size_t action, std::size_t kind, const std::string& column,
                                              const std::string& scope) const {
    specification::World world = second_formulation().world(action, kind);
    const std::string& name = second_formulation().actions()[action];
    const std::string& on = second_formulation().kinds()[kind];
    const auto so = [&world](const std::string& fact) { make_true(world, {fact}); };
    for (const char* calm : {"known", "state is active", "sign_in is current", "second_factor is none", "via is browser",
                             "heir is unnamed", "asks_share is none", "emergency_enabled"})
      so(calm);
    for (const char* feature : {"session_view", "team_templates", "team_policies", "custom_roles", "sso", "scim", "audit_export"})
      so(std::string("feature.") + feature);
    for (const char* role : {"clinician", "administrator", "assistant", "template_manager"}) so(std::string("audience.") + role);
    so("view_includes_transcripts");
    if (column == "owner") so("owner");
    if (column == "custom") world.custom = custom_rows_;
    if (column != "member" && column != "custom") so("role." + (column == "owner" ? "administrator" : column));
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

  static std::string demanded(const specification::World& world) {
    std::vector<specification::Verdict> verdicts;
    second_formulation().decide(world, verdicts);
    return second_formulation().name_of(verdicts.front().outcome);
  }

  /// In the words of the second formulation: "deny not_own", "permit session.read own by clinician".
  static std::string answered(const Asker& asker, const std::string& action, const std::string& kind, const std::string& id) {
    const auto reply = asker.evaluate(R"({"subject":)" + entity("member", asker.member.value) + R"(,"action":{"name":")" +
                                      action + R"("},"resource":)" + entity(kind, id) + "}");
    EXPECT_EQ(reply.status, 200) << reply.body;
    if (!reply.body.starts_with(R"({"decision":true)")) return "deny " + text_of(reply, {"context", "rule"});
    const auto grant = [&reply](std::string_view part) { return text_of(reply, {"context", "grant", part}); };
    return "permit " + grant("action") + " " + grant("scope") + " by " + grant("role");
  }

 protected:
  /// A custom role with everything that one may hold; who holds it alone asks as the column `custom`.
  [[nodiscard]] std::string define_widest_role() {
    custom_rows_.assign(second_formulation().table().size(), 0);
    std::string grants;
    for (std::size_t row = 0; row < custom_rows_.size(); ++row) {
      if (!second_formulation().fits_custom_role(row)) continue;
      custom_rows_[row] = specification::in_all_cases;
      const auto& [action, scope, held_by] = second_formulation().table()[row];
      grants += (grants.empty() ? "" : ",") + (R"({"action":")" + action + R"(","scope":")" + scope + R"("})");
    }
    const auto made = as(owner()).post(path("/roles"), R"({"family":"clinician","name":"All","grants":[)" + grants + "]}");
    EXPECT_EQ(made.status, 201) << made.body;
    return text_of(made, {"id"});
  }

 private:
  std::vector<specification::Lanes> custom_rows_;  // of the widest role
  int compared_ = 0;
  std::set<std::string> answers_;
};

}  // namespace rolecall::testing
