// The name of a person as an account keeps it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace rolecall::service {

/// One line of 1 to 100 characters; nothing when it is not that.
[[nodiscard]] inline std::optional<std::string> read_account_name(std::string_view typed) { return one_line(typed, 100); }

}  // namespace rolecall::service
