#include "policy/explain.h"

#include "policy/compare_tables.h"
#include "policy/remedy.h"

namespace rolecall::policy {
namespace {

/// "owner" leads where administrators do, since the owner always holds that role as well.
std::vector<std::string> names_of(HolderSet holders) {
  if (holders.has(Holder::member)) return {std::string(name_of(Holder::member))};
  std::vector<std::string> names;
  if (holders.has(Holder::owner) || holders.has(Holder::administrator)) names.emplace_back(name_of(Holder::owner));
  holders.remove(Holder::owner);
  for (const Holder holder : holders) names.emplace_back(name_of(holder));
  return names;
}

std::vector<std::string> names_of(const RemedyChoice& choice) {
  switch (choice.who) {
    case RemedyFor::self:
      return {"self"};
    case RemedyFor::holders:
      return who_can(*choice.action);
    case RemedyFor::owner:
      return {"owner"};
    case RemedyFor::session_clinician:
      return {"session_clinician"};
    case RemedyFor::author:
      return {"author"};
  }
  return {};
}

/// "An administrator can give a role that includes this: Clinician or Administrator."
std::string with_roles_named(std::string_view text, Action action) {
  HolderSet holders;
  for (const GrantId id : grants_of(action)) holders = holders | grant_at(id).holders;
  std::string named(text.substr(0, text.size() - 1));
  std::string_view separator = ": ";
  for (const RoleEntry& role : all_roles) {
    if ((columns_of(RoleSet{role.role}) & holders).empty()) continue;
    named.append(separator).append(role.title);
    separator = " or ";
  }
  return named + ".";
}

std::optional<Remedy> remedy_of(const Decision& decision, const Question& question) {
  const auto choice = remedy_for(decision, question);
  if (!choice) return std::nullopt;
  const bool names_roles = decision.rule == Rule::no_grant && choice->action == Action::role_assign;
  return Remedy{.text = names_roles ? with_roles_named(choice->text, question.action) : std::string(choice->text),
                .who = names_of(*choice),
                .action = choice->action ? std::string(name_of(*choice->action)) : std::string()};
}

}  // namespace

Explanation explain(const Decision& decision, const Question& question) {
  return {.explanation = std::string(sentence_of(decision, question)), .remedy = remedy_of(decision, question)};
}

Refusal refusal_of(const Decision& decision, const Question& question) {
  return {.rule = std::string(name_of(decision.rule)),
          .explanation = std::string(sentence_of(decision, question)),
          .remedy = remedy_of(decision, question)};
}

std::vector<std::string> who_can(Action action) {
  HolderSet holders;
  for (const GrantId id : grants_of(action)) holders = holders | grant_at(id).holders;
  return names_of(holders);
}

std::string sentence_of(GrantId id) { return sentence_of(grant_at(id).action, grant_at(id).scope); }

}  // namespace rolecall::policy
