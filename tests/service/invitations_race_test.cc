// Invitations under real parallel requests, and the cascade when an inviter loses his right.
#include <atomic>
#include <barrier>
#include <thread>

#include "service/members/pending_invitation.h"
#include "service/members/revoke_invitations_of.h"
#include "support/rounds.h"
#include "support/team_world.h"

namespace rolecall {
namespace {

using testing::TeamTest;

class InvitationRaces : public TeamTest {
 protected:
  /// Runs `work(i)` on that many threads at the same instant; a database conflict counts as an error of its own.
  template <class F>
  std::vector<std::string> at_once(int threads, F work) {
    std::vector<std::string> outcomes(static_cast<std::size_t>(threads));
    std::barrier start(threads);
    {
      std::vector<std::jthread> running;
      for (int i = 0; i < threads; ++i) {
        running.emplace_back([&, i] {
          start.arrive_and_wait();
          outcomes[static_cast<std::size_t>(i)] = outcome_of(work, i);
        });
      }
    }
    return outcomes;
  }
  std::int64_t current() { return count("SELECT count(*) FROM member WHERE team_id = $1 AND status IN (0, 1, 5)"); }

 private:
  template <class F>
  static std::string outcome_of(F& work, int i) {
    try {
      const auto result = work(i);
      return result ? "done" : result.error().name;
    } catch (const store::DatabaseFault&) {
      return "conflict";
    }
  }
};

TEST_P(InvitationRaces, fifty_parallel_accepts_make_one_membership) {
  for (int round = 0; round < testing::rounds(); ++round) {
    const auto address = "p" + std::to_string(round) + "@clinic.example";
    const auto person = world().signed_in("Olaf", address);
    const auto token = invite(address, {"clinician"});
    const auto outcomes = at_once(50, [&](int) { return accept_as(person.credential, token); });
    EXPECT_EQ(std::ranges::count(outcomes, "done"), 50);
  }
  EXPECT_EQ(current(), 1 + testing::rounds());
  EXPECT_EQ(std::ssize(audited("invitation.accept")), testing::rounds());
  EXPECT_EQ(seats().quantity, 1 + testing::rounds());
}

TEST_P(InvitationRaces, two_people_on_one_link_one_joins) {
  for (int round = 0; round < testing::rounds(); ++round) {
    const auto token = invite("p" + std::to_string(round) + "@clinic.example", {"clinician"});
    const auto outcomes = at_once(2, [&](int i) { return accept(token, "Person " + std::to_string(i)); });
    EXPECT_EQ(std::ranges::count(outcomes, "done"), 1) << outcomes[0] << " " << outcomes[1];
    EXPECT_EQ(std::ranges::count(outcomes, "invitation_used"), 1) << outcomes[0] << " " << outcomes[1];
  }
  EXPECT_EQ(current(), 1 + testing::rounds());
}

TEST_P(InvitationRaces, one_address_is_invited_once_by_many_at_once) {
  for (int round = 0; round < testing::rounds(); ++round) {
    const auto name = "p" + std::to_string(round);
    const auto outcomes = at_once(
        4, [&](int i) { return add(owner(), {name + (i % 2 == 0 ? "@clinic.example" : "@CLINIC.EXAMPLE"), {"clinician"}}); });
    EXPECT_EQ(std::ranges::count(outcomes, "done"), 1);
    EXPECT_EQ(std::ranges::count(outcomes, "already_invited"), 3);
  }
  EXPECT_EQ(current(), 1 + testing::rounds());
  EXPECT_EQ(seats().quantity, current());
}

TEST_P(InvitationRaces, a_cap_on_seats_holds_under_parallel_accepts) {
  world().environment().settings.seat_charge = service::SeatCharge::at_acceptance;
  std::vector<std::string> tokens;
  for (int i = 0; i < 6; ++i) tokens.push_back(invite("p" + std::to_string(i) + "@clinic.example", {"clinician"}));
  const auto limited = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET seat_limit = 3 WHERE id = $1", team());
    return Done{};
  });
  ASSERT_TRUE(limited);
  const auto outcomes = at_once(6, [&](int i) { return accept(tokens[static_cast<std::size_t>(i)]); });
  EXPECT_EQ(std::ranges::count(outcomes, "done"), 2);
  EXPECT_EQ(std::ranges::count(outcomes, "seat_limit"), 4);
  EXPECT_EQ(seats().quantity, 3);
}

TEST_P(InvitationRaces, a_link_that_is_revoked_while_it_is_accepted_ends_one_way_or_the_other) {
  for (int round = 0; round < testing::rounds(); ++round) {
    const auto member = add(owner(), {"p" + std::to_string(round) + "@clinic.example", {"clinician"}})->id;
    const auto token = token_for("p" + std::to_string(round) + "@clinic.example");
    std::atomic<int> done{0};
    at_once(2, [&](int i) -> Result<Done> {
      if (i == 0) {
        const auto accepted = accept(token);
        if (accepted) ++done;
        return accepted ? Result<Done>(Done{}) : std::unexpected(accepted.error());
      }
      const auto revoked = write([&](auto& tx, const auto& environment) {
        return service::revoke_invitation(tx, environment, owner().credential, {team(), member});
      });
      if (revoked) ++done;
      return revoked ? Result<Done>(Done{}) : std::unexpected(revoked.error());
    });
    EXPECT_EQ(done, 1);
  }
  EXPECT_EQ(seats().quantity, current());
}

class InvitersWhoLostTheRight : public TeamTest {};

TEST_P(InvitersWhoLostTheRight, have_their_pending_invitations_revoked_and_the_administrators_told) {
  const auto ada = join("Ada", "ada@clinic.example", {"administrator"});
  join("Cara", "cara@clinic.example", {"clinician"});
  ASSERT_TRUE(add(ada, {"one@clinic.example", {"clinician"}}));
  ASSERT_TRUE(add(ada, {"two@clinic.example", {"clinician"}}));
  ASSERT_TRUE(add(owner(), {"three@clinic.example", {"clinician"}}));
  const auto token = token_for("one@clinic.example");
  force(ada.member, [](store::Member& member) { member.roles = {policy::Role::clinician}; });
  const auto revoked = world().write([&](store::Transaction& tx) {
    return service::revoke_invitations_of(tx, world().environment(), store::find_team(tx, team()).value(),
                                          store::find_member(tx, team(), ada.member).value(),
                                          store::SystemReason::inviter_lost_right);
  });
  EXPECT_EQ(revoked.value(), 2);
  EXPECT_EQ(accept(token).error().name, "invitation_revoked");
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND status = 0"), 1);
  EXPECT_EQ(seats().quantity, 4);
  const auto rows = audited("member.revoke_invitation");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].actor.type, audit::ActorType::system);
  EXPECT_EQ(*rows[0].reason.text(), "inviter_lost_right");
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].address, "olga@clinic.example");
}

ROLECALL_ON_BOTH_STORES(InvitationRaces);
ROLECALL_ON_BOTH_STORES(InvitersWhoLostTheRight);

}  // namespace
}  // namespace rolecall
