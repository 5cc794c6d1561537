// Being removed, leaving, losing the right to invite, and coming back: what ends, what stays, and who is told.
#include "store/api_keys.h"
#include "store/ownership.h"
#include "team_life.h"

namespace rolecall::testing {
namespace {

class Leaving : public TeamLifeTest {
 protected:
  [[nodiscard]] bool has_offer() {
    return world().look([&](store::Transaction& tx) { return store::find_open_transfer(tx, team()).has_value(); });
  }
  /// The addresses that were mailed about something with this in its subject.
  std::vector<std::string> told(const std::string& subject) {
    std::vector<std::string> addresses;
    for (const auto& mail : world().take_mails()) {
      if (mail.subject.find(subject) != std::string::npos) addresses.push_back(mail.address);
    }
    std::ranges::sort(addresses);
    return addresses;
  }
};

TEST_P(Leaving, is_open_to_every_member_but_the_owner_and_gives_a_receipt) {
  for (const std::string role : {"administrator", "clinician", "assistant", "template_manager"}) {
    const auto member = join(role, role + "@clinic.example", {role});
    world().advance(minutes(1));
    const auto receipt = leave(member);
    ASSERT_TRUE(receipt) << role << ": " << rule_of(receipt);
    EXPECT_EQ(receipt->member, member.member);
    EXPECT_EQ(receipt->at, world().clock().now());
    EXPECT_EQ(receipt->logins_ended, 1);
    EXPECT_GT(receipt->credit_minor, 0);
    EXPECT_EQ(stored(member.member).status, MemberState::removed);
    EXPECT_EQ(rule_of(open(member.credential)), "not_signed_in");
  }
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_EQ(rule_of(leave(owner())), "owner_cannot_leave");
}

TEST_P(Leaving, happens_once) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  found_team(cara, "Elsewhere");
  ASSERT_TRUE(leave(cara));
  const auto after = seats();
  EXPECT_EQ(leave(cara).error().code, Code::not_found);
  EXPECT_EQ(rule_of(remove(owner(), cara.member)), "not_current");
  EXPECT_EQ(seats().balance_minor, after.balance_minor);
  EXPECT_EQ(audited("team.leave").size(), 1U);
}

TEST_P(Leaving, ends_keys_invitations_and_an_offered_ownership_in_the_same_transaction) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto keys = std::vector{key_of(adam, {"administrator"}), key_of(adam, {"administrator"})};
  const auto of_owner = key_of(owner(), {"clinician"});
  const auto first = add(adam, {"one@clinic.example", {"clinician"}});
  const auto second = add(adam, {"two@clinic.example", {"assistant"}});
  const auto by_owner = add(owner(), {"three@clinic.example", {"assistant"}});
  ASSERT_TRUE(offer_to(adam.member));
  const auto receipt = remove(owner(), adam.member);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->api_keys_ended, 2);
  EXPECT_EQ(receipt->invitations_revoked, 2);
  for (const auto& key : keys) EXPECT_EQ(rule_of(open(key)), "not_signed_in");
  EXPECT_TRUE(open(of_owner));
  EXPECT_EQ(stored(first->id).status, MemberState::revoked);
  EXPECT_EQ(stored(second->id).status, MemberState::revoked);
  EXPECT_EQ(stored(by_owner->id).status, MemberState::invited);
  EXPECT_FALSE(has_offer());
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_EQ(audited("api_key.revoke").size(), 2U);
  EXPECT_TRUE(is_by_the_system("api_key.revoke", "member_left"));
  EXPECT_EQ(audited("member.revoke_invitation").size(), 2U);
  EXPECT_TRUE(is_by_the_system("member.revoke_invitation", "member_left"));
  EXPECT_TRUE(is_by_the_system("team.transfer_ownership", "member_left"));
  EXPECT_FALSE(verified_chain(team().value).problem);
}

TEST_P(Leaving, ends_the_logins_of_who_is_in_no_other_team_and_of_nobody_else) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto second = world().signed_in_again(cara);
  const auto elsewhere = found_team(dora, "Elsewhere");
  EXPECT_EQ(remove(owner(), cara.member)->logins_ended, 2);
  EXPECT_EQ(rule_of(open(second.credential)), "not_signed_in");
  EXPECT_EQ(remove(owner(), dora.member)->logins_ended, 0);
  EXPECT_EQ(open(dora.credential).error().code, Code::not_found);
  EXPECT_TRUE(
      read([&](auto& tx, const auto& environment) { return service::get_team(tx, environment, dora.credential, elsewhere); }));
}

