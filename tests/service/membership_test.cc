// What changes a membership: roles, suspension, removal, leaving, and the ownership that none of them touches.
#include <thread>

#include "service/membership/change_roles.h"
#include "service/membership/remove_member.h"
#include "service/membership/suspend_member.h"
#include "support/rounds.h"
#include "support/team_world.h"

namespace rolecall::testing {
namespace {

class Membership : public TeamTest {
 protected:
  Result<service::MemberView> change(const Person& by, const MemberId& member, std::vector<std::string> roles) {
    return write([&](auto& tx, const auto& environment) {
      return service::change_roles(tx, environment, by.credential, {team(), member, roles, std::nullopt});
    });
  }
  Result<service::Receipt> remove(const Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::remove_member(tx, environment, by.credential, {team(), member, std::nullopt});
    });
  }
  Result<service::Receipt> leave(const Person& by) {
    return write([&](auto& tx, const auto& environment) {
      return service::leave_team(tx, environment, by.credential, team(), std::nullopt);
    });
  }
  Result<service::MemberView> suspend(const Person& by, const MemberId& member) {
    return write([&](auto& tx, const auto& environment) {
      return service::suspend_member(tx, environment, by.credential, {team(), member, std::nullopt});
    });
  }
  template <class T>
  static std::string rule_of(const Result<T>& result) {
    if (result) return "permitted";
    return result.error().refusal ? result.error().refusal->rule : result.error().name;
  }
};

TEST_P(Membership, an_administrator_never_touches_the_owner) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(rule_of(change(adam, owner().member, {"clinician"})), "owner_protected");
  EXPECT_EQ(rule_of(suspend(adam, owner().member)), "owner_protected");
  EXPECT_EQ(rule_of(remove(adam, owner().member)), "owner_protected");
  EXPECT_TRUE(stored(owner().member).owner);
}

TEST_P(Membership, the_owner_keeps_administrator_and_cannot_leave) {
  EXPECT_EQ(rule_of(change(owner(), owner().member, {"clinician"})), "owner_keeps_administrator");
  EXPECT_EQ(rule_of(leave(owner())), "owner_cannot_leave");
  EXPECT_EQ(rule_of(change(owner(), owner().member, {"administrator"})), "permitted");
}

TEST_P(Membership, owner_is_refused_in_a_list_of_roles_and_an_unknown_role_is_invalid) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(rule_of(change(owner(), cara.member, {"owner", "administrator"})), "above_own_rights");
  EXPECT_EQ(rule_of(change(owner(), cara.member, {"emperor"})), "invalid");
  EXPECT_FALSE(stored(cara.member).owner);
}

TEST_P(Membership, a_demotion_holds_on_the_next_request_and_is_recorded_with_before_and_after) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(rule_of(change(owner(), adam.member, {"clinician"})), "permitted");
  EXPECT_EQ(rule_of(change(adam, cara.member, {"administrator"})), "no_grant");
  const auto rows = audited("role.assign");
  ASSERT_GE(rows.size(), 2U);
  EXPECT_TRUE(rows.front().before.object() != nullptr && rows.front().after.object() != nullptr);
  EXPECT_EQ(rows.back().outcome, audit::Outcome::deny);
}

TEST_P(Membership, removal_ends_access_at_once_and_the_seat_is_credited) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto receipt = remove(owner(), cara.member);
  ASSERT_TRUE(receipt) << rule_of(receipt);
  EXPECT_GT(receipt->credit_minor, 0);
  EXPECT_GE(receipt->logins_ended, 1);
  EXPECT_EQ(rule_of(leave(cara)), "not_signed_in");
  EXPECT_EQ(rule_of(remove(owner(), cara.member)), "not_current");
}

TEST_P(Membership, pending_invitations_of_who_loses_the_right_to_invite_are_revoked) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto invited = add(adam, {"new@clinic.example", {"clinician"}});
  ASSERT_TRUE(invited);
  ASSERT_EQ(rule_of(change(owner(), adam.member, {"clinician"})), "permitted");
  EXPECT_EQ(stored(invited->id).status, MemberState::revoked);
}

TEST_P(Membership, two_administrators_who_demote_each_other_at_once_end_as_if_one_came_first) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto beth = join("Beth", "beth@clinic.example", {"administrator"});
  for (int round = 0; round < rounds(); ++round) {
    std::string first;
    std::string second;
    std::thread other([&] { first = rule_of(change(adam, beth.member, {"clinician"})); });
    second = rule_of(change(beth, adam.member, {"clinician"}));
    other.join();
    EXPECT_NE(first == "permitted", second == "permitted") << first << " and " << second;
    EXPECT_TRUE(first == "no_grant" || second == "no_grant");
    for (const MemberId& member : {adam.member, beth.member}) {
      ASSERT_EQ(rule_of(change(owner(), member, {"administrator"})), "permitted");
    }
  }
  EXPECT_TRUE(stored(owner().member).owner);
}

ROLECALL_ON_BOTH_STORES(Membership);

}  // namespace
}  // namespace rolecall::testing
