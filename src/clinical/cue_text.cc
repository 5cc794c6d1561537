#include "clinical/cue_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace rolecall::clinical {
namespace {

using Reference = std::pair<std::string_view, char>;
constexpr std::array<Reference, 4> references{{{"&lt;", '<'}, {"&gt;", '>'}, {"&nbsp;", ' '}, {"&amp;", '&'}}};

void append_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto ampersand = std::min(text.find('&'), text.size());
    out += text.substr(0, ampersand);
    text.remove_prefix(ampersand);
    if (text.empty()) return;
    const auto* const known = std::ranges::find_if(references, [&](const Reference& one) { return text.starts_with(one.first); });
    const bool is_known = known != references.end();
    out += is_known ? known->second : '&';
    text.remove_prefix(is_known ? known->first.size() : 1);
  }
}

bool is_voice(std::string_view tag) {
  return (tag.starts_with("v ") || tag.starts_with("v.")) && tag.find(' ') != std::string_view::npos;
}

}  // namespace

Spoken spoken_in_line(std::string_view line) {
  constexpr std::size_t longest_label = 40;
  const auto colon = line.find(": ");
  const std::string_view label = trim(line.substr(0, std::min(colon, line.size())));
  const bool is_label = colon != std::string_view::npos && !label.empty() && label.size() <= longest_label &&
                        !(label.front() >= '0' && label.front() <= '9') && label.find_first_of(".!?") == std::string_view::npos;
  if (!is_label) return {"", std::string(trim(line))};
  return {std::string(label), std::string(trim(line.substr(colon + 2)))};
}

Spoken spoken_in_cue(std::string_view cue) {
  Spoken spoken;
  while (!cue.empty()) {
    const auto open = cue.find('<');
    append_text(spoken.text, cue.substr(0, open));
    const auto close = cue.find('>', std::min(open, cue.size()));
    if (close == std::string_view::npos) break;
    const std::string_view tag = cue.substr(open + 1, close - open - 1);
    if (is_voice(tag) && spoken.speaker.empty()) spoken.speaker = trim(tag.substr(tag.find(' ') + 1));
    cue.remove_prefix(close + 1);
  }
  return spoken.speaker.empty() ? spoken_in_line(spoken.text) : spoken;
}

}  // namespace rolecall::clinical