TEST_P(Leaving, ends_the_logins_of_who_is_otherwise_only_in_a_deleted_team) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto elsewhere = found_team(cara, "Elsewhere");
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::delete_team(tx, environment, cara.credential,
                                {elsewhere, "Elsewhere", {test_password, std::nullopt}, browser}, right_password);
  }));
  EXPECT_EQ(remove(owner(), cara.member)->logins_ended, 1);
}

TEST_P(Leaving, keeps_no_right_from_having_created_the_team) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  Person founder = owner();
  ASSERT_TRUE(offer_to(adam.member));
  ASSERT_TRUE(take_over(adam));
  EXPECT_EQ(rule_of(delete_team(founder)), "no_grant");
  ASSERT_EQ(rule_of(change(adam, owner().member, {"assistant"})), "permitted");
  EXPECT_EQ(rule_of(add(founder, {"new@clinic.example", {"clinician"}})), "no_grant");
  found_team(founder, "Elsewhere");
  ASSERT_TRUE(leave(founder));
  EXPECT_EQ(open(founder.credential).error().code, Code::not_found);
  EXPECT_EQ(restore(founder).error().code, Code::not_found);
}

TEST_P(Leaving, names_an_heir_who_is_another_active_member_with_own_sessions) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  const auto invited = add(owner(), {"new@clinic.example", {"clinician"}});
  const auto unknown = MemberId::make(world().clock().now());
  for (const MemberId& wrong : {cara.member, anna.member, invited->id, owner().member, unknown}) {
    const auto refused = remove(owner(), cara.member, wrong);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.front().pointer, "/handover_to");
  }
  EXPECT_TRUE(open(cara.credential));
  EXPECT_TRUE(remove(owner(), cara.member, dora.member));
}

TEST_P(Leaving, mails_who_was_removed_and_nobody_who_left_himself) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  world().take_mails();
  ASSERT_TRUE(remove(owner(), cara.member));
  ASSERT_TRUE(leave(dora));
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails.front().address, cara.address);
}

class LostRightToInvite : public Leaving {};

TEST_P(LostRightToInvite, revokes_his_pending_invitations_and_tells_the_administrators) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto beth = join("Beth", "beth@clinic.example", {"administrator"});
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto invited = add(adam, {"new@clinic.example", {"clinician"}});
  const auto link = token_for("new@clinic.example");
  EXPECT_EQ(seats().quantity, 5);
  ASSERT_TRUE(change(owner(), adam.member, {"clinician"}));
  EXPECT_EQ(stored(invited->id).status, MemberState::revoked);
  EXPECT_EQ(rule_of(accept(link)), "invitation_revoked");
  EXPECT_EQ(seats().quantity, 4);
  EXPECT_TRUE(is_by_the_system("member.revoke_invitation", "inviter_lost_right"));
  EXPECT_EQ(told("nvitation"), (std::vector<std::string>{beth.address, owner().address}));
}

TEST_P(LostRightToInvite, is_not_lost_by_a_change_that_keeps_it) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto invited = add(adam, {"new@clinic.example", {"clinician"}});
  ASSERT_TRUE(change(owner(), adam.member, {"administrator", "clinician"}));
  EXPECT_EQ(stored(invited->id).status, MemberState::invited);
}

TEST_P(LostRightToInvite, frees_the_address_at_once_for_somebody_elses_invitation) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  ASSERT_TRUE(add(adam, {"new@clinic.example", {"clinician"}}));
  ASSERT_TRUE(remove(owner(), adam.member));
  EXPECT_TRUE(add(owner(), {"new@clinic.example", {"clinician"}}));
}

class Reinstating : public Leaving {};

TEST_P(Reinstating, is_an_invitation_with_the_roles_he_had_and_revives_neither_logins_nor_keys) {
  const auto cara = join("Cara", "cara@clinic.example", {"template_manager", "clinician"});
  found_team(cara, "Elsewhere");  // keeps his login alive
  const auto key = key_of(cara, {"clinician"});
  ASSERT_TRUE(remove(owner(), cara.member));
  world().advance(minutes(5));
  const auto again = reinstate(owner(), cara.member);
  ASSERT_TRUE(again) << rule_of(again);
  EXPECT_EQ(again->status, MemberState::invited);
  EXPECT_EQ(again->roles, (policy::RoleSet{policy::Role::template_manager, policy::Role::clinician}));
  EXPECT_NE(again->id, cara.member);
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_EQ(open(cara.credential).error().code, Code::not_found);
  world().advance(minutes(1));
  const auto fresh = world().signed_in_again(cara);
  ASSERT_TRUE(accept_as(fresh.credential, token_for(cara.address)));
  EXPECT_TRUE(open(fresh.credential));
  EXPECT_EQ(rule_of(open(cara.credential)), "sign_in_again");
  EXPECT_EQ(rule_of(open(key)), "not_signed_in");
  EXPECT_EQ(stored(cara.member).status, MemberState::removed);
}

