// Founding, renaming, deleting and restoring a team, and the trial that its owner may start once.
#include "base/totp.h"
#include "service/accounts/totp_enrolment.h"
#include "service/billing/read_billing.h"
#include "service/members/look_at_invitation.h"
#include "service/teams/rename_team.h"
#include "service/teams/trial_owner.h"
#include "team_life.h"

namespace rolecall::testing {
namespace {

class Teams : public TeamLifeTest {
 protected:
  Result<service::TeamView> rename(const Person& by, const std::string& name, std::optional<std::string> if_match = {}) {
    return write([&](auto& tx, const auto& environment) {
      return service::rename_team(tx, environment, by.credential, {team(), name, if_match});
    });
  }
  std::vector<service::TeamView> teams_of(const Person& person) {
    const auto listed = read(
        [&](auto& tx, const auto& environment) { return service::list_teams(tx, environment, person.credential, TeamId{}, 50); });
    return listed.value();
  }
  std::string turn_on_mfa(const Person& person) {
    const auto begun = write([&](auto& tx, const auto& environment) {
      return service::enrol_totp(tx, environment, person.credential, browser, {test_password, std::nullopt}, right_password);
    });
    auto secret = crypto::from_base32(begun.value().secret).value();
    const auto confirmed = write([&](auto& tx, const auto& environment) {
      return service::confirm_totp(tx, environment, person.credential, browser, code_of(secret));
    });
    EXPECT_TRUE(confirmed);
    return secret;
  }
  std::string code_of(const std::string& secret) { return totp::code_at(secret, totp::step_at(world().clock().now())); }

  bool is_trial_available(const Person& person, const TeamId& team) {
    const auto billing =
        read([&](auto& tx, const auto& environment) { return service::get_billing(tx, environment, person.credential, team); });
    return billing.value().is_trial_available;
  }
  /// As the start of a trial leaves it, however the address was spelled.
  void remember_trial_of(const std::string& address) {
    const auto done = write([&](auto& tx, const auto& environment) -> Result<Done> {
      store::execute(tx, "INSERT INTO trial_used(owner_hash, at) VALUES ($1, $2)",
                     service::trial_owner_hash(environment, read_address(address)->key), tx.now());
      return Done{};
    });
    EXPECT_TRUE(done);
  }
};

TEST_P(Teams, begin_with_their_founder_as_owner_one_seat_and_the_default_plan) {
  const auto team = open(owner().credential).value();
  EXPECT_EQ(team.team.plan, "pro");
  EXPECT_EQ(team.owner.id, owner().member);
  EXPECT_TRUE(team.my_member.owner);
  EXPECT_EQ(team.my_member.roles, (policy::RoleSet{policy::Role::administrator, policy::Role::clinician}));
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_EQ(audited("team.create").size(), 1U);
  EXPECT_FALSE(verified_chain(this->team().value).problem);
}

TEST_P(Teams, are_founded_by_people_and_not_by_keys) {
  const auto key = key_of(owner(), {"administrator"});
  const auto refused =
      write([&](auto& tx, const auto& environment) { return service::create_team(tx, environment, key, "By a key"); });
  EXPECT_EQ(rule_of(refused), "login_needed");
}

TEST_P(Teams, have_a_name_of_one_line_when_founded_and_when_renamed) {
  for (const std::string& name : {std::string(), std::string("  "), std::string("two\nlines"), std::string(101, 'x')}) {
    const auto founded =
        write([&](auto& tx, const auto& environment) { return service::create_team(tx, environment, owner().credential, name); });
    EXPECT_EQ(rule_of(founded), "invalid") << name;
    EXPECT_EQ(rule_of(rename(owner(), name)), "invalid") << name;
  }
  EXPECT_EQ(open(owner().credential)->team.name, "North Clinic");
}

TEST_P(Teams, are_renamed_by_who_may_and_who_saw_the_newest) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(rule_of(rename(cara, "Cara's")), "no_grant");
  const auto seen = std::to_string(open(adam.credential)->team.revision);
  EXPECT_EQ(rule_of(rename(adam, " South Clinic ", seen)), "permitted");
  EXPECT_EQ(open(cara.credential)->team.name, "South Clinic");
  const auto late = rename(adam, "West Clinic", seen);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::stale);
  const auto rows = audited("team.update");
  ASSERT_EQ(rows.size(), 2U);  // the refusal of Cara first
  EXPECT_EQ(*rows.back().before.object()->at("name").text(), "North Clinic");
  EXPECT_EQ(*rows.back().after.object()->at("name").text(), "South Clinic");
}

