#include "clinical/search_words.h"

#include <algorithm>

#include "base/text.h"

namespace rolecall::clinical {
namespace {

bool is_separator(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x80 && !((value >= '0' && value <= '9') || (value >= 'a' && value <= 'z') || value == '-' || value == '\'');
}

std::vector<std::string> pieces_of(std::string_view text) {
  const std::string folded = fold(text).value_or("");
  std::vector<std::string> pieces;
  std::string piece;
  for (const char byte : folded + " ") {
    if (!is_separator(byte)) {
      piece += byte;
    } else if (!piece.empty()) {
      pieces.push_back(std::move(piece));
      piece.clear();
    }
  }
  return pieces;
}

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The word and its beginnings of three code points and more.
void add_prefixes(std::vector<std::string>& words, const std::string& word) {
  std::size_t code_points = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!begins_code_point(word[i])) continue;
    if (code_points >= shortest_prefix) words.push_back(word.substr(0, i));
    ++code_points;
  }
  words.push_back(word);
}

void sort_once(std::vector<std::string>& words) {
  std::ranges::sort(words);
  const auto repeated = std::ranges::unique(words);
  words.erase(repeated.begin(), repeated.end());
}

}  // namespace

std::string identifier_key(std::string_view identifier) {
  std::string key;
  for (const std::string& piece : pieces_of(identifier)) key += piece;
  return key;
}

std::string identifier_term(std::string_view query) { return "identifier\n" + identifier_key(query); }

std::vector<std::string> words_of_patient(std::string_view name, std::string_view identifier, std::string_view date_of_birth) {
  std::vector<std::string> words;
  for (const std::string& word : pieces_of(name)) add_prefixes(words, word);
  if (auto key = identifier_key(identifier); !key.empty()) {
    words.push_back(identifier_term(key));
    words.push_back(std::move(key));
  }
  if (!date_of_birth.empty()) words.emplace_back(date_of_birth);
  sort_once(words);
  return words;
}

std::vector<std::string> terms_of_query(std::string_view query) { return pieces_of(query); }

}  // namespace rolecall::clinical
