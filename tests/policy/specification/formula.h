// The formulas of the second formulation: read from its data file once, then evaluated for 64 cases side by side.
// Knows neither the policy nor src/; which facts and words there are is said by whoever reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace rolecall::specification {

/// Bit i says whether something is so in case i of 64.
using Lanes = std::uint64_t;
inline constexpr Lanes in_all_cases = ~Lanes{0};

/// What a formula can name: facts by their place in a world, words that the evaluator computes, and names for formulas.
struct Vocabulary {
  std::map<std::string, std::size_t> facts;  // "own", "state is active"
  std::map<std::string, int> words;          // "held"
  std::map<std::string, std::string> definitions;
};

struct Formula {
  enum class Kind : std::uint8_t { always, fact, word, negation, conjunction, disjunction };
  Kind kind = Kind::always;
  std::size_t fact = 0;
  int word = 0;
  std::vector<Formula> parts;
};

/// Throws std::runtime_error that quotes the text when it is no formula or names something unknown.
[[nodiscard]] Formula parse(const std::string& text, const Vocabulary&);

/// Gives the words their value while a formula is evaluated.
class Words {
 public:
  virtual ~Words() = default;
  [[nodiscard]] virtual Lanes value(int word) const = 0;
};

[[nodiscard]] Lanes evaluate(const Formula&, std::span<const Lanes> facts, const Words&);

}  // namespace rolecall::specification
