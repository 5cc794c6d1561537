// Exactly one active owner, an administrator, at every instant: what TRAPS asks of ownership, one test for each sentence.
// Requests that race stand in tests/races.
#include "store/ownership.h"

#include "base/crypto/encoding.h"
#include "base/totp.h"
#include "service/accounts/delete_account.h"
#include "service/accounts/operator_accounts.h"
#include "service/accounts/totp_enrolment.h"
#include "service/keys/manage_api_keys.h"
#include "service/membership/change_roles.h"
#include "service/membership/remove_member.h"
#include "service/membership/revoke_logins.h"
#include "service/membership/suspend_member.h"
#include "service/teams/transfer_ownership.h"
#include "support/team_world.h"

namespace rolecall::testing {
namespace {

class Ownership : public TeamTest {
 protected:
  using Roles = std::vector<std::string>;

  template <class T>
  static std::string why(const Result<T>& result) {
    if (result) return "done";
    return result.error().refusal ? result.error().refusal->rule : result.error().name;
  }

  std::string change(const Person& by, const MemberId& member, const Roles& roles) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::change_roles(tx, environment, by.credential, {team(), member, roles, std::nullopt});
    }));
  }
  std::string suspend(const Person& by, const MemberId& member) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::suspend_member(tx, environment, by.credential, {team(), member, std::nullopt});
    }));
  }
  std::string remove(const Person& by, const MemberId& member) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::remove_member(tx, environment, by.credential, {team(), member, std::nullopt});
    }));
  }
  std::string leave(const Person& by) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::leave_team(tx, environment, by.credential, team(), std::nullopt);
    }));
  }
  std::string revoke_logins(const Person& by, const MemberId& member) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::revoke_logins(tx, environment, by.credential, team(), member);
    }));
  }
  std::string delete_account(const Person& by) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::delete_account(tx, environment, by.credential, client_, {test_password, std::nullopt}, right_password());
    }));
  }
  std::string offer(const Person& by, const MemberId& to) { return offer(by, to, right_password()); }
  std::string offer(const Person& by, const MemberId& to, const service::PasswordOutcome& outcome) {
    return why(write([&](auto& tx, const auto& environment) {
      return service::offer_ownership(tx, environment, by.credential, {team(), to, {test_password, std::nullopt}, client_},
                                      outcome);
    }));
  }
  std::string accept_offer(const Person& by) {
    return why(write(
        [&](auto& tx, const auto& environment) { return service::accept_ownership(tx, environment, by.credential, team()); }));
  }
  std::string cancel_offer(const Person& by) {
    return why(write(
        [&](auto& tx, const auto& environment) { return service::cancel_ownership(tx, environment, by.credential, team()); }));
  }

  /// The same person, through an API key.
  Person key_of(const Person& maker) {
    const auto made = write([&](auto& tx, const auto& environment) {
      return service::make_api_key(tx, environment, maker.credential,
                                   {team(), "Program", {"administrator"}, tx.now() + days(30)});
    });
    Person by_key = maker;
    by_key.credential = {store::Credential::Kind::api_key, crypto::token_hash(made.value().key)};
    return by_key;
  }
  Colleague administrator() { return join("Adam", "adam@clinic.example", {"administrator"}); }

  bool has_open_offer() {
    return world().look([&](store::Transaction& tx) { return store::find_open_transfer(tx, team()).has_value(); });
  }
  void expect_owner(const MemberId& member) {
    const auto owner = stored(member);
    EXPECT_TRUE(owner.owner);
    EXPECT_EQ(owner.status, MemberState::active);
    EXPECT_TRUE(owner.roles.has(policy::Role::administrator));
    EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND owner = 1"), 1);
  }

  static service::PasswordOutcome right_password() { return {true, test_password_hash(), ""}; }

  service::Client client_{"192.0.2.10", "Test browser"};
};

