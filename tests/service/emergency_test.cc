// What ends an emergency access before its hour is over, and what is recorded of it.
#include "service/emergency/end_emergency.h"
#include "service/emergency/open_emergency.h"
#include "service/emergency/review_emergency.h"
#include "service/membership/change_roles.h"
#include "service/membership/remove_member.h"
#include "service/membership/suspend_member.h"
#include "service/roles/define_roles.h"
#include "service/sessions/readable_sessions.h"
#include "service/settings/update_settings.h"
#include "store/migrate.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

constexpr std::string_view emergency_ended =
#include "store/migrations/0026_emergency_ended.sql.inc"
    ;

class EmergencyAccess : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    set([](store::TeamSettings& settings) { settings.emergency_access = true; });
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician"});
    session_ = session_of(cara_);
  }
  Result<service::EmergencyOpened> break_glass(const Person& by) {
    return write([&](auto& tx, const auto& environment) {
      return service::open_emergency(tx, environment, by.credential, {team(), "MRN 4711", "1980-02-29", "unconscious"});
    });
  }
  /// One that must be open.
  EmergencyId opened(const Person& by) {
    const auto access = break_glass(by);
    EXPECT_TRUE(access && access->id) << rule_of(access);
    EXPECT_EQ(rule_of(open(by, session_)), "permitted");
    return access->id.value_or(EmergencyId{});
  }
  Result<Done> end(const Person& by, const EmergencyId& id) {
    return write(
        [&](auto& tx, const auto& environment) { return service::end_emergency(tx, environment, by.credential, team(), id); });
  }
  Result<service::ShownEmergency> review(const EmergencyId& id, const std::string& verdict) {
    return write([&](auto& tx, const auto& environment) {
      return service::review_emergency(tx, environment, owner().credential, {team(), id, verdict, ""});
    });
  }
  Result<service::SettingsView> switch_to(bool on) {
    service::UpdateSettings request{team(), {}, std::nullopt};
    request.draft.emergency_access = on;
    return write([&](auto& tx, const auto& environment) {
      return service::update_settings(tx, environment, owner().credential, request);
    });
  }
  std::int64_t readable_by(const Person& who) {
    return world().look([&](store::Transaction& tx) {
      const auto caller = store::load_team_caller(tx, who.credential, team(), world().environment().plans, hours(1));
      const auto facts = caller->asks(policy::Action::session_read);
      return service::readable_sessions(tx, caller->team, facts.team, caller->member.id, facts.subject).sessions;
    });
  }
  void give(const Colleague& to, const std::vector<std::string>& roles) {
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::change_roles(tx, environment, owner().credential, {team(), to.member, roles, std::nullopt});
    }));
  }
  std::vector<std::string> preview(const Colleague& of, const std::vector<std::string>& roles) {
    const auto previewed = write([&](auto& tx, const auto& environment) {
      return service::preview_roles(tx, environment, owner().credential, {team(), of.member, roles, std::nullopt});
    });
    EXPECT_TRUE(previewed) << rule_of(previewed);
    return previewed->warnings;
  }
  /// The cause of the only row that says that one ended.
  std::string cause() {
    const auto rows = audited("emergency.end");
    EXPECT_EQ(rows.size(), 1U);
    if (rows.empty()) return {};
    const bool is_by_system = rows.front().actor.type == audit::ActorType::system;
    return (is_by_system ? "system: " : "person: ") + *std::get<audit::Object>(rows.front().after.data).at("cause").text();
  }

  Colleague cara_;
  Colleague dora_;
  SessionId session_;
};

TEST_P(EmergencyAccess, ends_when_the_team_switches_it_off_and_does_not_come_back_with_it) {
  opened(dora_);
  ASSERT_TRUE(switch_to(false));
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
  EXPECT_TRUE(listed(dora_).empty());
  EXPECT_EQ(cause(), "system: emergency_access_off");
  ASSERT_TRUE(switch_to(true));
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
}

TEST_P(EmergencyAccess, stays_open_when_another_setting_changes) {
  opened(dora_);
  service::UpdateSettings request{team(), {}, std::nullopt};
  request.draft.content_footer = "North Clinic";
  ASSERT_TRUE(write(
      [&](auto& tx, const auto& environment) { return service::update_settings(tx, environment, owner().credential, request); }));
  EXPECT_EQ(rule_of(open(dora_, session_)), "permitted");
}

TEST_P(EmergencyAccess, ends_when_its_review_finds_it_not_justified) {
  ASSERT_TRUE(review(opened(dora_), "not_justified"));
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
  EXPECT_EQ(cause(), "system: not_justified");
}

TEST_P(EmergencyAccess, stays_ended_for_a_clock_that_is_behind) {
  const auto access = opened(dora_);
  ASSERT_TRUE(end(owner(), access));
  world().advance(minutes(-2));
  EXPECT_EQ(rule_of(open(dora_, session_)), "session_view_off");
  EXPECT_TRUE(listed(dora_).empty());
  EXPECT_EQ(readable_by(dora_), 0);
  EXPECT_EQ(rule_of(end(owner(), access)), "emergency_over");
  ASSERT_TRUE(switch_to(false));
  EXPECT_EQ(audited("emergency.end").size(), 1U) << "nothing was open";
}

