// Ties the formulation of proof_rules.h to `decide`, in both directions, so that what is proved of one is true of the other.
#include "proof_replay.h"

#include <gtest/gtest.h>

#include <random>

#include "proof_rules.h"
#include "random_question.h"

namespace rolecall::policy::testing {
namespace {

class Replay {
 public:
  explicit Replay(Action action)
      : world_(context_),
        facts_(facts_of(
            world_, {world_.someone("l", world_.login), world_.someone("t", world_.team), world_.someone("r", world_.thing)})),
        both_sides_(facts_on_both_sides(world_, facts_)),
        action_(action),
        permitted_(rules_.permitted(facts_, action)),
        in_sight_(rules_.in_sight(facts_)) {}

  /// What the formulation says of exactly this question.
  [[nodiscard]] bool permits(const Question& question) {
    const PlainQuestion given = plain(question);
    z3::expr_vector facts(context_), values(context_);
    for (const FactOnBothSides& fact : both_sides_) {
      facts.push_back(fact.fact);
      values.push_back(fact.value(fact.read(given)));
    }
    z3::expr permitted = permitted_;
    const z3::expr answer = permitted.substitute(facts, values).simplify();
    if (!answer.is_bool() || (!answer.is_true() && !answer.is_false())) throw std::logic_error(answer.to_string());
    return answer.is_true();
  }

  /// A world that agrees with the question in some of its facts and has this answer, as a question; none when there is none.
  [[nodiscard]] std::optional<Question> world_with(Effect effect, const Question& question, std::uint64_t seed) {
    z3::solver solver(context_);
    solver.add(effect == Effect::permit ? permitted_ : !permitted_);
    const PlainQuestion given = plain(question);
    std::mt19937_64 random(seed);
    for (const FactOnBothSides& fact : both_sides_)
      if (random() % 4 < seed % 4) solver.add(fact.equals(fact.read(given)));
    if (solver.check() != z3::sat) return std::nullopt;
    const z3::model model = solver.get_model();
    hidden_ = model.eval(in_sight_, true).is_false();
    Question found = question_of(model, both_sides_);
    found.action = action_;
    return found;
  }

  /// Whether the formulation hides the thing of the last world from its subject.
  [[nodiscard]] bool hidden() const { return hidden_; }
  [[nodiscard]] std::string described(const Question& question) const { return testing::described(question, both_sides_); }

 private:
  z3::context context_;
  ProofWorld world_;
  ProofFacts facts_;
  ProofRules rules_{world_};
  std::vector<FactOnBothSides> both_sides_;
  Action action_;
  z3::expr permitted_, in_sight_;
  bool hidden_ = false;
};

TEST(ProofReplay, TheFormulationAnswersRandomQuestionsAsDecideDoes) {
  constexpr int rounds = 200;
  RandomQuestions questions(10);
  for (const ActionEntry& entry : all_actions) {
    Replay replay(entry.action);
    for (int round = 0; round < rounds; ++round) {
      Question question = questions.next();
      question.action = entry.action;
      ASSERT_EQ(replay.permits(question), decide(question).permitted()) << replay.described(question);
    }
  }
}

TEST(ProofReplay, DecideAnswersWorldsOfTheFormulationAsItDoes) {
  constexpr std::uint64_t rounds = 3;
  RandomQuestions questions(11);
  for (const ActionEntry& entry : all_actions) {
    Replay replay(entry.action);
    for (const Effect effect : {Effect::permit, Effect::deny}) {
      int found = 0;
      for (std::uint64_t round = 0; round < rounds; ++round) {
        const auto question = replay.world_with(effect, questions.next(), round);
        if (!question) continue;
        ++found;
        const Decision decision = decide(*question);
        ASSERT_EQ(decision.effect, effect) << replay.described(*question) << " -> " << name_of(decision.rule);
        ASSERT_TRUE(!replay.hidden() || decision.rule == Rule::not_found) << replay.described(*question);
      }
      EXPECT_GT(found, 0) << entry.name;
    }
  }
}

}  // namespace
}  // namespace rolecall::policy::testing
