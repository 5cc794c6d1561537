// What would change a deny, and who may do that: the choice without its texts joined. Internal to policy/; see explain.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "policy/decide.h"

namespace rolecall::policy {

/// Who a remedy is for: whoever asks, the holders of its action by the table, or the one person that the resource names.
enum class RemedyFor : std::uint8_t { self, holders, owner, session_clinician, author };

struct RemedyChoice {
  std::string_view text;  // a full sentence
  std::optional<Action> action;
  RemedyFor who = RemedyFor::self;
};

/// None where nothing that anybody in the team may do would change the answer.
[[nodiscard]] std::optional<RemedyChoice> remedy_for(const Decision&, const Question&);

}  // namespace rolecall::policy
