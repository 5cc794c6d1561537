// Suspending and bringing back, and demanding a new sign-in: who is in, who has a seat, what stays.
#include "team_life.h"

namespace rolecall::testing {
namespace {

class Suspension : public TeamLifeTest {};

TEST_P(Suspension, holds_on_the_next_request_of_every_login_and_key) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto second = world().signed_in_again(cara);
  const auto key = key_of(cara, {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member));
  for (const auto& credential : {cara.credential, second.credential, key}) {
    EXPECT_EQ(rule_of(open(credential)), "not_signed_in");
  }
}

TEST_P(Suspension, refuses_who_signs_in_again_and_says_why_without_team_data) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member));
  const auto refused = open(world().signed_in_again(cara).credential);
  ASSERT_FALSE(refused);
  EXPECT_EQ(rule_of(refused), "subject_not_active");
  EXPECT_EQ(refused.error().refusal->explanation.find("North Clinic"), std::string::npos);
}

TEST_P(Suspension, leaves_the_logins_of_who_is_in_another_team) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto elsewhere = found_team(cara, "Elsewhere");
  ASSERT_TRUE(suspend(owner(), cara.member));
  EXPECT_EQ(rule_of(open(cara.credential)), "subject_not_active");
  EXPECT_TRUE(
      read([&](auto& tx, const auto& environment) { return service::get_team(tx, environment, cara.credential, elsewhere); }));
}

TEST_P(Suspension, keeps_roles_title_and_name) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician", "template_manager"});
  force(cara.member, [](store::Member& member) { member.title = "Doctor"; });
  const auto before = stored(cara.member);
  ASSERT_TRUE(suspend(owner(), cara.member));
  ASSERT_TRUE(reactivate(owner(), cara.member));
  const auto after = stored(cara.member);
  EXPECT_EQ(after.status, MemberState::active);
  EXPECT_EQ(after.roles, before.roles);
  EXPECT_EQ(after.title, "Doctor");
  EXPECT_EQ(after.name, before.name);
  EXPECT_EQ(after.joined_at, before.joined_at);
}

TEST_P(Suspension, frees_the_seat_at_once_and_takes_it_again_at_the_price_of_then) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto paid = seats();
  world().advance(minutes(1));
  ASSERT_TRUE(suspend(owner(), cara.member));
  EXPECT_EQ(seats().quantity, 1);
  const auto credited = paid.balance_minor - seats().balance_minor;
  EXPECT_GT(credited, 0);
  world().advance(days(100));
  ASSERT_TRUE(reactivate(world().signed_in_again(owner()), cara.member));
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_LT(seats().balance_minor, paid.balance_minor);  // a hundred days less than before
}

TEST_P(Suspension, then_removal_credits_once) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().advance(minutes(1));
  ASSERT_TRUE(suspend(owner(), cara.member));
  const auto after_suspension = seats();
  world().advance(minutes(1));
  const auto receipt = remove(owner(), cara.member);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->credit_minor, 0);
  EXPECT_EQ(seats().quantity, after_suspension.quantity);
  EXPECT_EQ(seats().balance_minor, after_suspension.balance_minor);
}

TEST_P(Suspension, happens_once_and_only_to_active_members) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto invited = add(owner(), {"new@clinic.example", {"clinician"}});
  EXPECT_EQ(rule_of(suspend(owner(), invited->id)), "not_active");
  EXPECT_EQ(rule_of(reactivate(owner(), cara.member)), "not_suspended");
  ASSERT_TRUE(suspend(owner(), cara.member));
  const auto once = seats();
  EXPECT_EQ(rule_of(suspend(owner(), cara.member)), "not_active");
  EXPECT_EQ(seats().balance_minor, once.balance_minor);
}

TEST_P(Suspension, needs_the_right_and_a_member_of_this_team) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  EXPECT_EQ(rule_of(suspend(cara, dora.member)), "no_grant");
  ASSERT_TRUE(suspend(owner(), dora.member));
  EXPECT_EQ(rule_of(reactivate(cara, dora.member)), "no_grant");
  const auto stranger = world().signed_in("Mallory", "mallory@elsewhere.example");
  found_team(stranger, "Elsewhere");
  EXPECT_EQ(suspend(stranger, cara.member).error().code, Code::not_found);
  EXPECT_EQ(suspend(owner(), MemberId::make(world().clock().now())).error().code, Code::not_found);
}

