// How long sessions are kept: a shorter time waits seven days, the night deletes, a legal hold wins.
#include "service/billing/change_subscription.h"
#include "service/billing/start_trial.h"
#include "service/jobs.h"
#include "service/settings/update_settings.h"
#include "store/session.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class Retention : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    set([](store::TeamSettings&) {});
  }
  Result<service::SettingsView> keep(std::optional<int> days) {
    const auto person = world().signed_in_again(owner());
    return write([&](auto& tx, const auto& environment) {
      return service::update_settings(tx, environment, person.credential, request_for(days));
    });
  }
  std::vector<std::string> preview(std::optional<int> days) {
    const auto person = world().signed_in_again(owner());
    const auto found = read([&](auto& tx, const auto& environment) {
      return service::preview_settings(tx, environment, person.credential, request_for(days));
    });
    EXPECT_TRUE(found) << rule_of(found);
    return found ? found->warnings : std::vector<std::string>{};
  }
  service::UpdateSettings request_for(std::optional<int> days) {
    service::UpdateSettings request{team(), {}, std::nullopt};
    request.draft.retention_days = days;
    return request;
  }
  void put_on(const std::string& plan) {
    ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE team SET plan = $2 WHERE id = $1", team(), plan);
      return Done{};
    }));
  }
  void set_days(int days) {
    ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, "UPDATE team SET retention_days = $2 WHERE id = $1", team(), days);
      return Done{};
    }));
  }
  /// A session of three days ago in a team whose plan has lost the retention of so many days.
  void leave_remembered(int days_kept) {
    session_of(join("Cara", "cara@clinic.example", {"clinician"}));
    put_on("pro");
    set_days(days_kept);
    world().advance(days(3));
    run_jobs();
    ASSERT_EQ(sessions(), 1);
  }
  Result<service::BillingView> choose(const std::string& plan) {
    const auto olga = world().signed_in_again(owner());
    return write([&](auto& tx, const auto& environment) {
      return service::change_subscription(tx, environment, olga.credential, {team(), plan, "year", std::nullopt});
    });
  }
  std::string said_before(const std::string& plan) {
    const auto olga = world().signed_in_again(owner());
    const auto found = read([&](auto& tx, const auto& environment) {
      return service::preview_subscription(tx, environment, olga.credential, {team(), plan, "year", std::nullopt});
    });
    std::string all;
    for (const auto& warning : found ? found->warnings : std::vector<std::string>{}) all += warning + "\n";
    return all;
  }
  void expect_kept_for_seven_days() {
    world().advance({days(7).ms - 1});
    run_jobs();
    EXPECT_EQ(sessions(), 1) << "it waits";
    world().advance(days(1));
    run_jobs();
    EXPECT_EQ(sessions(), 0) << "and then it bites";
  }
  void run_jobs() { service::run_due_jobs(world().store(), world().environment()); }
  std::int64_t sessions() { return count("SELECT count(*) FROM session WHERE team_id = $1"); }
  void hold(const SessionId& session) {
    const auto person = world().signed_in_again(owner());
    const auto done = write([&](auto& tx, const auto& environment) {
      return service::hold_session(tx, environment, person.credential, team(), session, service::LegalHold::held);
    });
    EXPECT_TRUE(done) << rule_of(done);
  }
};

TEST_P(Retention, that_is_shorter_waits_seven_days_and_can_be_taken_back) {
  const auto waiting = keep(30);
  ASSERT_TRUE(waiting) << rule_of(waiting);
  EXPECT_FALSE(waiting->record.settings.retention_days);
  ASSERT_TRUE(waiting->record.settings.retention_next);
  const Instant from = waiting->record.settings.retention_next->from;
  EXPECT_EQ(from, world().clock().now() + days(7));
  world().advance(days(1));
  EXPECT_EQ(keep(30)->record.settings.retention_next->from, from) << "asking again neither delays nor hastens it";
  EXPECT_EQ(keep(20)->record.settings.retention_next->from, world().clock().now() + days(7));
  EXPECT_FALSE(keep(std::nullopt)->record.settings.retention_next) << "taken back";
  ASSERT_TRUE(keep(30));
  world().advance(days(7));
  const auto in_force = keep(30);
  EXPECT_EQ(in_force->record.settings.retention_days, 30);
  EXPECT_FALSE(in_force->record.settings.retention_next);
}

TEST_P(Retention, that_is_longer_holds_at_once) {
  set([](store::TeamSettings& settings) { settings.retention_days = 30; });
  const auto longer = keep(60);
  EXPECT_EQ(longer->record.settings.retention_days, 60);
  EXPECT_FALSE(longer->record.settings.retention_next);
  EXPECT_EQ(keep(59)->record.settings.retention_days, 60);
  EXPECT_FALSE(keep(std::nullopt)->record.settings.retention_days);
}