TEST_P(Ownership, the_sole_owner_cannot_leave_be_removed_suspended_or_lose_administrator_by_any_path) {
  const auto adam = administrator();
  const Person& olga = owner();
  const auto by_own_key = key_of(olga);
  for (const Person& by : {static_cast<const Person&>(adam), key_of(adam)}) {
    EXPECT_EQ(change(by, owner().member, {"clinician"}), "owner_protected");
    EXPECT_EQ(suspend(by, owner().member), "owner_protected");
    EXPECT_EQ(remove(by, owner().member), "owner_protected");
  }
  for (const Person& by : {olga, by_own_key}) {
    EXPECT_EQ(leave(by), "owner_cannot_leave");
    EXPECT_NE(change(by, owner().member, {"clinician"}), "done");
    EXPECT_NE(suspend(by, owner().member), "done");
    EXPECT_NE(remove(by, owner().member), "done");
  }
  EXPECT_EQ(delete_account(olga), "owns_team");
  EXPECT_EQ(delete_account(by_own_key), "login_needed");
  expect_owner(owner().member);
}

TEST_P(Ownership, the_command_line_takes_the_owners_logins_and_second_factor_and_nothing_of_the_team) {
  const auto enrolled = write([&](auto& tx, const auto& environment) {
    return service::enrol_totp(tx, environment, owner().credential, client_, {test_password, std::nullopt}, right_password());
  });
  const auto secret = crypto::from_base32(enrolled.value().secret).value();
  const auto code = totp::code_at(secret, totp::step_at(world().clock().now()));
  ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
    return service::confirm_totp(tx, environment, owner().credential, client_, code);
  }));
  EXPECT_EQ(why(write([&](auto& tx, const auto& environment) { return service::reset_mfa(tx, environment, owner().address); })),
            "done");
  EXPECT_EQ(leave(owner()), "not_signed_in");
  expect_owner(owner().member);
}

TEST_P(Ownership, a_pending_or_suspended_person_never_becomes_owner) {
  const auto pending = add(owner(), {"pending@clinic.example", {"administrator"}});
  const auto adam = administrator();
  EXPECT_EQ(offer(owner(), pending->id), "invalid");
  ASSERT_EQ(offer(owner(), adam.member), "done");
  ASSERT_EQ(suspend(owner(), adam.member), "done");
  EXPECT_NE(accept_offer(adam), "done");
  EXPECT_EQ(offer(owner(), adam.member), "invalid");
  EXPECT_EQ(offer(owner(), owner().member), "invalid");
  EXPECT_EQ(offer(owner(), MemberId{"mem_unknown"}), "invalid");
  expect_owner(owner().member);
}

TEST_P(Ownership, an_administrator_never_touches_the_owners_roles_state_logins_or_mfa) {
  const auto adam = administrator();
  EXPECT_EQ(change(adam, owner().member, {"administrator"}), "owner_protected");
  EXPECT_EQ(suspend(adam, owner().member), "owner_protected");
  EXPECT_EQ(remove(adam, owner().member), "owner_protected");
  EXPECT_EQ(revoke_logins(adam, owner().member), "owner_protected");
  EXPECT_EQ(offer(adam, adam.member), "no_grant");
  EXPECT_EQ(cancel_offer(adam), "no_grant");
  EXPECT_EQ(audited("member.revoke_logins").back().outcome, audit::Outcome::deny);
  expect_owner(owner().member);
}

TEST_P(Ownership, owner_is_refused_in_every_list_of_roles) {
  const auto adam = administrator();
  EXPECT_EQ(change(owner(), adam.member, {"administrator", "owner"}), "above_own_rights");
  EXPECT_EQ(change(owner(), owner().member, {"administrator", "owner"}), "above_own_rights");
  EXPECT_EQ(why(add(owner(), {"new@clinic.example", {"owner"}})), "above_own_rights");
  const auto key = write([&](auto& tx, const auto& environment) {
    return service::make_api_key(tx, environment, owner().credential, {team(), "Program", {"owner"}, tx.now() + days(30)});
  });
  EXPECT_NE(why(key), "done");
  expect_owner(owner().member);
}

TEST_P(Ownership, editing_a_pending_invitation_runs_the_checks_of_creating_it) {
  const auto adam = administrator();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto pending = add(owner(), {"pending@clinic.example", {"clinician"}}).value().id;
  for (const Roles& roles : {Roles{"owner"}, Roles{"emperor"}}) {
    const auto refusal = why(add(adam, {"other@clinic.example", roles}));
    EXPECT_NE(refusal, "done");
    EXPECT_EQ(change(adam, pending, roles), refusal);
  }
  EXPECT_EQ(change(cara, pending, {"administrator"}), "no_grant");
  EXPECT_EQ(change(adam, pending, {"administrator"}), "done");
  EXPECT_EQ(stored(pending).roles, policy::RoleSet{policy::Role::administrator});
}

