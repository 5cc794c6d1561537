// A decision and its sentence allocate nothing, whatever is asked.
#include <gtest/gtest.h>

#include "policy/explain.h"
#include "random_question.h"
#include "support/allocations.h"

namespace rolecall::policy::testing {
namespace {

TEST(Decision, AllocatesNothingNorDoesItsSentence) {
  RandomQuestions questions(7);
  std::size_t letters = 0;
  std::size_t allocated = 0;
  for (int i = 0; i < 200'000; ++i) {
    const Question question = questions.next();
    const std::size_t before = rolecall::testing::allocations_so_far();
    letters += sentence_of(decide(question), question).size();
    allocated += rolecall::testing::allocations_so_far() - before;
  }
  EXPECT_EQ(allocated, 0U);
  EXPECT_GT(letters, 0U);
}

TEST(Decision, IsCountedByACounterThatCounts) {
  const std::size_t before = rolecall::testing::allocations_so_far();
  const auto text = std::string(1000, 'x');
  EXPECT_GT(rolecall::testing::allocations_so_far(), before) << text.size();
}

}  // namespace
}  // namespace rolecall::policy::testing
