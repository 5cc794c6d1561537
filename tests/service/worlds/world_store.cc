#include "service/worlds/world_store.h"

#include "store/sql.h"
#include "support/started_server.h"
#include "support/worlds/smaller_world.h"

namespace rolecall::testing::worlds {
namespace {

/// Ending a transaction costs as much as reading a small world.
constexpr std::uint64_t worlds_in_transaction = 500;

auto rolled_back() { return fail(Code::conflict, "rolled_back", "a world is not kept"); }

std::string name_of_this_test() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  return std::string(test->test_suite_name()) + "." + test->name();
}

}  // namespace

WorldStore::WorldStore(Which which) : world_(which) {
  start_server(world_);
  for (std::size_t person = 0; person < person_count; ++person) {
    const auto address = "p" + std::to_string(person) + "@clinic.example";
    const Person somebody = world_.signed_in("Person", address);
    const Person again = world_.signed_in_again(somebody, service::Proof::totp_code);
    accounts_[person] = {somebody.user, address, somebody.credential, again.credential};
  }
  world_.advance(seconds(30));
}

void WorldStore::load_and_check(store::Transaction& tx, const World& made, std::uint64_t seed, const Check& check) {
  std::mt19937_64 random(seed);
  load(tx, world_.environment().keys.sealer(), accounts_, made);
  check(Loaded{tx, world_.environment(), accounts_, made, seed, random});
  (void)tx.take_record();
}

std::optional<std::string> WorldStore::disagreement(const World& made, std::uint64_t seed, const Check& check) {
  try {
    (void)world_.write([&](store::Transaction& tx) -> Result<Done> {
      load_and_check(tx, made, seed, check);
      return rolled_back();
    });
  } catch (const Disagreement& found) {
    return found.what();
  } catch (const std::exception& fault) {
    return std::string("it threw: ") + fault.what();
  }
  return std::nullopt;
}

WorldStore::Walk WorldStore::walk_in_one_transaction(const Seeds& seeds,
                                                     std::function<Walk(store::Transaction&, std::uint64_t)> visit) {
  Walk walk = Walk::goes_on;
  (void)world_.write([&](store::Transaction& tx) -> Result<Done> {
    for (std::uint64_t i = 0; i < seeds.count && walk == Walk::goes_on; ++i) {
      store::execute(tx, "SAVEPOINT world");
      walk = visit(tx, seeds.first + i);
      if (walk == Walk::ends) break;
      store::execute(tx, "ROLLBACK TO world");
      store::execute(tx, "RELEASE world");
    }
    return rolled_back();
  });
  return walk;
}

std::optional<std::uint64_t> WorldStore::first_failing(const Seeds& seeds, WorldSize size, const Check& check,
                                                       const std::function<bool()>& goes_on) {
  std::optional<std::uint64_t> failing;
  const auto visit = [&](store::Transaction& tx, std::uint64_t seed) {
    try {
      load_and_check(tx, make(seed, size), seed, check);
    } catch (const std::exception&) {
      failing = seed;
      return Walk::ends;
    }
    return goes_on() ? Walk::goes_on : Walk::ends;
  };
  for (std::uint64_t done = 0; done < seeds.count; done += worlds_in_transaction) {
    const Seeds some{seeds.first + done, std::min(worlds_in_transaction, seeds.count - done)};
    if (walk_in_one_transaction(some, visit) == Walk::ends) break;
  }
  return failing;
}

Finding WorldStore::finding(std::uint64_t seed, WorldSize size, const Check& check) {
  const auto fails = [&](const World& smaller) { return disagreement(smaller, seed, check).has_value(); };
  Finding found{seed, smallest_failing(make(seed, size), fails), {}};
  found.text = disagreement(found.world, seed, check).value_or("nothing differs when it is asked again") +
               "\nin this world, all that is left of seed " + std::to_string(seed) +
               " (replay: ROLECALL_SEED=" + std::to_string(seed) + " service_tests --gtest_filter='" + name_of_this_test() +
               "'):\n" + description_of(found.world);
  return found;
}

}  // namespace rolecall::testing::worlds
