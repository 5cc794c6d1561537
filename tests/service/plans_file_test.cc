// Another plans file under teams that are there: what a start takes, what it refuses, and what holds until the end of a term.
#include <map>

#include "service/billing/announce_prices.h"
#include "service/billing/check_plans.h"
#include "service/billing/start_trial.h"
#include "service/money_test.h"

namespace rolecall::testing {
namespace {

class PlansFile : public MoneyTest {
 protected:
  /// The shipped file with each key of `changes` replaced by its value.
  static billing::Plans plans_with(const std::map<std::string, std::string>& changes) {
    std::string text(billing::default_plans_text());
    for (const auto& [from, to] : changes) {
      if (text.find(from) == std::string::npos) throw std::runtime_error("the shipped plans have no " + from);
      for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
      }
    }
    return billing::parse_plans(text).value();
  }
  /// Of a start with these plans; empty when it goes well.
  std::string refusal(const billing::Plans& plans) {
    const auto checked = world().read([&](store::Transaction& tx) { return service::check_plans(tx, plans); });
    return checked ? "" : checked.error().detail;
  }
  void restart_with(billing::Plans plans) {
    ASSERT_EQ(refusal(plans), "");
    world().environment().plans = std::move(plans);
  }
};

TEST_P(PlansFile, keeps_the_price_of_a_running_term_and_takes_the_new_one_from_the_next) {
  invited("a@clinic.example");
  const auto shown = quote();
  restart_with(plans_with({{"118800", "130000"}}));
  ASSERT_TRUE(add_quoted(olga(), "b@clinic.example", shown.id)) << "the price of the term did not change";
  EXPECT_EQ(owed(), 3 * 118800);
  world().advance(days(29));
  for (const char* address : {"a@clinic.example", "b@clinic.example"}) {
    const auto member =
        world().look([&](store::Transaction& tx) { return store::find_current_member(tx, team(), address).value(); });
    put_into(member.id, MemberState::active);
  }
  world().advance(days(336));
  run_jobs();
  EXPECT_EQ(owed(), 3 * 118800 + 3 * 130000);
}

TEST_P(PlansFile, without_a_plan_that_a_team_has_is_refused) {
  EXPECT_EQ(refusal(plans_with({{"\"pro\"", "\"solo\""}})), "`plan.id`: there are teams with the plan `pro`, and it is missing");
  EXPECT_EQ(refusal(plans_with({{"\"enterprise\"", "\"hospital\""}})), "") << "nobody has it";
}

TEST_P(PlansFile, without_a_plan_that_waits_for_the_end_of_a_term_is_refused) {
  ASSERT_TRUE(subscribe("free", "year"));
  EXPECT_EQ(refusal(plans_with({{"\"free\"", "\"gratis\""}})),
            "`plan.id`: there are teams with the plan `free`, and it is missing");
  world().advance(days(365));
  EXPECT_EQ(refusal(plans_with({{"\"pro\"", "\"solo\""}})), "") << "the waiting plan took its place";
}

TEST_P(PlansFile, in_another_currency_than_a_ledger_is_refused) {
  EXPECT_EQ(refusal(plans_with({{"AUD", "EUR"}})),
            "`plan.currency`: there are seat ledgers in `AUD`, and the plans are in `EUR`");
}

TEST_P(PlansFile, without_a_trial_is_refused_while_one_runs) {
  auto without_trial = plans_with({});
  without_trial.trial.reset();
  EXPECT_EQ(refusal(without_trial), "");
  const auto by = olga();
  ASSERT_TRUE(
      write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, team()); }));
  EXPECT_EQ(refusal(without_trial),
            "`trial_plan`: a trial is running, and it is missing: put it back until 2026-03-31T12:00:00Z");
  world().advance(days(30));
  EXPECT_EQ(refusal(without_trial), "");
}

TEST_P(PlansFile, with_another_plan_for_trials_is_refused_while_one_runs) {
  const auto another = plans_with({{"trial_plan = \"together\"", "trial_plan = \"enterprise\""}});
  ASSERT_TRUE(service::announce_prices(world().store(), world().environment()));
  EXPECT_EQ(refusal(another), "");
  const auto by = olga();
  ASSERT_TRUE(
      write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, team()); }));
  EXPECT_EQ(refusal(another),
            "`trial_plan`: a trial of `together` is running, and it is `enterprise`: put `together` back until "
            "2026-03-31T12:00:00Z");
  EXPECT_EQ(refusal(plans_with({})), "");
  world().advance(days(30));
  restart_with(another);
  ASSERT_TRUE(service::announce_prices(world().store(), world().environment()));
  EXPECT_EQ(refusal(plans_with({})), "") << "nothing runs";
}

TEST_P(PlansFile, without_a_plan_that_costs_nothing_has_no_plan_to_cancel_to) {
  auto costly = plans_with({});
  std::erase_if(costly.plans, [](const billing::Plan& plan) { return plan.id == "free"; });
  restart_with(costly);
  EXPECT_EQ(rule_of(subscribe("free", "year")), "invalid");
  ASSERT_TRUE(delete_team(olga())) << "a team ends by being deleted";
  EXPECT_EQ(seats().quantity, 0);
}

TEST_P(PlansFile, needs_nothing_for_an_erased_team_and_all_for_a_deleted_one) {
  ASSERT_TRUE(delete_team(olga()));
  EXPECT_NE(refusal(plans_with({{"\"pro\"", "\"solo\""}})), "") << "it can come back";
  world().advance(days(31));
  run_jobs();
  EXPECT_EQ(refusal(plans_with({{"\"pro\"", "\"solo\""}, {"AUD", "EUR"}})), "");
}

ROLECALL_ON_BOTH_STORES(PlansFile);

}  // namespace
}  // namespace rolecall::testing