TEST_P(Suspension, has_a_return_date_in_the_future_or_none) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(rule_of(suspend(owner(), cara.member, world().clock().now())), "invalid");
  const auto return_at = world().clock().now() + days(14);
  const auto view = suspend(owner(), cara.member, return_at);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->return_at, return_at);
  EXPECT_TRUE(view->suspended_at);
  ASSERT_TRUE(reactivate(owner(), cara.member));
  EXPECT_FALSE(stored(cara.member).return_at);
}

TEST_P(Suspension, ends_keys_and_invitations_for_good) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto key = key_of(adam, {"administrator"});
  const auto invited = add(adam, {"new@clinic.example", {"clinician"}});
  ASSERT_TRUE(suspend(owner(), adam.member));
  EXPECT_EQ(stored(invited->id).status, MemberState::revoked);
  ASSERT_TRUE(reactivate(owner(), adam.member));
  EXPECT_EQ(rule_of(open(key)), "not_signed_in");
  EXPECT_EQ(rule_of(open(adam.credential)), "not_signed_in");
  EXPECT_TRUE(open(world().signed_in_again(adam).credential));
  EXPECT_EQ(stored(invited->id).status, MemberState::revoked);
}

TEST_P(Suspension, does_not_end_where_the_seat_limit_is_reached) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), cara.member));
  join("Dora", "dora@clinic.example", {"clinician"});
  const auto limited = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET seat_limit = 2 WHERE id = $1", team());
    return Done{};
  });
  ASSERT_TRUE(limited);
  EXPECT_EQ(rule_of(reactivate(owner(), cara.member)), "seat_limit");
  EXPECT_EQ(stored(cara.member).status, MemberState::suspended);
  EXPECT_EQ(seats().quantity, 2);
}

TEST_P(Suspension, is_recorded_with_both_states_and_mailed) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  world().take_mails();
  ASSERT_TRUE(suspend(owner(), cara.member));
  ASSERT_TRUE(reactivate(owner(), cara.member));
  const auto rows = audited("member.suspend");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(*rows.front().before.object()->at("status").text(), "active");
  EXPECT_EQ(*rows.front().after.object()->at("status").text(), "suspended");
  EXPECT_EQ(audited("member.reactivate").size(), 1U);
  const auto mails = world().take_mails();
  EXPECT_EQ(std::ranges::count(mails, cara.address, &OpenedMail::address), 2);
}

class ForcedSignOut : public TeamLifeTest {};

TEST_P(ForcedSignOut, demands_a_new_sign_in_of_every_login_for_this_team_only) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto second = world().signed_in_again(cara);
  const auto elsewhere = found_team(cara, "Elsewhere");
  ASSERT_TRUE(revoke_logins(owner(), cara.member));
  EXPECT_EQ(rule_of(open(cara.credential)), "sign_in_again");
  EXPECT_EQ(rule_of(open(second.credential)), "sign_in_again");
  EXPECT_TRUE(
      read([&](auto& tx, const auto& environment) { return service::get_team(tx, environment, cara.credential, elsewhere); }));
  world().advance({1});
  EXPECT_TRUE(open(world().signed_in_again(cara).credential));
  EXPECT_EQ(rule_of(open(cara.credential)), "sign_in_again");
}

TEST_P(ForcedSignOut, needs_the_right_and_never_concerns_the_owner_or_an_invited_one) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto invited = add(owner(), {"new@clinic.example", {"clinician"}});
  EXPECT_EQ(rule_of(revoke_logins(cara, adam.member)), "no_grant");
  EXPECT_EQ(rule_of(revoke_logins(adam, owner().member)), "owner_protected");
  EXPECT_EQ(rule_of(revoke_logins(adam, invited->id)), "not_current");
  EXPECT_TRUE(open(owner().credential));
}

ROLECALL_ON_BOTH_STORES(Suspension);
ROLECALL_ON_BOTH_STORES(ForcedSignOut);

}  // namespace
}  // namespace rolecall::testing
