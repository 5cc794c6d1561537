// The whole role x action x scope x plan matrix as a committed file. A change to it is reviewed as policy, not as noise.
#include <gtest/gtest.h>

#include <string>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

/// The scopes that the facts of a kind of resource can open at all.
ScopeSet scopes_of(ResourceKind kind) {
  if (content_kinds.has(kind)) return ScopeSet::all();
  return {Scope::own, Scope::delegated, Scope::team};
}

Question question_in(Action action, Scope scope, std::string_view plan) {
  Question question = calm_question(action);
  question.team.features = features_of_plan(plan);
  question.resource.personal_template = scope == Scope::own;
  open_scope(question.resource, scope);
  if (scope == Scope::viewed) question.team.session_view = view_for_all_roles();
  if (scope == Scope::authored) question.resource.share = ShareLevel::view;  // he may still read the session
  return question;
}

std::string cell(const Question& question) {
  const Decision decision = decide(question);
  if (!decision.grant) return std::string(name_of(decision.rule));
  return "permit " + std::string(name_of(grant_at(decision.grant->id).scope));
}

/// One cell each for no role, the four roles alone, and the owner, who is an administrator as well.
std::string cells(Question question) {
  std::string line = cell(question);
  for (const RoleEntry& role : all_roles) {
    question.subject.roles = {role.role};
    line += "," + cell(question);
  }
  question.subject.roles = {Role::administrator};
  question.subject.owner = true;
  return line + "," + cell(question);
}

std::string matrix() {
  std::string text = "action,scope,plan,member,clinician,administrator,assistant,template_manager,owner\n";
  for (const ActionEntry& action : all_actions) {
    for (const Scope scope : scopes_of(natural_kind(action.action))) {
      std::string plans, last;
      const auto write = [&] {
        text.append(action.name).append(",").append(name_of(scope)).append("," + plans + "," + last + "\n");
      };
      for (const std::string plan : {"free", "pro", "together", "enterprise"}) {
        const std::string line = cells(question_in(action.action, scope, plan));
        if (!plans.empty() && line != last) write();
        plans = !plans.empty() && line == last ? plans + " " + plan : plan;
        last = line;
      }
      write();
    }
  }
  return text;
}

TEST(Matrix, RoleByActionByScopeByPlanIsAsCommitted) {
  EXPECT_TRUE(equals_generated_file("tests/policy/golden/matrix.csv", matrix()))
      << "run policy_tests with ROLECALL_REGENERATE=1 and review the difference as policy";
}

}  // namespace
}  // namespace rolecall::policy::testing