TEST_P(Retention, deletes_in_the_night_after_the_time_is_over_and_logs_each_session_as_the_systems_work) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto old = session_of(cara);
  const auto held = session_of(cara);
  hold(held);
  world().advance(days(20));
  session_of(world().signed_in_again(cara));
  ASSERT_TRUE(keep(10));
  run_jobs();
  EXPECT_EQ(sessions(), 3) << "a shorter time does not bite at once";
  world().advance(days(7));
  run_jobs();
  run_jobs();
  EXPECT_EQ(sessions(), 2);
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE team_id = $1 AND legal_hold = 1"), 1) << "a legal hold wins";
  const auto rows = audited("session.delete");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().actor.type, audit::ActorType::system);
  EXPECT_EQ(*rows.front().reason.text(), "retention");
  EXPECT_NE(audit::encode_row(rows.front()).find(old.value), std::string::npos);
  EXPECT_EQ(count("SELECT count(*) FROM session_history WHERE team_id = $1 AND valid_to IS NOT NULL"), 2) << "held, and deleted";
}

TEST_P(Retention, deletes_nothing_before_midnight_nor_where_the_plan_has_no_team_policies) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session = session_of(cara);
  set([](store::TeamSettings& settings) { settings.retention_days = 1; });
  world().advance(days(1));
  run_jobs();
  EXPECT_EQ(sessions(), 1) << "over, and nobody opens it, but the night has not come";
  EXPECT_EQ(rule_of(open(world().signed_in_again(cara), session)), "retention_expired");
  world().advance(days(2));
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET plan = 'pro' WHERE id = $1", team());
    return Done{};
  }));
  run_jobs();
  EXPECT_EQ(sessions(), 1);
}

TEST_P(Retention, that_a_plan_brings_back_waits_seven_days_and_is_said_before_and_after) {
  leave_remembered(1);
  const auto said = said_before("together");
  EXPECT_NE(said.find("for 1 day. That takes effect again on 2026-03-11 and deletes then: 1."), std::string::npos) << said;
  const auto answered = choose("together");
  ASSERT_TRUE(answered) << rule_of(answered);
  ASSERT_TRUE(answered->retention_to_come);
  EXPECT_EQ(answered->retention_to_come->waiting, (store::WaitingRetention{1, world().clock().now() + days(7)}));
  EXPECT_EQ(answered->retention_to_come->sessions, 1);
  expect_kept_for_seven_days();
}

TEST_P(Retention, that_the_trial_brings_back_waits_seven_days_and_is_said_before_and_after) {
  leave_remembered(1);
  const auto olga = world().signed_in_again(owner());
  const auto preview =
      read([&](auto& tx, const auto& environment) { return service::preview_trial(tx, environment, olga.credential, team()); });
  ASSERT_TRUE(preview) << rule_of(preview);
  ASSERT_EQ(preview->warnings.size(), 1U);
  EXPECT_NE(preview->warnings[0].find("deletes then: 1."), std::string::npos) << preview->warnings[0];
  EXPECT_TRUE(audited("billing.start_trial").empty()) << "a question writes nothing";
  const auto started =
      write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, olga.credential, team()); });
  ASSERT_TRUE(started) << rule_of(started);
  ASSERT_TRUE(started->retention_to_come);
  EXPECT_EQ(started->retention_to_come->sessions, 1);
  expect_kept_for_seven_days();
}

TEST_P(Retention, that_comes_back_can_be_taken_back_before_it_bites) {
  leave_remembered(1);
  ASSERT_TRUE(choose("together"));
  ASSERT_TRUE(keep(std::nullopt));
  world().advance(days(9));
  run_jobs();
  EXPECT_EQ(sessions(), 1);
}

TEST_P(Retention, is_not_delayed_by_a_change_between_plans_that_both_have_it) {
  session_of(join("Cara", "cara@clinic.example", {"clinician"}));
  put_on("together");
  set_days(1);
  ASSERT_TRUE(choose("enterprise"));
  world().advance(days(2));
  run_jobs();
  EXPECT_EQ(sessions(), 0);
}

TEST_P(Retention, that_waited_while_the_plan_lacked_it_waits_again) {
  session_of(join("Cara", "cara@clinic.example", {"clinician"}));
  put_on("together");
  ASSERT_TRUE(keep(1));
  put_on("pro");
  world().advance(days(8));
  ASSERT_TRUE(choose("together"));
  expect_kept_for_seven_days();
}

TEST_P(Retention, preview_says_what_goes_tonight_and_what_in_seven_days) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  session_of(cara);
  world().advance(days(10));
  const auto again = world().signed_in_again(cara);
  session_of(again);
  const auto held = session_of(again);
  hold(held);
  EXPECT_EQ(preview(15), (std::vector<std::string>{"Sessions that are deleted tonight: 0.",
                                                   "Sessions that are deleted in 7 days, when the shorter time begins: 1."}));
  EXPECT_EQ(preview(5).at(1), "Sessions that are deleted in 7 days, when the shorter time begins: 2.");
  set([](store::TeamSettings& settings) { settings.retention_days = 5; });
  EXPECT_EQ(preview(8), (std::vector<std::string>{"Sessions that are deleted tonight: 1."}));
  EXPECT_TRUE(preview(5).empty()) << "nothing changes";
}

ROLECALL_ON_BOTH_STORES(Retention);

}  // namespace
}  // namespace rolecall::testing