TEST_P(EmergencyAccess, of_before_stays_ended_when_the_database_is_brought_up_to_date) {
  opened(dora_);
  world().advance(minutes(20));
  const auto dialect = GetParam() == Which::sqlite ? store::Dialect::sqlite : store::Dialect::postgres;
  ASSERT_TRUE(world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE emergency_access SET expires_at = $1", tx.now());
    tx.connection().script("ALTER TABLE emergency_access DROP COLUMN ended_at");
    tx.connection().script(store::translate(emergency_ended, dialect));
    return Done{};
  }));
  world().advance(minutes(-2));
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
}

TEST_P(EmergencyAccess, goes_on_when_its_review_finds_it_justified) {
  ASSERT_TRUE(review(opened(dora_), "justified"));
  EXPECT_EQ(rule_of(open(dora_, session_)), "permitted");
  EXPECT_TRUE(audited("emergency.end").empty());
}

TEST_P(EmergencyAccess, is_ended_by_who_opened_it_or_by_an_administrator_and_by_nobody_else) {
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  const auto mine = opened(dora_);
  EXPECT_EQ(rule_of(end(cara_, mine)), "no_grant") << "it is her session, but not her access";
  EXPECT_EQ(rule_of(end(anna, mine)), "no_grant");
  EXPECT_EQ(rule_of(end(dora_, EmergencyId{"eme_00000000000000000000000000"})), "not_found");
  ASSERT_TRUE(end(dora_, mine));
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
  EXPECT_EQ(cause(), "person: asked_for");
  EXPECT_EQ(rule_of(end(dora_, mine)), "emergency_over");
  const auto other = opened(dora_);
  ASSERT_TRUE(end(owner(), other));
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
  EXPECT_EQ(rule_of(review(mine, "justified")), "permitted") << "the review stays due";
}

TEST_P(EmergencyAccess, ends_with_the_access_of_its_member_and_does_not_come_back_with_him) {
  opened(dora_);
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::suspend_member(tx, environment, owner().credential, {team(), dora_.member, {}});
  }));
  EXPECT_EQ(cause(), "system: member_left");
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::reactivate_member(tx, environment, owner().credential, team(), dora_.member);
  }));
  EXPECT_NE(rule_of(open(world().signed_in_again(dora_), session_)), "permitted");
}

TEST_P(EmergencyAccess, ends_with_the_role_that_gave_it_and_does_not_come_back_with_it) {
  opened(dora_);
  const auto warnings = preview(dora_, {"assistant"});
  EXPECT_NE(std::ranges::find(warnings, "Emergency accesses that will end: 1."), warnings.end());
  give(dora_, {"assistant"});
  EXPECT_EQ(cause(), "system: right_lost");
  give(dora_, {"clinician"});
  EXPECT_EQ(rule_of(open(dora_, session_)), "session_view_off");
}

TEST_P(EmergencyAccess, outlives_a_role_beside_the_one_that_gave_it) {
  give(dora_, {"clinician", "administrator"});
  opened(dora_);
  EXPECT_TRUE(preview(dora_, {"clinician"}).empty());
  give(dora_, {"clinician"});
  EXPECT_EQ(rule_of(open(dora_, session_)), "permitted");
}

TEST_P(EmergencyAccess, ends_when_the_custom_role_that_gave_it_gives_it_no_longer) {
  using Grants = std::vector<service::GrantName>;
  const service::RoleDraft draft{"Night watch", service::Family::clinician,
                                 Grants{{"session.emergency_access", "team"}, {"session.read", "emergency"}}};
  const auto role = write([&](auto& tx, const auto& environment) {
    return service::define_role(tx, environment, owner().credential, team(), draft);
  });
  ASSERT_TRUE(role) << rule_of(role);
  give(dora_, {role->role.id.value});
  opened(dora_);
  service::ChangeCustomRole change{team(), role->role.id, {}, std::nullopt};
  change.draft.grants = Grants{{"session.read", "emergency"}};
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::change_custom_role(tx, environment, owner().credential, change);
  }));
  EXPECT_EQ(cause(), "system: right_lost");
  EXPECT_NE(rule_of(open(dora_, session_)), "permitted");
}

TEST_P(EmergencyAccess, leaves_a_row_for_an_attempt_that_is_throttled) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(break_glass(dora_));
  EXPECT_EQ(rule_of(break_glass(dora_)), "too_many_emergencies");
  const auto rows = audited("session.emergency_access");
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows.back().rule, "throttled");
  EXPECT_EQ(rows.back().outcome, audit::Outcome::deny);
}

ROLECALL_ON_BOTH_STORES(EmergencyAccess);

}  // namespace
}  // namespace rolecall::testing
