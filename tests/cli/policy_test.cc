// `rolecall policy explain` and `diff`: what the program says about single decisions and about two tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"

namespace rolecall::cli::test {
namespace {

using ::testing::HasSubstr;

Ran explain(std::vector<std::string> words) {
  words.insert(words.begin(), {"policy", "explain"});
  return run({.arguments = std::move(words)});
}

std::string explained(std::vector<std::string> words) {
  const Ran ran = explain(std::move(words));
  EXPECT_EQ(ran.status, 0) << ran.error;
  return ran.output;
}

TEST(PolicyExplain, says_by_which_grant_something_is_permitted) {
  EXPECT_EQ(explained({"administrator", "note.read", "viewed"}),
            "Permitted by the grant note.read in the scope viewed, held as administrator.\n"
            "The role Administrator allows this as Session View opens the session.\n");
  EXPECT_EQ(explained({"owner", "team.delete", "team"}),
            "Permitted by the grant team.delete in the scope team, held as owner.\n"
            "Being the Account Owner allows this in the whole team.\n");
}

TEST(PolicyExplain, says_which_rule_denies_and_who_can_change_that) {
  EXPECT_EQ(explained({"administrator", "note.read", "viewed", "session_view=disabled"}),
            "Denied by the rule session_view_off.\n"
            "Session View is switched off in this team.\n"
            "Session View can be switched on in the team settings. Who: owner, administrator (team.session_view.update).\n");
  EXPECT_EQ(explained({"clinician", "note.sign", "own", "note=signed"}),
            "Denied by the rule note_signed.\n"
            "The note is signed, and a signed note no longer changes.\n");
}

TEST(PolicyExplain, takes_facts_of_the_plan_the_login_and_the_resource) {
  EXPECT_THAT(explained({"administrator", "team.session_view.update", "team", "plan=pro"}), HasSubstr("plan_lacks_feature"));
  EXPECT_THAT(explained({"administrator", "team.session_view.update", "team", "plan=together"}), HasSubstr("Permitted"));
  EXPECT_THAT(explained({"clinician", "note.read", "own", "mfa=demanded"}), HasSubstr("mfa_required"));
  EXPECT_THAT(explained({"clinician", "note.read", "own", "mfa=demanded", "second_factor=used"}), HasSubstr("Permitted"));
  EXPECT_THAT(explained({"administrator", "member.remove", "team", "target=owner"}), HasSubstr("owner_protected"));
  EXPECT_THAT(explained({"member", "session.read", "shared_view"}), HasSubstr("Permitted"));
  EXPECT_THAT(explained({"member", "session.read", "none"}), HasSubstr("not_own"));
}

TEST(PolicyExplain, offers_the_trial_where_one_can_be_started) {
  EXPECT_THAT(explained({"administrator", "team.session_view.update", "team", "plan=pro"}), HasSubstr("(billing.start_trial)"));
  EXPECT_THAT(explained({"administrator", "team.session_view.update", "team", "plan=pro", "trial=used"}),
              HasSubstr("(billing.upgrade)"));
  EXPECT_THAT(explained({"administrator", "role.define", "team", "plan=pro"}), HasSubstr("(billing.upgrade)"));
}

TEST(PolicyExplain, takes_an_audience_of_several_roles_and_single_features_that_lack) {
  EXPECT_THAT(explained({"assistant", "note.read", "viewed", "session_view=disabled", "audience=clinician,assistant"}),
              HasSubstr("held as assistant"));
  EXPECT_THAT(explained({"assistant", "note.read", "viewed", "session_view=disabled", "audience=clinician"}),
              HasSubstr("not_in_audience"));
  EXPECT_THAT(explained({"administrator", "role.define", "team", "lacks=custom_roles"}), HasSubstr("plan_lacks_feature"));
}

TEST(PolicyExplain, names_what_is_known_instead_of_what_is_not) {
  const auto refused = [](std::vector<std::string> words) {
    const Ran ran = explain(std::move(words));
    EXPECT_EQ(ran.status, 1) << ran.output;
    EXPECT_EQ(ran.output, "");
    return ran.error;
  };
  EXPECT_EQ(refused({"boss", "note.read", "own"}),
            "rolecall: unknown role `boss`; known: member, owner, clinician, administrator, assistant, template_manager\n");
  EXPECT_THAT(refused({"clinician", "note.raed", "own"}),
              HasSubstr("unknown action `note.raed`; known: team.read, team.update,"));
  EXPECT_THAT(refused({"clinician", "note.read", "mine"}), HasSubstr("unknown scope `mine`; known: none, own, delegated,"));
  EXPECT_THAT(refused({"clinician", "note.read", "own", "plan=gold"}),
              HasSubstr("unknown plan `gold`; known: free, pro, together, enterprise"));
  EXPECT_THAT(refused({"clinician", "note.read", "own", "colour=red"}), HasSubstr("unknown fact `colour`; known: plan, roles,"));
  EXPECT_THAT(refused({"clinician", "note.read", "own", "note=lost"}), HasSubstr("unknown note `lost`; known: unsigned, signed"));
  EXPECT_THAT(refused({"clinician", "note.read", "own", "signed"}), HasSubstr("expected `fact=word` instead of `signed`"));
}

class PolicyDiff : public ::testing::Test {
 protected:
  PolicyDiff() {
    table_ = run({.arguments = {"policy", "table", "--format", "csv"}}).output;
    write_file(folders_.file("old.csv"), table_);
  }

