// Carries facts between z3 and `decide`: a model of the formulas becomes a `Question`, and a `Question` a set of equations.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "proof_facts.h"

namespace rolecall::policy::testing {

/// A question with the facts that stand in optional or mixed fields taken apart, so that each is one number.
struct PlainQuestion {
  Question question;
  RoleRequest asked;
  unsigned state = 0;  // 0: outside, else place_of
  bool by_key = false, asks_roles = false, heir_named = false, heir_is_subject = false;
};
[[nodiscard]] PlainQuestion plain(const Question&);
[[nodiscard]] Question joined(const PlainQuestion&);

/// One fact on both sides. A bool is 0 or 1, a word its place.
struct FactOnBothSides {
  std::string name;
  z3::expr fact;
  const Words* words;  // none for a bool
  std::function<unsigned(const PlainQuestion&)> read;
  std::function<void(PlainQuestion&, unsigned)> write;

  [[nodiscard]] z3::expr value(unsigned number) const;
  [[nodiscard]] z3::expr equals(unsigned number) const { return fact == value(number); }
};

[[nodiscard]] std::vector<FactOnBothSides> facts_on_both_sides(const ProofWorld&, const ProofFacts&);

/// The question that the model speaks of; what the model leaves open is false or the first word.
[[nodiscard]] Question question_of(const z3::model&, const std::vector<FactOnBothSides>&);

/// The facts that are true or not the first word, for people: "roles_0, own, share=2".
[[nodiscard]] std::string described(const Question&, const std::vector<FactOnBothSides>&);

}  // namespace rolecall::policy::testing
