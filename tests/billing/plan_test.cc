#include "billing/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace rolecall::billing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string packaged(const std::string& name) {
  std::ifstream file(std::string(ROLECALL_SOURCE_DIR) + "/packaging/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string good = R"(default_plan = "one"
trial_plan = "two"
trial_days = 14
[[plan]]
id = "one"
name = "One"
features = ["scim", "session_view"]
price_per_seat_month = 100
price_per_seat_year = 1000
currency = "EUR"
[[plan]]
id = "two"
name = "Two"
features = []
price_per_seat_month = 0
price_per_seat_year = 0
currency = "EUR"
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Plans, TheShippedTextIsTheFileInPackaging) { EXPECT_EQ(default_plans_text(), packaged("plans.toml")); }

TEST(Plans, TheShippedPlansOpenWhatTheSpecificationSays) {
  const auto plans = parse_plans(default_plans_text());
  ASSERT_TRUE(plans) << plans.error().detail;
  EXPECT_EQ(plans->default_plan, "pro");
  EXPECT_EQ(plans->default_interval, Interval::year);
  EXPECT_EQ(plans->trial->plan, "together");
  EXPECT_EQ(plans->trial->days, 30);
  EXPECT_THAT(plans->find("free")->features, ElementsAre());
  EXPECT_THAT(plans->find("pro")->features, ElementsAre("team_templates"));
  EXPECT_THAT(plans->find("together")->features, ElementsAre("session_view", "team_templates", "team_policies"));
  EXPECT_EQ(plans->find("enterprise")->features.size(), feature_names.size());
  EXPECT_EQ(plans->find("pro")->price(Interval::year), (Money{118800, "AUD"}));
}

TEST(Plans, TheSelfHostedFileHasOnePlanWithEverythingForNothing) {
  const auto plans = parse_plans(packaged("plans-self-hosted.toml"));
  ASSERT_TRUE(plans) << plans.error().detail;
  ASSERT_EQ(plans->plans.size(), 1U);
  EXPECT_EQ(plans->plans.front().features.size(), feature_names.size());
  EXPECT_EQ(plans->plans.front().price(Interval::year).minor, 0);
  EXPECT_EQ(plans->plans.front().price(Interval::month).minor, 0);
  EXPECT_FALSE(plans->trial);
}

TEST(Plans, AFileIsReadAsItStands) {
  const auto plans = parse_plans(good);
  ASSERT_TRUE(plans) << plans.error().detail;
  const Plan& one = *plans->find("one");
  EXPECT_THAT(one.features, ElementsAre("session_view", "scim"));
  EXPECT_TRUE(one.has("scim"));
  EXPECT_FALSE(one.has("sso"));
  EXPECT_EQ(one.price(Interval::month), (Money{100, "EUR"}));
  EXPECT_EQ(plans->find("three"), nullptr);
  EXPECT_EQ(plans->find_or_default("three").id, "one");
  EXPECT_EQ(plans->find_or_default("two").id, "two");
}

TEST(Plans, EveryMistakeNamesItsKey) {
  struct Mistake {
    std::string from, to, key;
  };
  for (const Mistake& m :
       {Mistake{"default_plan = \"one\"", "", "`default_plan`"},
        Mistake{"default_plan = \"one\"", "default_plan = \"three\"", "`default_plan`"},
        Mistake{"trial_days = 14", "", "`trial_days`"},
        Mistake{"trial_days = 14", "trial_days = 0", "`trial_days`"},
        Mistake{"trial_plan = \"two\"", "", "`trial_plan`"},
        Mistake{"trial_plan = \"two\"", "trial_plan = \"\"", "`trial_plan`"},
        Mistake{"trial_days = 14", "trial_days = 14\ndefault_interval = \"week\"", "`default_interval`"},
        Mistake{"trial_days = 14", "trial_days = 14\ntrail = 1", "`trail`"},
        Mistake{"id = \"one\"", "id = \"One\"", "`plan[0].id`"},
        Mistake{"id = \"two\"", "id = \"one\"", "`plan[1].id`"},
        Mistake{"name = \"One\"", "", "`plan[0].name`"},
        Mistake{"\"scim\"", "\"scmi\"", "`plan[0].features`"},
        Mistake{"\"scim\"", "7", "`plan[0].features`"},
        Mistake{"\"scim\"", "\"session_view\"", "`plan[0].features`"},
        Mistake{"price_per_seat_month = 100", "price_per_seat_month = 1.5", "`plan[0].price_per_seat_month`"},
        Mistake{"price_per_seat_year = 1000", "price_per_seat_year = -1", "`plan[0].price_per_seat_year`"},
        Mistake{"price_per_seat_year = 1000", "price_per_seat_year = 1000000001", "`plan[0].price_per_seat_year`"},
        Mistake{"price_per_seat_year = 1000", "price_per_seat_year = \"1000\"", "`plan[0].price_per_seat_year`"},
        Mistake{"currency = \"EUR\"", "currency = \"euro\"", "`plan[0].currency`"},
        Mistake{"currency = \"EUR\"", "currency = \"AUD\"", "`plan[1].currency`"},
        Mistake{"currency = \"EUR\"", "currency = \"EUR\"\ncolour = 1", "`plan[0].colour`"}}) {
    const auto plans = parse_plans(replaced(good, m.from, m.to));
    ASSERT_FALSE(plans) << m.to;
    EXPECT_EQ(plans.error().code, Code::invalid);
    EXPECT_THAT(plans.error().detail, HasSubstr(m.key)) << m.to;
  }
}

TEST(Plans, NoPlanAtAllIsRefused) {
  EXPECT_THAT(parse_plans("").error().detail, HasSubstr("`plan`"));
  EXPECT_THAT(parse_plans("plan = []\ndefault_plan = \"x\"").error().detail, HasSubstr("`plan`"));
  EXPECT_THAT(parse_plans("plan = [1]\ndefault_plan = \"x\"").error().detail, HasSubstr("`plan[0]`"));
}

TEST(Plans, BrokenTomlNamesItsLine) { EXPECT_THAT(parse_plans("a = 1\nb = = 2\n").error().detail, HasSubstr("line 2")); }

}  // namespace
}  // namespace rolecall::billing
