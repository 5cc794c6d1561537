// Delegations: who chooses whom, for how long, what it opens, and who ends it.
#include "service/delegations/delegate.h"
#include "service/membership/change_roles.h"
#include "service/membership/remove_member.h"
#include "service/membership/suspend_member.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

class Delegations : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    anna_ = join("Anna", "anna@clinic.example", {"assistant"});
    session_ = session_of(cara_);
  }

  Result<service::DelegationView> delegate(const Person& by, const Colleague& to, Duration from, Duration until) {
    const Instant now = world().clock().now();
    return write([&](auto& tx, const auto& environment) {
      return service::delegate_sessions(tx, environment, by.credential, {team(), to.member, now + from, now + until});
    });
  }
  Result<Done> end(const Person& by, const DelegationId& id) {
    return write(
        [&](auto& tx, const auto& environment) { return service::end_delegation(tx, environment, by.credential, team(), id); });
  }
  std::vector<service::DelegationView> seen_by(const Person& by) {
    return read([&](auto& tx, const auto& environment) {
             return service::list_delegations(tx, environment, by.credential, team(), {store::WhichDelegations::all, {}, 50});
           })
        .value();
  }
  std::string opens(const Person& by) { return rule_of(open(by, session_)); }

  Colleague cara_;
  Colleague anna_;
  SessionId session_;
};

TEST_P(Delegations, an_assistant_works_on_the_clinicians_sessions_from_the_start_and_not_at_the_end) {
  ASSERT_TRUE(delegate(cara_, anna_, minutes(10), minutes(20)));
  EXPECT_NE(opens(anna_), "permitted");
  EXPECT_EQ(seen_by(anna_).front().state, service::DelegationState::planned);
  world().advance(minutes(10));
  EXPECT_EQ(opens(anna_), "permitted");
  EXPECT_EQ(listed(anna_), std::vector{session_});
  EXPECT_EQ(seen_by(cara_).front().state, service::DelegationState::in_force);
  world().advance(minutes(10));
  EXPECT_NE(opens(anna_), "permitted");
  EXPECT_EQ(seen_by(cara_).front().state, service::DelegationState::over);
  EXPECT_TRUE(seen_by(cara_).front().allowed_actions.empty());
}

TEST_P(Delegations, only_an_active_assistant_is_chosen_and_only_by_a_clinician) {
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  EXPECT_EQ(rule_of(delegate(cara_, dora, hours(0), hours(1))), "invalid");
  EXPECT_EQ(rule_of(delegate(anna_, anna_, hours(0), hours(1))), "no_grant");
  EXPECT_EQ(rule_of(delegate(cara_, anna_, hours(1), hours(1))), "invalid");
  EXPECT_EQ(rule_of(delegate(cara_, anna_, hours(-2), hours(-1))), "invalid");
  put_into(anna_.member, MemberState::suspended);
  EXPECT_EQ(rule_of(delegate(cara_, anna_, hours(0), hours(1))), "invalid");
}

TEST_P(Delegations, both_see_it_and_either_ends_it_and_nobody_else_knows_of_it) {
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto first = delegate(cara_, anna_, hours(0), hours(8));
  ASSERT_TRUE(first) << rule_of(first);
  EXPECT_EQ(seen_by(cara_).size(), 1U);
  EXPECT_EQ(seen_by(anna_).size(), 1U);
  EXPECT_TRUE(seen_by(dora).empty());
  EXPECT_EQ(rule_of(end(dora, first->delegation.id)), "not_found");
  EXPECT_EQ(rule_of(end(owner(), first->delegation.id)), "not_found");
  ASSERT_EQ(opens(anna_), "permitted");
  EXPECT_EQ(rule_of(end(anna_, first->delegation.id)), "permitted");
  EXPECT_NE(opens(anna_), "permitted");
  EXPECT_EQ(rule_of(end(cara_, first->delegation.id)), "delegation_over");
  const auto second = delegate(cara_, anna_, hours(0), hours(8));
  ASSERT_TRUE(second);
  EXPECT_EQ(rule_of(end(cara_, second->delegation.id)), "permitted");
  EXPECT_NE(opens(anna_), "permitted");
}

TEST_P(Delegations, removal_ends_what_a_member_received_and_says_so_in_the_audit) {
  ASSERT_TRUE(delegate(cara_, anna_, hours(0), hours(8)));
  const auto removed = write([&](auto& tx, const auto& environment) {
    return service::remove_member(tx, environment, owner().credential, {team(), anna_.member, {}});
  });
  ASSERT_TRUE(removed) << rule_of(removed);
  EXPECT_EQ(seen_by(cara_).front().state, service::DelegationState::ended);
  const auto rows = audited("delegation.end");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().actor.type, audit::ActorType::system);
}

TEST_P(Delegations, are_without_effect_while_their_clinician_is_suspended_and_come_back_with_him) {
  const auto given = delegate(cara_, anna_, hours(0), hours(48));
  ASSERT_TRUE(given);
  ASSERT_EQ(opens(anna_), "permitted");
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::suspend_member(tx, environment, owner().credential, {team(), cara_.member, {}});
  }));
  EXPECT_NE(opens(anna_), "permitted");
  EXPECT_TRUE(listed(anna_).empty());
  EXPECT_TRUE(listed(anna_, "all", "byron").empty());
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::reactivate_member(tx, environment, owner().credential, team(), cara_.member);
  }));
  EXPECT_EQ(opens(anna_), "permitted");
  EXPECT_EQ(listed(anna_), std::vector{session_});
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::suspend_member(tx, environment, owner().credential, {team(), cara_.member, {}});
  }));
  EXPECT_EQ(rule_of(end(anna_, given->delegation.id)), "permitted") << "it may be given back meanwhile";
}

TEST_P(Delegations, end_with_the_right_to_give_them_and_with_the_role_that_receives_them) {
  const auto bert = join("Bert", "bert@clinic.example", {"assistant"});
  ASSERT_TRUE(delegate(cara_, anna_, hours(0), hours(8)));
  ASSERT_TRUE(delegate(cara_, bert, hours(0), hours(8)));
  const auto give = [&](const Colleague& to, const std::vector<std::string>& roles) {
    return write([&](auto& tx, const auto& environment) {
      return service::change_roles(tx, environment, owner().credential, {team(), to.member, roles, {}});
    });
  };
  ASSERT_TRUE(give(anna_, {"template_manager"}));
  ASSERT_TRUE(give(anna_, {"assistant"}));
  EXPECT_NE(opens(anna_), "permitted") << "it does not come back with the role";
  EXPECT_EQ(opens(bert), "permitted");
  const auto preview = read([&](auto& tx, const auto& environment) {
    return service::preview_roles(tx, environment, owner().credential, {team(), cara_.member, {"administrator"}, {}});
  });
  ASSERT_EQ(preview.value().warnings.size(), 1U);
  EXPECT_EQ(preview->warnings.front(), "Delegations that will end: 1.");
  ASSERT_TRUE(give(cara_, {"administrator"}));
  EXPECT_NE(opens(bert), "permitted");
  EXPECT_EQ(audited("delegation.end").size(), 2U);
}

ROLECALL_ON_BOTH_STORES(Delegations);

}  // namespace
}  // namespace rolecall::testing
