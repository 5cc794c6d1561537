#include "policy/compare_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "facts.h"
#include "policy/table.h"

namespace rolecall::policy::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Table table_of_the_code() { return table_from_csv(table_as_csv()).value(); }

std::string with(std::string_view row, std::string_view instead) {
  std::string csv = table_as_csv();
  return csv.replace(csv.find(row), row.size(), instead);
}

std::vector<std::string> names_of(const std::vector<Asker>& askers) {
  std::vector<std::string> names;
  for (const Asker& asker : askers) names.push_back(name_of(asker));
  return names;
}

/// The question that a case stands for.
Question question_of(const Asker& asker, Action action, Scope scope) {
  Question question = calm_question(action);
  question.subject.roles = asker.roles;
  question.subject.owner = asker.owner;
  question.resource.personal_template = scope == Scope::own;
  open_scope(question.resource, scope);
  if (scope == Scope::viewed) question.team.session_view = view_for_all_roles();
  return question;
}

/// Without the share that `authored` needs, so that the share's own grants stay out of the case.
bool decides(const Asker& asker, Action action, Scope scope) {
  Question question = question_of(asker, action, scope);
  if (scope == Scope::authored) question.resource.share = ShareLevel::view;
  const Decision decision = decide(question);
  return decision.permitted() && (scope != Scope::authored || grant_at(decision.grant->id).scope != Scope::shared_view);
}

/// Places without a row of their own, which a row for a lower share reaches.
std::size_t rows_of_lower_shares_reached_by_higher_ones() {
  std::size_t count = 0;
  for (const ActionEntry& action : all_actions) {
    ScopeSet scopes;
    for (const GrantId id : grants_of(action.action)) scopes.add(grant_at(id).scope);
    bool is_shared = scopes.has(Scope::shared_view);
    for (const Scope scope : {Scope::shared_edit, Scope::shared_full}) {
      if (is_shared && !scopes.has(scope)) ++count;
      is_shared = is_shared || scopes.has(scope);
    }
  }
  return count;
}

TEST(CompareTables, DecidesEveryCaseOfTheTableOfTheCodeAsDecideDoes) {
  const Table table = table_of_the_code();
  std::size_t cases = 0;
  for (const Asker& asker : all_askers())
    for (const ActionEntry& action : all_actions)
      for (const ScopeEntry& scope : all_scopes) {
        ++cases;
        EXPECT_EQ(decide_by(table, asker, action.action, scope.scope) == Effect::permit,
                  decides(asker, action.action, scope.scope))
            << name_of(asker) << " " << action.name << " " << scope.name;
      }
  EXPECT_EQ(cases, 24 * action_count * scope_count);
  EXPECT_EQ(case_count(table, table), 24 * (grant_count + rows_of_lower_shares_reached_by_higher_ones()));
}

TEST(CompareTables, FindNoDifferenceBetweenATableAndItself) {
  EXPECT_TRUE(differences(table_of_the_code(), table_of_the_code()).empty());
}

TEST(CompareTables, FindWhoMayMoreAndWhoMayLessForOneBit) {
  const Table changed = table_from_csv(with("note.sign,own,0,1,0,", "note.sign,own,0,0,0,")).value();
  const auto less = differences(table_of_the_code(), changed);
  ASSERT_EQ(less.size(), 1U);
  EXPECT_EQ(less[0].action, Action::note_sign);
  EXPECT_EQ(less[0].scope, Scope::own);
  EXPECT_EQ(less[0].now, Effect::deny);
  EXPECT_EQ(less[0].askers.size(), 12U) << "every set with clinician, four of them the owner's";
  EXPECT_EQ(name_of(less[0].askers.front()), "clinician");
  const auto more = differences(changed, table_of_the_code());
  ASSERT_EQ(more.size(), 1U);
  EXPECT_EQ(more[0].now, Effect::permit);
  EXPECT_EQ(more[0].askers, less[0].askers);
}

