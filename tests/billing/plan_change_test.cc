#include "billing/plan_change.h"

#include <gtest/gtest.h>

namespace rolecall::billing {
namespace {

class PlanChanges : public ::testing::Test {
 protected:
  [[nodiscard]] PlanChange change(const char* from, Interval from_interval, const char* to, Interval to_interval) const {
    return plan_change({*plans_.find(from), from_interval}, {*plans_.find(to), to_interval});
  }

 private:
  Plans plans_ = parse_plans(default_plans_text()).value();
};

constexpr auto monthly = Interval::month;
constexpr auto yearly = Interval::year;

TEST_F(PlanChanges, of_more_bite_at_once) {
  for (const auto& [from, to] : {std::pair{"free", "pro"}, {"pro", "together"}, {"pro", "enterprise"}, {"pro", "pro"}}) {
    EXPECT_FALSE(change(from, yearly, to, yearly).waits()) << from << to;
    EXPECT_FALSE(change(from, monthly, to, monthly).is_downgrade()) << from << to;
  }
}

TEST_F(PlanChanges, of_less_wait_for_the_end_of_the_term_with_the_interval) {
  for (const auto& [from, to] : {std::pair{"pro", "free"}, {"together", "pro"}, {"enterprise", "together"}}) {
    EXPECT_TRUE(change(from, yearly, to, yearly).is_downgrade()) << from << to;
    EXPECT_EQ(change(from, monthly, to, yearly).interval, Bites::at_term_end) << from << to;
  }
}

TEST_F(PlanChanges, to_a_year_bite_at_once_and_to_months_when_the_year_is_over) {
  EXPECT_FALSE(change("pro", monthly, "pro", yearly).waits());
  EXPECT_EQ(change("pro", yearly, "pro", monthly).interval, Bites::at_term_end);
  EXPECT_FALSE(change("pro", yearly, "pro", monthly).is_downgrade());
  const auto both = change("pro", yearly, "together", monthly);
  EXPECT_EQ(both.plan, Bites::at_once);
  EXPECT_EQ(both.interval, Bites::at_term_end);
}

TEST(PlanChangeAmongOwnPlans, waits_when_the_other_plan_costs_less_or_lacks_a_feature_whatever_it_costs) {
  const auto plans = parse_plans(R"(
default_plan = "dear"
[[plan]]
id = "dear"
name = "Dear"
features = ["sso"]
price_per_seat_month = 2
price_per_seat_year = 20
currency = "EUR"
[[plan]]
id = "cheap"
name = "Cheap"
features = ["sso", "scim"]
price_per_seat_month = 1
price_per_seat_year = 20
currency = "EUR"
)");
  ASSERT_TRUE(plans) << plans.error().detail;
  EXPECT_TRUE(plan_change({*plans->find("dear"), monthly}, {*plans->find("cheap"), monthly}).is_downgrade());
  EXPECT_FALSE(plan_change({*plans->find("dear"), yearly}, {*plans->find("cheap"), yearly}).is_downgrade());
  EXPECT_TRUE(plan_change({*plans->find("cheap"), monthly}, {*plans->find("dear"), monthly}).is_downgrade());
}

}  // namespace
}  // namespace rolecall::billing
