// The second formulation and policy::decide give one answer: effect, rule and grant, over the whole space of facts.
#include <gtest/gtest.h>

#include <atomic>
#include <bit>
#include <mutex>

#include "abstract_space.h"

namespace rolecall::policy::testing {
namespace {

using specification::Lanes;
using specification::Specification;
using specification::Verdict;

/// What one comparison found; shared by all threads.
struct Comparison {
  std::atomic<std::uint64_t> cases = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  std::string first_difference;
  std::vector<char> seen = std::vector<char>(bridge().specification().outcome_count());  // guarded by the mutex

  void report(const Space& space, const Cases& at, unsigned number, const std::string& expected, std::size_t answered) {
    const std::scoped_lock lock(mutex);
    if (failed.exchange(true)) return;
    const std::size_t known = bridge().specification().outcome_count();
    first_difference = "in the space \"" + space.name + "\", where\n" + describe(at, number) +
                       "the specification demands: " + expected + "\nthe policy answers: " +
                       (answered < known ? bridge().specification().name_of(answered) : "a rule that it does not know");
  }
};

/// Compares 64 cases at a time; one for each thread, since it keeps its buffers.
class Comparer {
 public:
  explicit Comparer(Comparison& comparison) : comparison_(comparison), cases_of_(specification().outcome_count() + 1) {}
  ~Comparer() {
    const std::scoped_lock lock(comparison_.mutex);
    for (std::size_t outcome = 0; outcome < seen_.size(); ++outcome)
      if (seen_[outcome] != 0) comparison_.seen[outcome] = 1;
    comparison_.cases += compared_;
  }
  Comparer(const Comparer&) = delete;
  Comparer& operator=(const Comparer&) = delete;

  bool compare(const Space& space, Cases& cases) {
    specification().decide(cases.world, verdicts_);
    for (const Verdict& verdict : verdicts_) cases_of_[verdict.outcome] |= verdict.cases;
    const Lanes different = differences(space, cases);
    for (const Verdict& verdict : verdicts_) {
      cases_of_[verdict.outcome] = 0;
      seen_[verdict.outcome] = 1;
    }
    compared_ += 64;
    if (different == 0) return !comparison_.failed;
    report(space, cases, static_cast<unsigned>(std::countr_zero(different)));
    return false;
  }

 private:
  static const Specification& specification() { return bridge().specification(); }

  /// Walks the cases so that from one to the next a single flag changes.
  Lanes differences(const Space& space, Cases& cases) {
    Lanes different = 0;
    take_case(cases.question, space, 0);
    for (unsigned step = 0; step < 64; ++step) {
      const unsigned number = step ^ (step >> 1U);
      if (step != 0) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(step));
        space.lanes[lane].set(cases.question, ((number >> lane) & 1U) != 0);
      }
      const std::size_t outcome = bridge_.outcome_of(decide(cases.question));
      if (((cases_of_[outcome] >> number) & 1U) == 0) different |= Lanes{1} << number;
    }
    return different;
  }

  void report(const Space& space, Cases& cases, unsigned number) {
    std::string expected;
    for (const Verdict& verdict : verdicts_)
      if (((verdict.cases >> number) & 1U) != 0) expected = specification().name_of(verdict.outcome);
    take_case(cases.question, space, number);
    comparison_.report(space, cases, number, expected, bridge().outcome_of(decide(cases.question)));
  }

  const Bridge& bridge_ = bridge();
  Comparison& comparison_;
  std::vector<Lanes> cases_of_;  // by outcome
  std::vector<Verdict> verdicts_;
  std::vector<char> seen_ = std::vector<char>(specification().outcome_count());
  std::uint64_t compared_ = 0;
};

/// Draws cases in which every fact is free, of all actions on all kinds.
void compare_random_cases(Comparison& comparison, std::size_t tasks, std::size_t rounds) {
  const Space space = everything();
  in_parallel(tasks, [&](std::size_t task) {
    Comparer comparer(comparison);
    std::mt19937_64 random(task);
    const Specification& specification = bridge().specification();
    for (std::size_t round = 0; round < rounds; ++round) {
      const std::size_t action = random() % specification.actions().size();
      std::size_t kind = random() % specification.kinds().size();
      while (random() % 4 != 0 && !specification.asked_on(action, kind)) kind = random() % specification.kinds().size();
      Cases cases = begin(action, kind, space);
      draw(space, cases, random);
      if (!comparer.compare(space, cases)) return false;
    }
    return true;
  });
}