TEST_P(Reinstating, is_possible_for_90_days_and_not_after) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  ASSERT_TRUE(remove(owner(), cara.member));
  ASSERT_TRUE(remove(owner(), dora.member));
  world().advance({days(90).ms - 1});
  EXPECT_TRUE(reinstate(world().signed_in_again(owner()), cara.member));
  world().advance({1});
  EXPECT_EQ(rule_of(reinstate(world().signed_in_again(owner()), dora.member)), "reinstatement_over");
}

TEST_P(Reinstating, needs_the_right_and_a_removed_member) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dora = join("Dora", "dora@clinic.example", {"clinician"});
  EXPECT_EQ(rule_of(reinstate(owner(), cara.member)), "not_removed");
  ASSERT_TRUE(remove(owner(), cara.member));
  EXPECT_EQ(rule_of(reinstate(dora, cara.member)), "no_grant");
  ASSERT_TRUE(reinstate(owner(), cara.member));
  EXPECT_EQ(rule_of(reinstate(owner(), cara.member)), "already_invited");
}

TEST_P(Reinstating, is_not_reached_by_an_old_mail) {
  const auto link = invite("cara@clinic.example", {"clinician"});
  const auto accepted = accept(link, "Cara");
  ASSERT_TRUE(accepted);
  ASSERT_TRUE(remove(owner(), accepted->member));
  EXPECT_EQ(rule_of(accept(link, "Cara")), "invitation_used");
  ASSERT_TRUE(reinstate(owner(), accepted->member));
  EXPECT_EQ(rule_of(accept(link, "Cara")), "invitation_used");
}

class Roles : public TeamLifeTest {};

TEST_P(Roles, give_a_right_by_one_of_several_and_two_rights_by_two_of_them) {
  const auto both = join("Bo", "bo@clinic.example", {"administrator", "clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto anna = join("Anna", "anna@clinic.example", {"assistant", "template_manager"});
  EXPECT_EQ(rule_of(change(both, anna.member, {"assistant"})), "permitted");  // by administrator
  EXPECT_TRUE(key_of(both, {"clinician"}).token_hash.size() > 0);             // by clinician
  EXPECT_EQ(rule_of(change(anna, adam.member, {"clinician"})), "no_grant");
}

TEST_P(Roles, have_no_order_and_no_duplicates) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician", "administrator"});
  const auto before = audit_rows();
  const auto same = change(owner(), cara.member, {"administrator", "clinician", "administrator"});
  ASSERT_TRUE(same);
  EXPECT_EQ(same->roles, (policy::RoleSet{policy::Role::clinician, policy::Role::administrator}));
  EXPECT_EQ(audit_rows(), before);
  EXPECT_EQ(same->revision, stored(cara.member).revision);
}

TEST_P(Roles, that_are_unknown_are_refused_with_their_place_and_change_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  for (const std::string name : {"emperor", "Administrator", "administrator,clinician", ""}) {
    const auto refused = change(owner(), cara.member, {"clinician", name});
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().fields.front().pointer, "/roles/1") << name;
  }
  EXPECT_EQ(stored(cara.member).roles, policy::RoleSet{policy::Role::clinician});
}

TEST_P(Roles, that_are_taken_away_are_gone_on_the_next_request_of_every_login_and_key) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  Person second = world().signed_in_again(adam);
  Person by_key = adam;
  by_key.credential = key_of(adam, {"administrator"});
  EXPECT_EQ(rule_of(add(by_key, {"one@clinic.example", {"clinician"}})), "permitted");
  ASSERT_TRUE(change(owner(), adam.member, {"clinician"}));
  for (const Person* person : std::initializer_list<const Person*>{&adam, &second, &by_key}) {
    EXPECT_EQ(rule_of(add(*person, {"two@clinic.example", {"clinician"}})), "no_grant");
  }
  EXPECT_TRUE(open(second.credential));  // without signing out
}

TEST_P(Roles, are_kept_in_the_history_as_they_were) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(change(owner(), cara.member, {"assistant"}));
  const auto rows = audited("role.assign");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().before.object()->at("roles"), audit::Value(audit::Array{"clinician"}));
  EXPECT_EQ(rows.front().after.object()->at("roles"), audit::Value(audit::Array{"assistant"}));
  EXPECT_EQ(count("SELECT count(*) FROM member_history WHERE team_id = $1 AND valid_to IS NULL"), 2);
}

ROLECALL_ON_BOTH_STORES(Leaving);
ROLECALL_ON_BOTH_STORES(LostRightToInvite);
ROLECALL_ON_BOTH_STORES(Reinstating);
ROLECALL_ON_BOTH_STORES(Roles);

}  // namespace
}  // namespace rolecall::testing
