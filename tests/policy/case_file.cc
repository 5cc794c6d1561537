#include "case_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

std::runtime_error unknown(const std::string& what, const std::string& word) {
  return std::runtime_error("unknown " + what + " `" + word + "`");
}

template <class T>
T known(const std::optional<T>& element, const std::string& what, const std::string& word) {
  if (!element) throw unknown(what, word);
  return *element;
}

/// The place of the word among these, as the enumerator with that place.
template <class Enum>
Enum one_of(const std::vector<std::string>& words, const std::string& word) {
  const auto at = std::find(words.begin(), words.end(), word);
  if (at == words.end()) throw unknown("word", word);
  return static_cast<Enum>(at - words.begin());
}

bool truth(const std::string& word) { return one_of<int>({"false", "true"}, word) == 1; }

std::vector<std::string> words_of(const YAML::Node& node) {
  if (node.IsSequence()) return node.as<std::vector<std::string>>();
  return {node.as<std::string>()};
}

RoleSet roles_of(const YAML::Node& node) {
  RoleSet set;
  for (const std::string& word : words_of(node)) set.add(known(role_from(word), "role", word));
  return set;
}

FeatureSet features_of(const YAML::Node& node) {
  FeatureSet set;
  for (const std::string& word : words_of(node)) set.add(known(feature_from(word), "feature", word));
  return set;
}

/// "note.read own"
GrantSet grants_of(const YAML::Node& node) {
  GrantSet set;
  for (const std::string& word : words_of(node)) {
    const std::size_t space = word.find(' ');
    const Action action = known(action_from(word.substr(0, space)), "action", word);
    const Scope scope = known(scope_from(word.substr(space + 1)), "scope", word);
    const std::size_t before = set.size();
    for (const GrantId id : policy::grants_of(action))
      if (grant_at(id).scope == scope) set.add(id);
    if (set.size() == before) throw unknown("grant", word);
  }
  return set;
}

void set_view(Question& question, const std::string& word) {
  SessionViewFacts& view = question.team.session_view;
  view.enabled = word != "disabled";
  if (word == "on_for_administrators")
    view.audience_roles = {Role::administrator};
  else if (word == "on_for_clinicians")
    view.audience_roles = {Role::clinician};
  else if (word == "on_for_all_roles")
    view.audience_roles = RoleSet::all();
  else if (word == "on_for_the_member")
    view.names_subject = true;
  else if (word == "on_for_the_custom_role")
    view.audience_custom = question.subject.custom;
  else if (word != "on_for_nobody" && word != "disabled")
    throw unknown("session_view", word);
}

RoleRequest& asked_roles(Question& question) {
  if (!question.request.roles) question.request.roles.emplace();
  return *question.request.roles;
}

void give(Question& question, const YAML::Node& node) {
  for (const std::string& word : words_of(node)) {
    if (word == "owner")
      asked_roles(question).owner = true;
    else if (word == "nothing")
      asked_roles(question);
    else
      asked_roles(question).roles.add(known(role_from(word), "role", word));
  }
}

void open_facts(Question& question, const YAML::Node& node) {
  for (const std::string& word : words_of(node)) open_scope(question.resource, known(scope_from(word), "scope", word));
}

void set_state(Question& question, const std::string& word) {
  if (word == "outside")
    question.subject.state = std::nullopt;
  else
    question.subject.state = known(member_state_from(word), "state", word);
}

using Reader = std::function<void(Question&, const YAML::Node&)>;

/// Whether an enumerator is named by the word's place in the list.
template <class Enum>
Reader choice(Enum& (*fact)(Question&), std::vector<std::string> words) {
  return [fact, words](Question& q, const YAML::Node& node) { fact(q) = one_of<Enum>(words, node.as<std::string>()); };
}

