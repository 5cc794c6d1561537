// The filter of lists and `decide` give one answer, on random questions with fixed seeds.
#include "policy/filter.h"

#include <gtest/gtest.h>

#include "policy/decide.h"
#include "random_question.h"

namespace rolecall::policy::testing {
namespace {

bool reaches(const Filter& filter, const Resource& session) {
  if (filter.all || (filter.own && session.own) || (filter.delegated && session.delegated)) return true;
  if (filter.viewed && !session.restricted) return true;
  if (filter.shared != ShareLevel::none && session.share >= filter.shared) return true;
  return filter.emergency && session.emergency_open;
}

TEST(Filter, AgreesWithDecideOnEverySession) {
  constexpr int rounds = 200'000;
  constexpr std::array<std::pair<Action, ResourceKind>, 8> listed{{{Action::session_read, ResourceKind::session},
                                                                   {Action::session_update, ResourceKind::session},
                                                                   {Action::session_hold, ResourceKind::session},
                                                                   {Action::transcript_read, ResourceKind::transcript},
                                                                   {Action::note_read, ResourceKind::note},
                                                                   {Action::note_update, ResourceKind::note},
                                                                   {Action::note_addend, ResourceKind::note},
                                                                   {Action::document_read, ResourceKind::document}}};
  RandomQuestions questions(11);
  int inside = 0;
  int outside = 0;
  for (int round = 0; round < rounds; ++round) {
    Question question = questions.next();
    const auto& [action, kind] = listed[static_cast<std::size_t>(round) % listed.size()];
    question.action = action;
    question.resource.kind = kind;
    question.resource.retention_expired = false;
    question.resource.note_signed = false;
    question.resource.legal_hold = false;  // a guard about the change, not a way to reach a session
    const bool is_inside = reaches(filter(question), question.resource);
    (is_inside ? inside : outside)++;
    ASSERT_EQ(is_inside, decide(question).permitted()) << name_of(action) << " in round " << round;
  }
  EXPECT_GT(inside, rounds / 20);
  EXPECT_GT(outside, rounds / 20);
}

}  // namespace
}  // namespace rolecall::policy::testing
