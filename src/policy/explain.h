// Why a decision fell as it did and who can change that, in the words of the catalogue. Decides nothing; names no internals.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/decide.h"

namespace rolecall::policy {

struct Explanation {
  std::string explanation;
  std::optional<Remedy> remedy;  // none on a permit, and where nothing that anybody may do would change the answer
};

/// INVARIANT: the decision is the one that `decide` gave for this question.
[[nodiscard]] Explanation explain(const Decision&, const Question&);

/// The sentence alone, without allocation.
[[nodiscard]] std::string_view sentence_of(const Decision&, const Question&);

/// The refusal of a denied question, for the error and the audit.
[[nodiscard]] Refusal refusal_of(const Decision&, const Question&);

/// The roles that hold an action in any scope, "owner" first where the owner does (the owner always holds administrator);
/// {"member"} when every active member does.
[[nodiscard]] std::vector<std::string> who_can(Action);

/// What a grant lets somebody do, for the role picker: "Read a note, if it is one's own."
[[nodiscard]] std::string sentence_of(GrantId);

}  // namespace rolecall::policy
