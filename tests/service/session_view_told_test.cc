// Whoever has sessions is told when what Session View does has changed, whatever changed it.
#include "service/billing/change_subscription.h"
#include "service/billing/start_trial.h"
#include "service/jobs.h"
#include "service/settings/update_settings.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class SessionViewTold : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
  }
  [[nodiscard]] Person olga() { return world().signed_in_again(owner()); }
  Result<service::SettingsView> switch_to(bool on) {
    const auto by = olga();
    service::UpdateSettings request{team(), {}, std::nullopt};
    request.draft.session_view.emplace().enabled = on;
    return write(
        [&](auto& tx, const auto& environment) { return service::update_settings(tx, environment, by.credential, request); });
  }
  void start_trial() {
    const auto by = olga();
    ASSERT_TRUE(
        write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, team()); }));
  }
  void choose(const std::string& plan) {
    const auto by = olga();
    const auto done = write([&](auto& tx, const auto& environment) {
      return service::change_subscription(tx, environment, by.credential, {team(), plan, "year", std::nullopt});
    });
    ASSERT_TRUE(done) << rule_of(done);
  }
  void run_jobs() { service::run_due_jobs(world().store(), world().environment()); }
  /// Who was mailed about Session View since the last time, in the order of their addresses.
  std::vector<std::string> mailed() {
    std::vector<std::string> addresses;
    for (const auto& mail : world().take_mails()) {
      if (mail.subject.find("Session View") == std::string::npos) continue;
      addresses.push_back(mail.address);
      last_text_ = mail.text;
    }
    std::ranges::sort(addresses);
    return addresses;
  }
  std::int64_t notices() { return count("SELECT count(*) FROM notice WHERE team_id = $1 AND kind = 'session_view_changed'"); }

  using Addresses = std::vector<std::string>;
  Colleague cara_;
  std::string last_text_;
};

TEST_P(SessionViewTold, when_the_trial_ends_and_when_a_plan_brings_it_back) {
  start_trial();
  ASSERT_TRUE(switch_to(true));
  EXPECT_EQ(mailed(), Addresses{"cara@clinic.example"});
  world().advance({days(30).ms - 1});
  run_jobs();
  EXPECT_TRUE(mailed().empty());
  world().advance({1});
  run_jobs();
  EXPECT_EQ(mailed(), (Addresses{"cara@clinic.example", owner().address})) << "nobody did it, so the owner hears it too";
  EXPECT_NE(last_text_.find("has ended"), std::string::npos) << last_text_;
  EXPECT_NE(last_text_.find("Session View is off"), std::string::npos);
  EXPECT_EQ(audited("system.session_view").size(), 1U);
  run_jobs();
  EXPECT_TRUE(mailed().empty()) << "once";
  choose("together");
  EXPECT_EQ(mailed(), Addresses{"cara@clinic.example"});
  EXPECT_NE(last_text_.find("can open the sessions"), std::string::npos) << last_text_;
  EXPECT_EQ(notices(), 4);
}

TEST_P(SessionViewTold, when_a_lower_plan_begins_by_the_clock) {
  choose("together");
  ASSERT_TRUE(switch_to(true));
  choose("pro");
  static_cast<void>(mailed());
  world().advance({days(365).ms - 1});
  run_jobs();
  EXPECT_TRUE(mailed().empty());
  world().advance({1});
  run_jobs();
  EXPECT_EQ(mailed().size(), 2U);
}

TEST_P(SessionViewTold, when_the_trial_makes_a_remembered_setting_take_effect) {
  const auto remembered = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET session_view_enabled = 1 WHERE id = $1", team());
    return Done{};
  });
  ASSERT_TRUE(remembered);
  start_trial();
  EXPECT_EQ(mailed(), Addresses{"cara@clinic.example"});
  EXPECT_NE(last_text_.find("began the trial"), std::string::npos) << last_text_;
}

TEST_P(SessionViewTold, not_when_the_trial_goes_over_into_a_plan_that_has_it) {
  start_trial();
  ASSERT_TRUE(switch_to(true));
  choose("together");
  static_cast<void>(mailed());
  world().advance(days(31));
  run_jobs();
  EXPECT_TRUE(mailed().empty());
}

TEST_P(SessionViewTold, not_when_a_plan_comes_before_the_job_that_would_have_told_the_end_of_the_trial) {
  start_trial();
  ASSERT_TRUE(switch_to(true));
  static_cast<void>(mailed());
  world().advance(days(31));
  choose("together");
  run_jobs();
  EXPECT_TRUE(mailed().empty()) << "for everybody it was on all the time";
}

TEST_P(SessionViewTold, to_everybody_who_may_have_sessions_or_has_some) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  join("Anna", "anna@clinic.example", {"assistant"});
  const auto former = join("Former", "former@clinic.example", {"clinician"});
  session_of(former);
  const auto demoted = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE member SET roles = 4 WHERE id = $1", former.member);
    return Done{};
  });
  ASSERT_TRUE(demoted);
  choose("together");
  ASSERT_TRUE(switch_to(true));
  EXPECT_EQ(mailed(), (Addresses{adam.address, "cara@clinic.example", former.address}));
  EXPECT_EQ(notices(), 3);
}

ROLECALL_ON_BOTH_STORES(SessionViewTold);

}  // namespace
}  // namespace rolecall::testing
