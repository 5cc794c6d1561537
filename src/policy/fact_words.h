// Facts by the words that people write for them: on the command line and in the tables of tests/policy/cases. Sets what is said;
// decides nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/question.h"

namespace rolecall::policy {

/// One fact of a question and the words that may be said of it.
struct FactWords {
  std::string_view name;
  std::vector<std::string> words;
  bool takes_list;                           // several words, separated by commas
  void (*set)(Question&, std::size_t word);  // by the place of the word
};

[[nodiscard]] const std::vector<FactWords>& fact_words();

/// Sets a fact; code `invalid` with what is known when the fact or a word of it is not. Facts are set in the order in which they
/// are given: `session_view` for the custom roles comes after `custom`.
[[nodiscard]] Result<Done> set_fact(Question&, std::string_view fact, std::string_view words);

/// "unknown action `note.raed`; known: note.read, note.create"
[[nodiscard]] std::unexpected<Error> unknown_word(std::string_view what, std::string_view word,
                                                  const std::vector<std::string>& known);

/// The parts of a text between commas; none of an empty text.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view text);

}  // namespace rolecall::policy
