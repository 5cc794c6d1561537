#include "cli/demo/corpus.h"

#include <toml++/toml.h>

#include <stdexcept>

#include "base/text.h"

namespace rolecall::cli::demo {
namespace {

const toml::array& array_at(const toml::table& table, std::string_view key) {
  const auto* array = table[key].as_array();
  if (array == nullptr) throw std::logic_error("clinic.toml lacks the list `" + std::string(key) + "`");
  return *array;
}

/// Without the line ends around it; missing is empty.
std::string text_at(const toml::table& table, std::string_view key) {
  return std::string(trim(table[key].value_or(std::string())));
}

std::string name_at(const toml::table& table, std::string_view key) {
  auto text = text_at(table, key);
  if (text.empty()) throw std::logic_error("clinic.toml lacks `" + std::string(key) + "`");
  return text;
}

std::vector<std::string> texts_at(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  for (const toml::node& node : array_at(table, key)) texts.emplace_back(trim(node.value_or(std::string())));
  return texts;
}

template <class Read>
auto list_at(const toml::table& table, std::string_view key, Read read) {
  std::vector<decltype(read(table))> list;
  for (const toml::node& node : array_at(table, key)) list.push_back(read(*node.as_table()));
  return list;
}

KnownPatient read_patient(const toml::table& table) { return {name_at(table, "name"), table["age"].value_or(0)}; }

Clinician read_clinician(const toml::table& table) {
  return {name_at(table, "address"), name_at(table, "specialty"), list_at(table, "patients", read_patient)};
}

Case read_case(const toml::table& table) {
  return {name_at(table, "specialty"), name_at(table, "context"),      name_at(table, "transcript"), name_at(table, "note"),
          text_at(table, "addendum"),  text_at(table, "letter_title"), text_at(table, "letter")};
}

TemplateText read_template(const toml::table& table) {
  return {name_at(table, "by"), name_at(table, "visibility"), name_at(table, "kind"), name_at(table, "name"),
          texts_at(table, "versions")};
}

CopyText read_copy(const toml::table& table) { return {name_at(table, "by"), name_at(table, "of"), name_at(table, "body")}; }

ProposalText read_proposal(const toml::table& table) {
  return {name_at(table, "by"), name_at(table, "kind"), name_at(table, "name"), text_at(table, "message"),
          name_at(table, "body")};
}

}  // namespace

Corpus read_corpus(std::string_view toml) {
  const toml::table table = toml::parse(toml);
  Corpus corpus;
  const auto* values = table["values"].as_table();
  if (values == nullptr) throw std::logic_error("clinic.toml lacks [values]");
  for (const auto& [key, node] : *values) corpus.values.emplace(key.str(), texts_at(*values, key.str()));
  corpus.clinicians = list_at(table, "clinician", read_clinician);
  corpus.cases = list_at(table, "case", read_case);
  corpus.templates = list_at(table, "template", read_template);
  corpus.copies = list_at(table, "copy", read_copy);
  corpus.proposals = list_at(table, "proposal", read_proposal);
  return corpus;
}

}  // namespace rolecall::cli::demo