TEST_P(Teams, renamed_to_the_same_name_write_nothing) {
  const auto before = audit_rows();
  const auto same = rename(owner(), "North Clinic");
  ASSERT_TRUE(same);
  EXPECT_EQ(same->team.revision, 1);
  EXPECT_EQ(audit_rows(), before);
}

TEST_P(Teams, are_deleted_by_their_owner_who_types_the_name_and_proves_himself) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator", "clinician"});
  EXPECT_EQ(rule_of(delete_team(adam)), "no_grant");
  EXPECT_EQ(rule_of(delete_team(owner(), "north clinic")), "invalid");
  const auto wrong = delete_team(owner(), "North Clinic", std::nullopt, {false, test_password_hash(), ""});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().fields.front().pointer, "/password");
  EXPECT_TRUE(open(adam.credential));
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_EQ(rule_of(delete_team(owner())), "permitted");
}

TEST_P(Teams, are_deleted_with_a_code_where_the_owner_has_a_second_factor) {
  const auto secret = turn_on_mfa(owner());
  world().advance(minutes(1));
  for (const auto& code : {std::optional<std::string>(), std::optional<std::string>("000000")}) {
    const auto refused = delete_team(owner(), "North Clinic", code);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.front().pointer, "/code");
  }
  EXPECT_EQ(rule_of(delete_team(owner(), "North Clinic", code_of(secret))), "permitted");
}

TEST_P(Teams, never_end_by_an_api_key) {
  const auto key = key_of(owner(), {"administrator"});
  Person by_key = owner();
  by_key.credential = key;
  EXPECT_NE(rule_of(delete_team(by_key)), "permitted");
  EXPECT_TRUE(open(owner().credential));
}

TEST_P(Teams, that_are_deleted_are_unknown_to_everybody_and_gone_for_their_owner) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto key = key_of(adam, {"administrator"});
  const auto link = invite("new@clinic.example", {"clinician"});
  ASSERT_TRUE(delete_team(owner()));
  EXPECT_EQ(rule_of(open(owner().credential)), "team_deleted");
  const auto unknown = open(adam.credential);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Code::not_found);
  EXPECT_EQ(open(key).error().code, Code::not_found);
  EXPECT_EQ(accept(link).error().code, Code::not_found);
  EXPECT_EQ(remove(adam, owner().member).error().code, Code::not_found);
  EXPECT_EQ(restore(adam).error().code, Code::not_found);
  EXPECT_TRUE(teams_of(adam).empty());
  ASSERT_EQ(teams_of(owner()).size(), 1U);
  EXPECT_TRUE(teams_of(owner()).front().team.deleted_at);
}

TEST_P(Teams, that_are_deleted_mail_their_owner_the_way_back) {
  world().take_mails();
  ASSERT_TRUE(delete_team(owner()));
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails.front().address, owner().address);
  EXPECT_NE(mails.front().text.find("/teams/" + team().value), std::string::npos);
}

TEST_P(Teams, stop_their_seats_when_deleted_and_resume_them_when_restored) {
  join("Cara", "cara@clinic.example", {"clinician"});
  const auto sven = join("Sven", "sven@clinic.example", {"clinician"});
  ASSERT_TRUE(suspend(owner(), sven.member));
  invite("new@clinic.example", {"clinician"});
  world().advance(minutes(20));
  const auto charged = seats();
  ASSERT_EQ(charged.quantity, 3);
  ASSERT_TRUE(delete_team(owner()));
  EXPECT_EQ(seats().quantity, 0);
  EXPECT_LT(seats().balance_minor, charged.balance_minor);
  world().advance(days(10));
  Person back = world().signed_in_again(owner());
  ASSERT_TRUE(restore(back)) << rule_of(restore(back));
  EXPECT_EQ(seats().quantity, 3);
  EXPECT_LT(seats().balance_minor, charged.balance_minor);  // ten days without seats are not paid
  EXPECT_TRUE(open(back.credential));
  EXPECT_FALSE(verified_chain(team().value).problem);
}

