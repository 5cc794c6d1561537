// What is erased by the clock: teams 30 days after their deletion, accounts that nobody verified.
#include "service/accounts/delete_account.h"
#include "service/accounts/register_account.h"
#include "service/billing/mark_paid.h"
#include "service/sessions/create_session.h"
#include "service/sessions/update_session.h"
#include "store/accounts.h"
#include "store/audit_reader.h"
#include "team_life.h"

namespace rolecall::testing {
namespace {

class ErasedTeams : public TeamLifeTest {
 protected:
  /// With members, keys, invitations, an offer and mails, deleted 30 days ago.
  void fill_and_delete() {
    const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
    join("Cara", "cara@clinic.example", {"clinician"});
    put_custom_role_into_audience();
    key_of(adam, {"administrator"});
    ASSERT_TRUE(add(adam, {"new@clinic.example", {"clinician"}}));
    ASSERT_TRUE(offer_to(adam.member));
    world().advance(minutes(10));
    run_jobs();
    ASSERT_EQ(count("SELECT count(*) FROM invoice WHERE team_id = $1"), 1);
    const auto paid =
        write([&](auto& tx, const auto& environment) { return service::mark_paid(tx, environment, {team(), 1, "bank-1", {}}); });
    ASSERT_TRUE(paid);
    ASSERT_TRUE(delete_team(world().signed_in_again(owner())));
    world().advance({days(30).ms - minutes(10).ms});
    run_jobs();  // writes a checkpoint, so that none is due by the clock when the team is erased
    world().advance(minutes(10));
  }
  void put_custom_role_into_audience() {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx,
                     "INSERT INTO custom_role(id, team_id, name, name_key, family, grants, created_at) "
                     "VALUES ('rol_reader', $1, 'Reader', 'reader', 'clinician', '[]', 0)",
                     team());
      store::execute(tx, "INSERT INTO session_view_role(team_id, role_id) VALUES ($1, 'rol_reader')", team());
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  audit::Checkpoint last_checkpoint() {
    return world().look([&](store::Transaction& tx) {
      const auto tip = store::chain_tip(tx, team().value);
      return store::find_checkpoint(tx, team().value, tip.seq).value();
    });
  }
};

TEST_P(ErasedTeams, stay_whole_until_30_days_have_passed) {
  ASSERT_TRUE(delete_team(owner()));
  world().advance({days(30).ms - 1});
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1"), 1);
  EXPECT_TRUE(restore(world().signed_in_again(owner())));
}

TEST_P(ErasedTeams, leave_nothing_but_their_id_and_an_audit_without_names) {
  fill_and_delete();
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM member_history WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM team_history WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM session_view_role WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM api_key WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM ownership_transfer WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM seat_ledger WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM invoice WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM invoicing WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM payment WHERE team_id = $1"), 0);
  ASSERT_EQ(audited("billing.invoice").size(), 1U) << "number and total stay in the audit (docs/decisions/0012)";
  EXPECT_EQ(count("SELECT count(*) FROM mail WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM notice WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM audit_value WHERE chain = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM team WHERE id = $1 AND name = '' AND owner_hash = ''"), 1);
  EXPECT_EQ(open(world().signed_in_again(owner()).credential).error().code, Code::not_found);
  EXPECT_EQ(restore(world().signed_in_again(owner())).error().code, Code::not_found);
}

TEST_P(ErasedTeams, take_the_key_of_their_content_with_them) {
  const auto made = write([&](auto& tx, const auto& environment) {
    return service::create_session(tx, environment, owner().credential, {.team = team(), .content = {{"Ada Byron", "", ""}, ""}});
  });
  ASSERT_TRUE(made);
  EXPECT_EQ(count("SELECT count(*) FROM team_key WHERE team_id = $1"), 1);
  ASSERT_TRUE(delete_team(owner()));
  world().advance(days(30));
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM team_key WHERE team_id = $1"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE team_id = $1"), 0);
}

TEST_P(ErasedTeams, wait_while_a_session_is_under_legal_hold_and_can_be_brought_back_as_long) {
  const auto made = write([&](auto& tx, const auto& environment) {
    return service::create_session(tx, environment, owner().credential, {.team = team(), .content = {{"Ada Byron", "", ""}, ""}});
  });
  ASSERT_TRUE(made);
  const auto mark = [&](service::LegalHold hold) {
    const auto olga = world().signed_in_again(owner());
    return write([&](auto& tx, const auto& environment) {
      return service::hold_session(tx, environment, olga.credential, team(), made->session.id, hold);
    });
  };
  ASSERT_TRUE(mark(service::LegalHold::held));
  EXPECT_EQ(open(owner().credential)->held_sessions, 1) << "said before";
  const auto deleted = delete_team(owner());
  ASSERT_TRUE(deleted);
  EXPECT_EQ(deleted->held_sessions, 1) << "and after";
  world().advance(days(40));
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE team_id = $1"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM team_key WHERE team_id = $1"), 1);
  ASSERT_TRUE(restore(world().signed_in_again(owner())));
  ASSERT_TRUE(mark(service::LegalHold::none));
  ASSERT_TRUE(delete_team(world().signed_in_again(owner())));
  world().advance(days(30));
  run_jobs();
  EXPECT_EQ(count("SELECT count(*) FROM session WHERE team_id = $1"), 0);
}

