// `rolecall policy …`: the grants table and its decisions for people, without a server or data.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace rolecall::cli {

/// One question as words: roles separated by commas (also `member` for none, and `owner`), an action, and the scope that is open
/// (also `none`). `facts` are `fact=word`, the facts of policy/fact_words.h and `plan`; what is not named stands in nobody's way.
struct AskedInWords {
  std::string roles, action, scope;
  std::vector<std::string> facts;
};

/// Prints decision, rule or grant, explanation and remedy as sentences. Code `invalid` with what is known for an unknown word.
[[nodiscard]] Result<Done> explain_policy(const AskedInWords& asked);

/// Prints which cases the two tables decide differently: how many, each with a sentence, and who. Files as `policy table --format
/// csv` writes them.
[[nodiscard]] Result<Done> diff_policy(const std::string& old_file, const std::string& new_file);

}  // namespace rolecall::cli