TEST_P(Teams, come_back_with_more_seats_than_their_limit_lets_begin) {
  for (const char* name : {"a", "b", "c", "d"}) invite(std::string(name) + "@clinic.example", {"clinician"});
  const auto limited = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET seat_limit = 3 WHERE id = $1", team());
    return Done{};
  });
  ASSERT_TRUE(limited);
  ASSERT_TRUE(delete_team(owner()));
  world().advance(days(1));
  const auto back = world().signed_in_again(owner());
  const auto restored = restore(back);
  ASSERT_TRUE(restored) << rule_of(restored);
  EXPECT_EQ(seats().quantity, 5) << "a limit takes no seat away";
  EXPECT_EQ(rule_of(add(back, {"e@clinic.example", {"clinician"}})), "seat_limit");
}

TEST_P(Teams, are_restored_without_the_invitations_that_ended_in_between) {
  world().environment().settings.invitation_lifetime = days(5);
  const auto link = invite("new@clinic.example", {"clinician"});
  ASSERT_TRUE(delete_team(owner()));
  world().advance(days(6));
  run_jobs();
  ASSERT_TRUE(restore(world().signed_in_again(owner())));
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_EQ(rule_of(accept(link)), "invitation_expired");
}

TEST_P(Teams, are_restored_for_30_days_and_not_after) {
  ASSERT_TRUE(delete_team(owner()));
  world().advance({days(30).ms - 1});
  Person last = world().signed_in_again(owner());
  ASSERT_TRUE(restore(last));
  ASSERT_TRUE(delete_team(last));
  world().advance(days(30));
  const Person late = world().signed_in_again(owner());
  EXPECT_EQ(rule_of(restore(late)), "team_erased");
  EXPECT_TRUE(teams_of(late).empty());
}

TEST_P(Teams, that_are_not_deleted_are_not_restored) { EXPECT_EQ(rule_of(restore(owner())), "not_deleted"); }

TEST_P(Teams, of_one_person_come_in_the_order_in_which_he_joined_and_first_where_nobody_knows_when) {
  const auto second = found_team(owner(), "Elsewhere");
  world().advance(minutes(1));
  const auto third = found_team(owner(), "Further away");
  const auto in_order = [&] {
    const auto caller = read([&](auto& tx, const auto& environment) {
      return store::load_caller_everywhere(tx, owner().credential, environment.plans, environment.settings.idle_limit);
    });
    std::vector<TeamId> teams;
    for (const auto& found : caller.value().teams) teams.push_back(found.team.id);
    return teams;
  };
  EXPECT_EQ(in_order().back(), third);
  force(owner().member, [](store::Member& member) { member.joined_at.reset(); });
  EXPECT_EQ(in_order(), (std::vector{team(), second, third}));
}

TEST_P(Teams, offer_the_trial_once_to_an_owners_address_however_it_is_spelled) {
  EXPECT_TRUE(is_trial_available(owner(), team()));
  remember_trial_of("  OLGA@Clinic.example ");
  EXPECT_FALSE(is_trial_available(owner(), team()));
  const auto other = world().signed_in("Otto", "otto@clinic.example");
  EXPECT_TRUE(is_trial_available(other, found_team(other, "Otto's")));
}

TEST_P(Teams, deleted_and_founded_again_start_no_second_trial) {
  remember_trial_of(owner().address);
  ASSERT_TRUE(delete_team(owner()));
  EXPECT_FALSE(is_trial_available(owner(), found_team(owner(), "North Clinic again")));
  world().advance(days(31));
  run_jobs();
  const auto back = world().signed_in_again(owner());
  EXPECT_FALSE(is_trial_available(back, found_team(back, "North Clinic, third")));
}

TEST_P(Teams, that_change_to_an_owner_with_a_used_trial_start_no_second_one) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  remember_trial_of(adam.address);
  EXPECT_TRUE(is_trial_available(adam, team()));  // not his yet
  ASSERT_TRUE(offer_to(adam.member));
  ASSERT_TRUE(take_over(adam));
  EXPECT_FALSE(is_trial_available(adam, team()));
}

ROLECALL_ON_BOTH_STORES(Teams);

}  // namespace
}  // namespace rolecall::testing
