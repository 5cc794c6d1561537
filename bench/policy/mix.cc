#include "mix.h"

#include <random>

#include "policy/facts.h"

namespace rolecall::bench {
namespace {

using namespace policy;

Question question_in(Action action, Scope scope, std::uint64_t roles) {
  Question question = calm_question(action);
  question.subject.roles = RoleSet::from_bits(roles);
  question.resource.personal_template = scope == Scope::own;
  open_scope(question.resource, scope);
  if (scope == Scope::viewed) question.team.session_view = view_for_all_roles();
  if (scope == Scope::authored) question.resource.share = ShareLevel::view;
  return question;
}

/// By another kind of subject: the owner, a key, somebody with a custom role; or with something that is to be given.
Question varied(Question question, std::uint64_t which) {
  if (which == 0) question.subject.owner = true;
  if (which == 1) question.subject.via = Via::api_key;
  if (which == 2) question.subject.custom = grants_of(Holder::assistant);
  if (which == 3) question.request.roles = RoleRequest{.roles = {Role::clinician}, .custom = {}};
  if (which == 4) question.request.share = ShareLevel::edit;
  return question;
}

/// The same question where something stands in the way.
Question guarded(Question question, std::uint64_t which) {
  if (which == 0) question.team.features = testing::features_of_plan("pro");
  if (which == 1) question.resource.restricted = question.resource.target_is_owner = true;
  if (which == 2) question.subject.state = MemberState::suspended;
  if (which == 3) question.resource.legal_hold = question.resource.note_signed = true;
  return question;
}

}  // namespace

std::vector<Question> mixed_questions(std::size_t count) {
  std::mt19937_64 random(2026);
  std::vector<Question> mix;
  while (mix.size() < count) {
    const auto action = static_cast<Action>(random() % action_count);
    const auto scope = static_cast<Scope>(random() % scope_count);
    Question question = question_in(action, scope, random() % (1U << role_count));
    if (random() % 4 == 0) question = varied(question, random() % 5);
    mix.push_back(random() % 4 == 0 ? guarded(question, random() % 4) : question);
  }
  return mix;
}

}  // namespace rolecall::bench