Reader flag(bool& (*fact)(Question&), std::string when_true, std::string when_false) {
  return
      [=](Question& q, const YAML::Node& node) { fact(q) = one_of<int>({when_false, when_true}, node.as<std::string>()) == 1; };
}

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> table{
      {"roles", [](Question& q, const YAML::Node& n) { q.subject.roles = roles_of(n); }},
      {"custom", [](Question& q, const YAML::Node& n) { q.subject.custom = grants_of(n); }},
      {"state", [](Question& q, const YAML::Node& n) { set_state(q, n.as<std::string>()); }},
      {"owner", [](Question& q, const YAML::Node& n) { q.subject.owner = truth(n.as<std::string>()); }},
      {"sign_in", choice<SignIn>([](Question& q) -> SignIn& { return q.subject.sign_in; },
                                 {"before_forced_sign_out", "current", "assumed"})},
      {"second_factor",
       choice<SecondFactor>([](Question& q) -> SecondFactor& { return q.subject.second_factor; }, {"none", "used", "assumed"})},
      {"via", choice<Via>([](Question& q) -> Via& { return q.subject.via; }, {"browser", "api_key"})},
      {"plan", [](Question& q, const YAML::Node& n) { q.team.features = features_of_plan(n.as<std::string>()); }},
      {"trial", flag([](Question& q) -> bool& { return q.team.trial_used; }, "used", "available")},
      {"team", flag([](Question& q) -> bool& { return q.team.deleted; }, "deleted", "present")},
      {"mfa", flag([](Question& q) -> bool& { return q.team.require_mfa; }, "demanded", "left_to_members")},
      {"emergency_access", flag([](Question& q) -> bool& { return q.team.emergency_access_enabled; }, "enabled", "disabled")},
      {"session_view", [](Question& q, const YAML::Node& n) { set_view(q, n.as<std::string>()); }},
      {"transcripts", flag([](Question& q) -> bool& { return q.team.session_view.include_transcripts; }, "included", "left_out")},
      {"asked_on",
       [](Question& q, const YAML::Node& n) {
         q.resource.kind = known(resource_kind_from(n.as<std::string>()), "kind", n.as<std::string>());
       }},
      {"scope", open_facts},
      {"also", open_facts},
      {"resource", flag([](Question& q) -> bool& { return q.resource.known; }, "known", "unknown")},
      {"template", flag([](Question& q) -> bool& { return q.resource.personal_template; }, "personal", "of_the_team")},
      {"target", flag([](Question& q) -> bool& { return q.resource.target_is_owner; }, "owner", "member")},
      {"restriction", flag([](Question& q) -> bool& { return q.resource.restricted; }, "hidden", "none")},
      {"note", flag([](Question& q) -> bool& { return q.resource.note_signed; }, "signed", "unsigned")},
      {"hold", flag([](Question& q) -> bool& { return q.resource.legal_hold; }, "placed", "none")},
      {"retention", flag([](Question& q) -> bool& { return q.resource.retention_expired; }, "expired", "running")},
      {"opened_by", flag([](Question& q) -> bool& { return q.resource.accessed_by_subject; }, "the_member", "another")},
      {"gives", give},
      {"gives_custom", [](Question& q, const YAML::Node& n) { asked_roles(q).custom = grants_of(n); }},
      {"settings_need", [](Question& q, const YAML::Node& n) { q.request.features = features_of(n); }},
      {"heir", choice<Heir>([](Question& q) -> Heir& { return q.request.heir; }, {"unnamed", "another_member", "the_member"})},
  };
  return table;
}

void read_expectation(Case& row, const YAML::Node& node) {
  row.effect = one_of<Effect>({"deny", "permit"}, node["expect"].as<std::string>());
  if (row.effect == Effect::permit) {
    row.rule = Rule::granted;
    if (node["scope"]) row.scope = scope_from(node["scope"].as<std::string>());
    if (node["grant"])
      row.holder = one_of<Holder>({"member", "clinician", "administrator", "assistant", "template_manager", "owner", "custom"},
                                  node["grant"].as<std::string>());
  } else {
    row.rule = known(rule_from(node["rule"].as<std::string>()), "rule", node["rule"].as<std::string>());
  }
}

Case read_case(const std::string& file, const YAML::Node& node) {
  Case row{.file = file, .that = node["that"].as<std::string>()};
  const std::string action = node["action"].as<std::string>();
  row.question = calm_question(known(action_from(action), "action", action));
  for (const auto& entry : node) {
    const std::string key = entry.first.as<std::string>();
    if (key == "that" || key == "expect" || key == "rule" || key == "grant") continue;
    row.facts[key] = YAML::Dump(entry.second);
    if (key == "action") continue;
    const auto reader = readers().find(key);
    if (reader == readers().end()) throw unknown("key", key);
    reader->second(row.question, entry.second);
  }
  read_expectation(row, node);
  return row;
}

}  // namespace

std::vector<Case> load_cases() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(ROLECALL_SOURCE_DIR "/tests/policy/cases"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const auto& file : files) {
    for (const auto& node : YAML::LoadFile(file.string())) {
      try {
        cases.push_back(read_case(file.stem().string(), node));
      } catch (const std::exception& error) {
        throw std::runtime_error(file.filename().string() + ", \"" + node["that"].as<std::string>("?") + "\": " + error.what());
      }
    }
  }
  return cases;
}

}  // namespace rolecall::policy::testing
