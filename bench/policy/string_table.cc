#include "string_table.h"

#include "policy/catalog.h"
#include "policy/grants.h"

namespace rolecall::bench {
namespace {

using namespace policy;

std::string key_of(std::string_view role, std::string_view action, std::string_view scope) {
  return std::string(role).append("|").append(action).append("|").append(scope);
}

bool is_open(const Question& question, Scope scope) {
  const Resource& resource = question.resource;
  switch (scope) {
    case Scope::own:
      return resource.own;
    case Scope::delegated:
      return resource.delegated;
    case Scope::authored:
      return resource.authored;
    case Scope::shared_view:
      return resource.share >= ShareLevel::view;
    case Scope::shared_edit:
      return resource.share >= ShareLevel::edit;
    case Scope::shared_full:
      return resource.share >= ShareLevel::full;
    case Scope::viewed:
      return question.team.session_view.enabled && !resource.restricted;
    case Scope::emergency:
      return resource.emergency_open;
    case Scope::team:
      return true;
  }
  return false;
}

}  // namespace

StringTable::StringTable() {
  for (const Grant& grant : grants_table)
    for (const Holder holder : grant.holders)
      sentences_[key_of(name_of(holder), name_of(grant.action), name_of(grant.scope))] =
          std::string(entry_of(holder).phrase) + " allows this " + std::string(entry_of(grant.scope).reason) + ".";
}

std::string StringTable::explained(const Question& question) const {
  HolderSet holders = columns_of(question.subject.roles) | HolderSet{Holder::member};
  if (question.subject.owner) holders.add(Holder::owner);
  for (const ScopeEntry& scope : all_scopes) {
    if (!is_open(question, scope.scope)) continue;
    for (const Holder holder : holders) {
      const auto found = sentences_.find(key_of(name_of(holder), name_of(question.action), scope.name));
      if (found != sentences_.end()) return found->second;
    }
  }
  return std::string(entry_of(Rule::no_grant).sentence);
}

}  // namespace rolecall::bench