TEST_P(ErasedTeams, keep_a_last_checkpoint_over_the_whole_chain_which_verifies) {
  fill_and_delete();
  run_jobs();
  const auto checkpoint = last_checkpoint();
  EXPECT_EQ(checkpoint.tip.seq, audit_rows());
  EXPECT_EQ(audit::verify_checkpoint(checkpoint, world().environment().keys.signing_key().public_key()),
            crypto::SignatureCheck::valid);
  const auto report = verified_chain(team().value);
  EXPECT_FALSE(report.problem) << report.problem->detail;
  EXPECT_EQ(report.rows, audit_rows());
  EXPECT_TRUE(is_by_the_system("system.erase_team", "erasure"));
}

TEST_P(ErasedTeams, are_erased_once) {
  fill_and_delete();
  run_jobs();
  const auto rows = audit_rows();
  run_jobs();
  EXPECT_EQ(audit_rows(), rows);
}

TEST_P(ErasedTeams, take_nothing_of_other_teams_or_accounts_with_them) {
  const auto elsewhere = found_team(owner(), "Elsewhere");
  fill_and_delete();
  run_jobs();
  const auto back = world().signed_in_again(owner());
  const auto other =
      read([&](auto& tx, const auto& environment) { return service::get_team(tx, environment, back.credential, elsewhere); });
  ASSERT_TRUE(other);
  EXPECT_EQ(other->owner.name, "Olga");
  EXPECT_FALSE(verified_chain(elsewhere.value).problem);
}

TEST_P(ErasedTeams, let_their_owner_delete_his_account_only_afterwards) {
  const auto delete_account = [&] {
    const auto back = world().signed_in_again(owner());
    return write([&](auto& tx, const auto& environment) {
      return service::delete_account(tx, environment, back.credential, browser, {test_password, std::nullopt}, right_password);
    });
  };
  ASSERT_TRUE(delete_team(owner()));
  EXPECT_EQ(rule_of(delete_account()), "owns_team");
  world().advance(days(30));
  run_jobs();
  EXPECT_EQ(rule_of(delete_account()), "permitted");
}

class AbandonedAccounts : public TeamLifeTest {
 protected:
  void enrol(const std::string& address) {
    const auto done = write([&](auto& tx, const auto& environment) {
      return service::register_account(tx, environment, {address, "Una", test_password, browser},
                                       {false, "", test_password_hash()});
    });
    EXPECT_TRUE(done);
  }
  bool exists(const std::string& address) {
    return world().look([&](store::Transaction& tx) { return store::find_account_by_address(tx, address).has_value(); });
  }
  std::vector<audit::Event> deletions() {
    return world().look([&](store::Transaction& tx) {
      std::vector<audit::Event> events;
      for (auto rows =
               store::query(tx, "SELECT encoded FROM audit_event WHERE chain = 'installation' AND action = $1 ORDER BY seq",
                            "account.deleted");
           rows.next();) {
        events.push_back(audit::decode_row(rows.text_view(0)).value());
      }
      return events;
    });
  }
};

TEST_P(AbandonedAccounts, are_erased_after_a_week_with_what_the_audit_says_about_them) {
  enrol("una@somewhere.example");
  world().advance(days(6));
  run_jobs();
  EXPECT_TRUE(exists("una@somewhere.example"));
  world().advance(days(1));
  run_jobs();
  EXPECT_FALSE(exists("una@somewhere.example"));
  const auto rows = deletions();
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.front().actor.type, audit::ActorType::system);
  const auto values = world().look([&](store::Transaction& tx) {
    auto found = store::query(tx, "SELECT count(*) FROM audit_value WHERE subject = $1", rows.front().resource.id);
    found.next();
    return found.integer(0);
  });
  EXPECT_EQ(values, 0);
  EXPECT_FALSE(verified_chain("installation").problem);
  EXPECT_TRUE(exists(owner().address));
  run_jobs();
  EXPECT_EQ(deletions().size(), 1U);
}

TEST_P(AbandonedAccounts, stay_while_a_mailed_link_is_open) {
  enrol("una@somewhere.example");
  world().advance(days(6));
  enrol("una@somewhere.example");
  world().advance(days(1));
  run_jobs();
  EXPECT_TRUE(exists("una@somewhere.example"));
  world().advance(days(1));
  run_jobs();
  EXPECT_FALSE(exists("una@somewhere.example"));
}

ROLECALL_ON_BOTH_STORES(ErasedTeams);
ROLECALL_ON_BOTH_STORES(AbandonedAccounts);

}  // namespace
}  // namespace rolecall::testing
