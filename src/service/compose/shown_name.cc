#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "service/compose/mail_text.h"

namespace rolecall::service::compose {
namespace {

constexpr std::size_t longest_name = 60;

/// What joins the parts of a link: full stops of several scripts, colon, slash.
constexpr std::array<std::string_view, 7> joints = {".", ":", "/", "。", "．", "｡", "․"};

bool is_link(std::string_view word) {
  const std::string folded = fold(word).value_or(std::string(word));
  return folded.find("://") != std::string::npos || folded.find("www.") != std::string::npos ||
         folded.find('@') != std::string::npos;
}

std::string_view joint_at(std::string_view text) {
  for (const std::string_view joint : joints) {
    if (text.starts_with(joint)) return joint;
  }
  return {};
}

/// A space behind every joint inside the word, so that no mail program sees one address in it.
std::string taken_apart(std::string_view word) {
  std::string apart;
  while (!word.empty()) {
    const std::string_view joint = joint_at(word);
    const std::size_t size = joint.empty() ? 1 : joint.size();
    apart += word.substr(0, size);
    word.remove_prefix(size);
    if (!joint.empty() && !word.empty() && joint_at(word).empty()) apart += ' ';
  }
  return apart;
}

}  // namespace

std::string shown_name(std::string_view name, std::string_view otherwise) {
  if (!is_valid_utf8(name)) return std::string(otherwise);
  const std::string line = without_control_characters(name);
  std::string_view rest = line;
  std::string shown;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (word.empty() || is_link(word)) continue;
    if (!shown.empty()) shown += ' ';
    shown += taken_apart(word);
  }
  shown = cap(trim(shown), longest_name);
  return shown.empty() ? std::string(otherwise) : shown;
}

std::string shown_roles(const std::vector<std::string>& role_names) {
  std::string shown;
  for (std::size_t i = 0; i < role_names.size(); ++i) {
    if (i > 0) shown += i + 1 == role_names.size() ? " and " : ", ";
    shown += shown_name(role_names[i], "a custom role");
  }
  return shown.empty() ? "no role" : shown;
}

}  // namespace rolecall::service::compose
