// The sentence of a decision: the catalogue's, or a more exact one where the same rule has several causes.
#include <array>
#include <string_view>

#include "policy/explain.h"
#include "policy/guards.h"
#include "policy/reach.h"

namespace rolecall::policy {
namespace {

/// "The role Clinician allows this on what is one's own.", joined at compile time so that an answer allocates nothing.
struct PermitSentence {
  std::array<char, 120> text{};
  std::size_t size = 0;

  constexpr PermitSentence& operator<<(std::string_view part) {
    for (const char c : part) text[size++] = c;
    return *this;
  }
  [[nodiscard]] constexpr std::string_view view() const { return {text.data(), size}; }
};

constexpr auto permit_sentences = [] {
  std::array<std::array<PermitSentence, scope_count>, holder_count> sentences{};
  for (const HolderEntry& holder : all_holders)
    for (const ScopeEntry& scope : all_scopes)
      sentences[static_cast<std::size_t>(holder.holder)][static_cast<std::size_t>(scope.scope)]
          << holder.phrase << " allows this " << scope.reason << ".";
  return sentences;
}();

constexpr std::array<std::string_view, feature_count> missing_feature_sentences{
    "The team's plan does not include Session View.",
    "The team's plan does not include team templates.",
    "The team's plan does not include team policies.",
    "The team's plan does not include custom roles.",
    "The team's plan does not include single sign-on.",
    "The team's plan does not include directory provisioning.",
    "The team's plan does not include the export of the audit.",
};

std::string_view missing_feature(const Question& question) {
  const FeatureSet missing = missing_features(question);
  const Feature first = missing.empty() ? Feature::session_view : *missing.begin();
  return missing_feature_sentences[static_cast<std::size_t>(first)];
}

std::string_view not_active(const Question& question) {
  return question.subject.state == MemberState::invited ? "The invitation to this team has not been accepted yet."
                                                        : "This membership is suspended.";
}

std::string_view no_grant(const Question& question) {
  if (is_of_owner_alone(question.action)) return "Only the Account Owner can do this.";
  if (question.subject.via == Via::api_key) return "None of the roles of this API key includes this.";
  return entry_of(Rule::no_grant).sentence;
}

std::string_view above_own_rights(const Question& question) {
  if (is_denied_to_key(question)) return "An API key makes no keys and opens no emergency access.";
  if (question.request.roles.value_or(RoleRequest{}).owner)
    return "Ownership is not a role, and it moves only when the Account Owner hands it over.";
  if (question.action == Action::session_share) return "A share never opens more than whoever gives it may do there.";
  if (question.action == Action::delegation_manage) return "A delegation never passes on more than the clinician may do.";
  if (question.action == Action::api_key_manage) return "An API key never holds more than whoever makes it.";
  return "This would give rights that are not held here or that may not be passed on.";
}

std::string_view share_too_low(const Question& question) {
  return reached_by_higher_share(question) ? entry_of(Rule::share_level_too_low).sentence
                                           : "The session is shared with this member, but no share includes this.";
}

std::string_view not_own(const Question& question) {
  switch (question.resource.kind) {
    case ResourceKind::session:
    case ResourceKind::transcript:
    case ResourceKind::note:
    case ResourceKind::document:
      return "This session belongs to a colleague and has not been opened to this member for this.";
    case ResourceKind::team:
      return "A session for a colleague needs a delegation by that colleague.";
    case ResourceKind::member:
    case ResourceKind::delegation:
      return "Only the clinician and whoever was delegated to decide about a delegation.";
    case ResourceKind::template_:
      return question.resource.personal_template ? "This template is personal, and this is for the templates of the team."
                                                 : "This template belongs to the team, and this is for personal templates.";
    case ResourceKind::api_key:
      return "This API key was made by somebody else.";
    case ResourceKind::role:
    case ResourceKind::emergency:
      return entry_of(Rule::not_own).sentence;
  }
  return entry_of(Rule::not_own).sentence;
}

std::string_view permit_sentence(const GrantUsed& grant) {
  const std::size_t scope = static_cast<std::size_t>(grant_at(grant.id).scope);
  return permit_sentences[static_cast<std::size_t>(grant.holder)][scope].view();
}

}  // namespace

std::string_view sentence_of(const Decision& decision, const Question& question) {
  if (decision.grant) return permit_sentence(*decision.grant);
  if (decision.rule == Rule::subject_not_active) return not_active(question);
  if (decision.rule == Rule::no_grant) return no_grant(question);
  if (decision.rule == Rule::above_own_rights) return above_own_rights(question);
  if (decision.rule == Rule::plan_lacks_feature) return missing_feature(question);
  if (decision.rule == Rule::share_level_too_low) return share_too_low(question);
  if (decision.rule == Rule::not_own) return not_own(question);
  return entry_of(decision.rule).sentence;
}

}  // namespace rolecall::policy