TEST(CompareTables, FindWhatAHigherShareNoLongerReaches) {
  const Table changed =
      table_from_csv(with("session.update,shared_edit,0,1,1,1,", "session.update,shared_edit,0,1,1,0,")).value();
  std::vector<std::string_view> scopes;
  for (const Difference& difference : differences(table_of_the_code(), changed)) scopes.push_back(name_of(difference.scope));
  EXPECT_THAT(scopes, ElementsAre("shared_edit", "shared_full"));
}

TEST(CompareTables, FindARowThatOnlyOneOfThemHas) {
  const Table whole = table_of_the_code();
  Table less = whole;
  ASSERT_EQ(std::erase_if(less, [](const TableRow& row) { return row.action == Action::note_sign; }), 1U);
  const auto lost = differences(whole, less);
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].now, Effect::deny);
  const auto gained = differences(less, whole);
  ASSERT_EQ(gained.size(), 1U);
  EXPECT_EQ(gained[0].now, Effect::permit);
  EXPECT_EQ(case_count(less, whole), case_count(whole, whole));
}

TEST(CompareTables, NameWhoAsksByWhatHeHoldsAndTheOwnerWithoutTheRoleThatHeAlwaysHolds) {
  EXPECT_EQ(name_of(Asker{{}, false}), "member");
  EXPECT_EQ(name_of(Asker{{Role::administrator}, false}), "administrator");
  EXPECT_EQ(name_of(Asker{{Role::clinician, Role::assistant}, false}), "clinician, assistant");
  EXPECT_EQ(name_of(Asker{{Role::administrator}, true}), "owner");
  EXPECT_EQ(name_of(Asker{{Role::administrator, Role::clinician}, true}), "owner, clinician");
}

TEST(CompareTables, LeaveOutWhoeverStillHoldsItByAnotherRole) {
  const Table changed =
      table_from_csv(with("template.team.create,team,0,0,1,0,1,", "template.team.create,team,0,0,1,0,0,")).value();
  const auto found = differences(table_of_the_code(), changed);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(names_of(found.back().askers),
              ElementsAre("template_manager", "clinician, template_manager", "assistant, template_manager",
                          "clinician, assistant, template_manager"));
}

TEST(CompareTables, RefuseATableThatSaysWhatNobodyKnowsAndNameWhatIsKnown) {
  const auto detail = [](std::string_view row, std::string_view instead) {
    const auto table = table_from_csv(with(row, instead));
    return table ? std::string() : table.error().detail;
  };
  EXPECT_THAT(detail("note.sign,own", "note.singe,own"), HasSubstr("unknown action `note.singe`; known: team.read, "));
  EXPECT_THAT(detail("note.sign,own", "note.sign,mine"), HasSubstr("unknown scope `mine`; known: own, delegated, "));
  EXPECT_THAT(detail("template_manager,owner", "boss,owner"), HasSubstr("unknown column `boss`; known: action, scope, member, "));
  EXPECT_THAT(detail("note.sign,own,0,1", "note.sign,own,0,2"), HasSubstr("expected 0 or 1 in the column `clinician`"));
  EXPECT_THAT(detail("note.sign,own", "note.addend,own"), HasSubstr("action and scope stand in a row above"));
  EXPECT_THAT(detail("action,scope,member", "scope,action,member"), HasSubstr("row 1: expected the columns of "));
  EXPECT_THAT(detail("note.sign,own,0,1,0,0,0,0,", "note.sign,own,0,1,0,0,0,"), HasSubstr("expected as many cells as there are"));
  EXPECT_THAT(table_from_csv("action,\"scope").error().detail, HasSubstr("a quoted cell does not end"));
  EXPECT_FALSE(table_from_csv("").has_value());
  EXPECT_FALSE(table_from_csv("action,scope\nnote.sign,own\n").has_value());
}

}  // namespace
}  // namespace rolecall::policy::testing
