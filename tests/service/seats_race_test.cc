// Seats under real parallel requests: the limit holds, and a quote that was shown is what is posted.
#include <array>
#include <barrier>
#include <thread>

#include "service/money_test.h"

namespace rolecall::testing {
namespace {

constexpr int race_rounds = 8;

class SeatRaces : public MoneyTest {
 protected:
  /// Runs `work(i)` on that many threads at the same instant; a conflict of the database is tried again, as a client would.
  template <class F>
  static std::vector<std::string> at_once(int threads, F work) {
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
  static std::string address(int round, int i) {
    return "p" + std::to_string(round) + "-" + std::to_string(i) + "@clinic.example";
  }

 private:
  template <class F>
  static std::string outcome_of(F& work, int i) {
    for (;;) {
      try {
        const auto result = work(i);
        return result ? "done" : result.error().name;
      } catch (const store::DatabaseFault&) {
        continue;
      }
    }
  }
};

TEST_P(SeatRaces, a_limit_holds_under_parallel_invitations) {
  for (int round = 0; round < race_rounds; ++round) {
    const auto free = 1 + round % 3;
    limit_to(seats().quantity + free);
    const auto by = olga();
    const auto outcomes = at_once(6, [&](int i) { return add(by, {address(round, i), {"clinician"}}); });
    EXPECT_EQ(std::ranges::count(outcomes, "done"), free);
    EXPECT_EQ(std::ranges::count(outcomes, "seat_limit"), 6 - free);
  }
  EXPECT_EQ(seats().quantity, count("SELECT seat_limit FROM team WHERE id = $1"));
  EXPECT_TRUE(differences().empty());
}

TEST_P(SeatRaces, a_limit_holds_under_parallel_batches) {
  for (int round = 0; round < race_rounds; ++round) {
    limit_to(seats().quantity + 4);
    const auto by = olga();
    std::array<std::int64_t, 3> created{};
    const auto outcomes = at_once(3, [&](int i) {
      const auto sent =
          batch(by, {address(round, 3 * i), address(round, 3 * i + 1), address(round, 3 * i + 2)}, service::BatchMode::for_real);
      if (sent)
        created[static_cast<std::size_t>(i)] =
            std::ranges::count_if(sent->rows, [](const auto& row) { return row.errors.empty(); });
      return sent;
    });
    EXPECT_EQ(std::ranges::count(outcomes, "done"), 3) << "a batch answers row by row";
    EXPECT_EQ(created[0] + created[1] + created[2], 4);
  }
  EXPECT_EQ(seats().quantity, 1 + 4 * race_rounds);
  EXPECT_TRUE(differences().empty());
}

TEST_P(SeatRaces, a_limit_holds_when_expired_seats_are_freed_at_the_same_instant) {
  world().environment().settings.invitation_lifetime = days(1);
  for (int round = 0; round < race_rounds; ++round) {
    limit_to(3);
    const auto by = olga();
    const auto outcomes = at_once(4, [&](int i) -> Result<Done> {
      if (i == 3) {
        run_jobs();
        return Done{};
      }
      const auto added = add(by, {address(round, i), {"clinician"}});
      return added ? Result<Done>() : std::unexpected(added.error());
    });
    EXPECT_EQ(std::ranges::count(outcomes, "done"), 3) << "two seats, and the jobs";
    EXPECT_EQ(seats().quantity, 3);
    world().advance(days(1));
  }
  run_jobs();
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_TRUE(differences().empty());
}

TEST_P(SeatRaces, two_administrators_adding_at_once_with_quotes_both_get_what_they_saw) {
  const auto ada = join("Ada", "ada@clinic.example", {"administrator"});
  for (int round = 0; round < race_rounds; ++round) {
    world().advance({days(7).ms + minutes(round).ms});
    const std::array<Person, 2> people{world().signed_in_again(owner()), world().signed_in_again(ada)};
    // Seen at different instants, so that the two prices differ.
    const auto first = quote();
    world().advance(minutes(10));
    const auto second = quote(2);
    world().advance(minutes(10));
    run_jobs();  // invitations of earlier rounds are over
    const auto before = owed();
    const auto outcomes = at_once(2, [&](int i) -> Result<Done> {
      if (i == 0) {
        const auto added = add_quoted(people[0], address(round, 0), first.id);
        return added ? Result<Done>() : std::unexpected(added.error());
      }
      const auto sent = batch(people[1], {address(round, 1), address(round, 2)}, service::BatchMode::for_real, second.id);
      return sent ? Result<Done>() : std::unexpected(sent.error());
    });
    EXPECT_EQ(outcomes, (std::vector<std::string>{"done", "done"}));
    EXPECT_EQ(owed() - before, first.quote.amount.minor + second.quote.amount.minor);
    EXPECT_EQ(amount_of(address(round, 0)), first.quote.amount.minor);
    EXPECT_EQ(amount_of(address(round, 1)) + amount_of(address(round, 2)), second.quote.amount.minor);
  }
  EXPECT_TRUE(differences().empty());
}

ROLECALL_ON_BOTH_STORES(SeatRaces);

}  // namespace
}  // namespace rolecall::testing
