#include "clinical/cue_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "clinical/cue_time.h"

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

/// `</name>`, or `<name.class annotation>`.
struct Tag {
  std::string name;  // in small letters
  std::string_view annotation;
  bool ends = false;
  std::size_t size = 0;  // with its brackets
};

bool is_language(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

/// What would go with the tag is nothing that somebody said.
bool is_known(const Tag& tag) {
  constexpr std::array<std::string_view, 7> plain{"b", "c", "i", "rt", "ruby", "s", "u"};
  if (std::ranges::find(plain, tag.name) != plain.end()) return tag.annotation.empty();
  if (tag.name == "v") return !tag.ends || tag.annotation.empty();
  if (tag.name == "lang") return is_language(tag.annotation);
  return tag.name == "font" && (tag.annotation.empty() || tag.annotation.contains('='));
}

/// The tag that `text` starts with, a time such as `<00:01.000>` without a name; nothing when its `<` is a word like any other.
std::optional<Tag> tag_at(std::string_view text) {
  const auto close = text.find_first_of("<>", 1);
  if (close == std::string_view::npos || text[close] == '<') return std::nullopt;
  std::string_view inside = text.substr(1, close - 1);
  Tag tag{.size = close + 1};
  if (milliseconds_from(inside)) return tag;
  tag.ends = inside.starts_with('/');
  if (tag.ends) inside.remove_prefix(1);
  tag.name = fold(inside.substr(0, inside.find_first_of(". \t"))).value_or("");
  const auto space = std::min(inside.find_first_of(" \t"), inside.size());
  tag.annotation = trim(inside.substr(space));
  return is_known(tag) ? std::optional(std::move(tag)) : std::nullopt;
}

Spoken voice_of(const Tag& tag) {
  Spoken voice;
  append_text(voice.speaker, tag.annotation);
  return voice;
}

void add_spoken(std::vector<Spoken>& spoken, Spoken part) {
  if (trim(part.text).empty()) return;
  if (part.speaker.empty()) part = spoken_in_line(part.text);
  const bool goes_on = !spoken.empty() && !part.speaker.empty() && spoken.back().speaker == part.speaker;
  if (!goes_on) return spoken.push_back(std::move(part));
  spoken.back().text += " " + part.text;
}

}  // namespace

Spoken spoken_in_line(std::string_view line) {
  constexpr std::size_t longest_label = 40;
  const auto colon = std::min(line.find(": "), line.size());
  const std::string_view label = trim(line.substr(0, colon));
  const std::string_view words = trim(line.substr(std::min(colon + 2, line.size())));
  const bool is_label = !label.empty() && !words.empty() && label.size() <= longest_label &&
                        !(label.front() >= '0' && label.front() <= '9') && label.find_first_of(".!?") == std::string_view::npos;
  if (!is_label) return {"", std::string(trim(line))};
  return {std::string(label), std::string(words)};
}

std::vector<Spoken> spoken_in_cue(std::string_view cue) {
  std::vector<Spoken> spoken;
  Spoken part;
  while (!cue.empty()) {
    const auto open = std::min(cue.find('<'), cue.size());
    append_text(part.text, cue.substr(0, open));
    cue.remove_prefix(open);
    if (cue.empty()) break;
    const auto tag = tag_at(cue);
    if (!tag) part.text += '<';
    if (tag && tag->name == "v") add_spoken(spoken, std::exchange(part, voice_of(*tag)));
    cue.remove_prefix(tag ? tag->size : 1);
  }
  add_spoken(spoken, std::move(part));
  return spoken;
}

}  // namespace rolecall::clinical
