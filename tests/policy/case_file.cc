#include "case_file.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "facts.h"
#include "policy/fact_words.h"

namespace rolecall::policy::testing {
namespace {

template <class T>
T known(const std::optional<T>& element, const std::string& what, const std::string& word) {
  if (!element) throw std::runtime_error("unknown " + what + " `" + word + "`");
  return *element;
}

/// A list as `set_fact` takes it.
std::string words_of(const YAML::Node& node) {
  if (!node.IsSequence()) return node.as<std::string>();
  std::string words;
  for (const auto& word : node) words.append(words.empty() ? "" : ",").append(word.as<std::string>());
  return words;
}

std::optional<Holder> holder_from(const std::string& name) {
  const auto at = std::ranges::find(all_holders, name, &HolderEntry::name);
  return at == all_holders.end() ? std::nullopt : std::optional(at->holder);
}

void read_expectation(Case& row, const YAML::Node& node) {
  const std::string expected = node["expect"].as<std::string>();
  if (expected != "permit" && expected != "deny") throw std::runtime_error("unknown effect `" + expected + "`");
  row.effect = expected == "permit" ? Effect::permit : Effect::deny;
  if (row.effect == Effect::permit) {
    row.rule = Rule::granted;
    if (node["scope"]) row.scope = scope_from(node["scope"].as<std::string>());
    if (node["grant"]) row.holder = known(holder_from(node["grant"].as<std::string>()), "grant", node["grant"].as<std::string>());
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
    if (key == "plan") {
      row.question.team.features = features_of_plan(entry.second.as<std::string>());
      continue;
    }
    const auto set = set_fact(row.question, key, words_of(entry.second));
    if (!set) throw std::runtime_error(set.error().detail);
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
