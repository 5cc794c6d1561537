// `make bench`: what one decision costs when the facts are there, beside a table keyed by strings. Nothing is asserted; the aim
// is 20 ns for a decision with the sentence that explains it, and no allocation.
#include <benchmark/benchmark.h>

#include "mix.h"
#include "policy/explain.h"
#include "string_table.h"
#include "support/allocations.h"

namespace rolecall::bench {
namespace {

/// Asks `answer` every question of the mix in turn; time and allocations are those of one question.
template <class Answer>
void measure(benchmark::State& state, Answer answer) {
  static const std::vector<policy::Question> mix = mixed_questions(1024);
  std::size_t next = 0;
  const std::size_t before = testing::allocations_so_far();
  for (auto _ : state) {
    benchmark::DoNotOptimize(answer(mix[next]));
    if (++next == mix.size()) next = 0;
  }
  const auto counted = static_cast<double>(testing::allocations_so_far() - before);
  state.counters["allocations"] = benchmark::Counter(counted, benchmark::Counter::kAvgIterations);
}

/// What the measuring itself costs.
void nothing(benchmark::State& state) {
  measure(state, [](const policy::Question& question) { return question.action; });
}

void decision(benchmark::State& state) {
  measure(state, [](const policy::Question& question) { return policy::decide(question); });
}

void decision_with_its_sentence(benchmark::State& state) {
  measure(state, [](const policy::Question& question) { return policy::sentence_of(policy::decide(question), question); });
}

void table_keyed_by_strings(benchmark::State& state) {
  const StringTable table;
  measure(state, [&table](const policy::Question& question) { return table.explained(question); });
}

BENCHMARK(nothing);
BENCHMARK(decision);
BENCHMARK(decision_with_its_sentence);
BENCHMARK(table_keyed_by_strings);

}  // namespace
}  // namespace rolecall::bench

BENCHMARK_MAIN();