  /// Against the table of the program, after these changes to its text.
  [[nodiscard]] Ran diff(const std::vector<std::pair<std::string, std::string>>& changes) const {
    std::string changed = table_;
    for (const auto& [row, instead] : changes) changed.replace(changed.find(row), row.size(), instead);
    write_file(folders_.file("new.csv"), changed);
    return run({.arguments = {"policy", "diff", folders_.file("old.csv"), folders_.file("new.csv")}});
  }

 private:
  Folders folders_;
  std::string table_;
};

TEST_F(PolicyDiff, of_a_table_with_itself_is_none) {
  const Ran same = diff({});
  EXPECT_EQ(same.status, 0) << same.error;
  EXPECT_EQ(same.output, "0 of 2616 cases are decided differently: 0 now permitted, 0 now denied.\n");
}

TEST_F(PolicyDiff, lists_exactly_who_gains_and_who_loses_what) {
  const Ran changed = diff({{"audit.read,team,0,0,1,0,0,0", "audit.read,team,0,0,1,0,0,1"},
                            {"billing.cancel,team,0,0,0,0,0,1", "billing.cancel,team,0,0,0,0,1,0"}});
  EXPECT_EQ(changed.output,
            "12 of 2616 cases are decided differently: 8 now permitted, 4 now denied.\n"
            "\n"
            "billing.cancel team: 8 now permitted, such as template_manager: Cancel or downgrade the plan.\n"
            "  template_manager\n"
            "  clinician, template_manager\n"
            "  administrator, template_manager\n"
            "  assistant, template_manager\n"
            "  clinician, administrator, template_manager\n"
            "  clinician, assistant, template_manager\n"
            "  administrator, assistant, template_manager\n"
            "  clinician, administrator, assistant, template_manager\n"
            "\n"
            "billing.cancel team: 4 now denied, such as owner: Cancel or downgrade the plan.\n"
            "  owner\n"
            "  owner, clinician\n"
            "  owner, assistant\n"
            "  owner, clinician, assistant\n");
}

TEST_F(PolicyDiff, refuses_a_table_that_it_cannot_read) {
  const Ran unknown = diff({{"note.sign,own", "note.singe,own"}});
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.error, HasSubstr("new.csv`: unknown action `note.singe`; known: team.read,"));
  const Ran missing = run({.arguments = {"policy", "diff", "/nowhere/a.csv", "/nowhere/b.csv"}});
  EXPECT_EQ(missing.status, 1);
  EXPECT_EQ(missing.error, "rolecall: the table `/nowhere/a.csv` cannot be read\n");
}

}  // namespace
}  // namespace rolecall::cli::test