TEST_P(Ownership, a_transfer_is_one_step_with_exactly_one_owner_before_during_and_after) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  expect_owner(owner().member);
  ASSERT_EQ(offer(owner(), cara.member), "done");
  expect_owner(owner().member);
  ASSERT_EQ(accept_offer(cara), "done");
  expect_owner(cara.member);
  EXPECT_TRUE(stored(owner().member).roles.has(policy::Role::administrator));
  EXPECT_FALSE(has_open_offer());
  EXPECT_EQ(accept_offer(cara), "not_found");
  EXPECT_EQ(offer(owner(), cara.member), "no_grant");
  const auto rows = audited("team.transfer_ownership");
  EXPECT_EQ(std::ranges::count_if(rows, [](const auto& row) { return row.resource.type == "member"; }), 2);
}

TEST_P(Ownership, a_recipient_removed_while_a_transfer_waits_ends_the_transfer) {
  const auto adam = administrator();
  ASSERT_EQ(offer(owner(), adam.member), "done");
  ASSERT_EQ(remove(owner(), adam.member), "done");
  EXPECT_FALSE(has_open_offer());
  EXPECT_NE(accept_offer(adam), "done");
  expect_owner(owner().member);
  EXPECT_EQ(audited("team.transfer_ownership").back().actor.type, audit::ActorType::system);
}

TEST_P(Ownership, a_recipient_who_leaves_or_deletes_his_account_ends_the_transfer) {
  const auto adam = administrator();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(offer(owner(), adam.member), "done");
  ASSERT_EQ(leave(adam), "done");
  EXPECT_FALSE(has_open_offer());
  ASSERT_EQ(offer(owner(), cara.member), "done");
  ASSERT_EQ(delete_account(cara), "done");
  EXPECT_FALSE(has_open_offer());
  expect_owner(owner().member);
}

TEST_P(Ownership, moves_only_with_the_password_of_the_owner_and_the_login_of_the_recipient) {
  const auto adam = administrator();
  EXPECT_EQ(offer(owner(), adam.member, {false, test_password_hash(), ""}), "invalid");
  EXPECT_FALSE(has_open_offer());
  EXPECT_NE(offer(key_of(owner()), adam.member), "done");
  ASSERT_EQ(offer(owner(), adam.member), "done");
  EXPECT_EQ(accept_offer(key_of(adam)), "login_needed");
  EXPECT_EQ(accept_offer(owner()), "not_found");
  expect_owner(owner().member);
}

TEST_P(Ownership, of_two_offers_the_later_one_waits) {
  const auto adam = administrator();
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_EQ(offer(owner(), adam.member), "done");
  ASSERT_EQ(offer(owner(), cara.member), "done");
  EXPECT_EQ(accept_offer(adam), "not_found");
  EXPECT_EQ(accept_offer(cara), "done");
  expect_owner(cara.member);
}

TEST_P(Ownership, an_offer_is_declined_by_its_recipient_withdrawn_by_the_owner_and_over_after_seven_days) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto ines = join("Ines", "ines@clinic.example", {"clinician"});
  ASSERT_EQ(offer(owner(), cara.member), "done");
  EXPECT_NE(cancel_offer(ines), "done");
  EXPECT_EQ(cancel_offer(cara), "done");
  ASSERT_EQ(offer(owner(), cara.member), "done");
  EXPECT_EQ(cancel_offer(owner()), "done");
  EXPECT_EQ(accept_offer(cara), "not_found");
  ASSERT_EQ(offer(owner(), cara.member), "done");
  world().advance(days(7));
  const auto again = world().signed_in_again(cara);
  EXPECT_EQ(accept_offer(again), "transfer_expired");
  expect_owner(owner().member);
}

ROLECALL_ON_BOTH_STORES(Ownership);

}  // namespace
}  // namespace rolecall::testing