TEST(SecondFormulation, AgreesWithThePolicyOnCasesDrawnFromAllFactsAtOnce) {
  Comparison comparison;
  compare_random_cases(comparison, 64, 1'500);
  EXPECT_FALSE(comparison.failed) << comparison.first_difference;
  EXPECT_GE(comparison.cases, comparison.failed ? 0U : 6'000'000U);
}

/// Every rule, and every grant of the table; a custom role is named where not every member has the grant anyway.
bool is_possible(std::size_t outcome) {
  const Specification& specification = bridge().specification();
  const auto grant = specification.grant_of(outcome);
  if (!grant) return true;
  const specification::Row& row = specification.table()[grant->row];
  if (specification.columns()[grant->column] != "custom") return row.held_by[grant->column];
  return specification.fits_custom_role(grant->row) && !row.held_by.front();
}

TEST(SecondFormulation, AgreesWithThePolicyOverTheWholeSpaceOfFacts) {
  Comparison comparison;
  const Specification& specification = bridge().specification();
  const std::size_t kinds = specification.kinds().size();
  in_parallel(specification.actions().size() * kinds, [&](std::size_t task) {
    const std::size_t action = task / kinds;
    const std::size_t kind = task % kinds;
    Comparer comparer(comparison);
    for (const Space& space : spaces_of(action, kind)) {
      Cases cases = begin(action, kind, space);
      if (!walk(space, cases, [&](Cases& at) { return comparer.compare(space, at); })) return false;
    }
    return true;
  });
  ASSERT_FALSE(comparison.failed) << comparison.first_difference;
  std::cout << comparison.cases << " cases agree\n";
  RecordProperty("cases", std::to_string(comparison.cases));
  EXPECT_EQ(comparison.cases, 262'436'864U) << "the space has changed: say so in docs/verification.md";
  for (std::size_t outcome = 0; outcome < specification.outcome_count(); ++outcome) {
    EXPECT_EQ(comparison.seen[outcome] != 0, is_possible(outcome)) << specification.name_of(outcome);
  }
}

TEST(SecondFormulation, ListsTheActionsThatThePolicyAllows) {
  const Specification& specification = bridge().specification();
  const Space space = everything();
  std::mt19937_64 random(3);
  std::vector<Verdict> verdicts;
  for (int round = 0; round < 3'000; ++round) {
    const std::size_t kind = static_cast<std::size_t>(round) % specification.kinds().size();
    Cases cases = begin(0, kind, space);
    draw(space, cases, random);
    const auto number = static_cast<unsigned>(random() % 64);
    take_case(cases.question, space, number);
    const ActionSet allowed = allowed_actions(cases.question);
    for (std::size_t action = 0; action < specification.actions().size(); ++action) {
      specification::World world = cases.world;
      specification.ask(world, action);
      specification.decide(world, verdicts);
      bool permitted = false;
      for (const Verdict& verdict : verdicts)
        permitted = permitted || (((verdict.cases >> number) & 1U) != 0 && specification.grant_of(verdict.outcome));
      ASSERT_EQ(allowed.has(bridge().action(action)), permitted && specification.asked_on(action, kind))
          << specification.actions()[action] << ", where\n"
          << describe(cases, number);
    }
  }
}

TEST(SecondFormulation, KnowsWhatSomebodyHoldsAsThePolicyDoes) {
  const Specification& specification = bridge().specification();
  const Space space = everything();
  std::mt19937_64 random(4);
  for (int round = 0; round < 20'000; ++round) {
    Cases cases = begin(0, 0, space);
    draw(space, cases, random);
    const GrantSet held = grants_of(cases.question.subject);
    for (std::size_t row = 0; row < specification.table().size(); ++row) {
      const GrantId id = bridge().grant(row);
      const bool demanded = specification.held(cases.world, row) != 0;
      ASSERT_EQ(held.has(id), demanded) << specification.name_of(specification.outcome_of(specification::Grant{row, 0}));
      ASSERT_EQ(scopes_held(cases.question.subject, grant_at(id).action).has(grant_at(id).scope), demanded);
    }
  }
}

TEST(SecondFormulation, RefusesAFormulaWithAnUnknownFact) {
  const specification::Vocabulary vocabulary{.facts = {{"own", 0}}, .words = {}, .definitions = {}};
  EXPECT_THROW(static_cast<void>(specification::parse("own and owned", vocabulary)), std::runtime_error);
  EXPECT_THROW(static_cast<void>(specification::parse("(own or own", vocabulary)), std::runtime_error);
  EXPECT_THROW(static_cast<void>(specification::parse("own own", vocabulary)), std::runtime_error);
}

}  // namespace
}  // namespace rolecall::policy::testing
