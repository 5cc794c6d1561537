#include "facts.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace rolecall::policy::testing {

FeatureSet features_of_plan(std::string_view plan) {
  if (plan == "free") return {};
  if (plan == "pro") return {Feature::team_templates};
  if (plan == "together") return {Feature::team_templates, Feature::session_view, Feature::team_policies};
  return FeatureSet::all();
}

std::string text_of_file(std::string_view path) {
  std::ostringstream content;
  content << std::ifstream(ROLECALL_SOURCE_DIR "/" + std::string(path), std::ios::binary).rdbuf();
  return content.str();
}

bool equals_generated_file(std::string_view path, std::string_view text) {
  if (std::getenv("ROLECALL_REGENERATE") != nullptr)
    std::ofstream(ROLECALL_SOURCE_DIR "/" + std::string(path), std::ios::binary) << text;
  return text_of_file(path) == text;
}

}  // namespace rolecall::policy::testing
