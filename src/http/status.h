// The reason phrases of RFC 9110 for the statuses that this server answers with.
#pragma once

#include <string_view>

namespace rolecall::http {

/// `Not Found` for 404; `Status` for one that is not listed.
[[nodiscard]] std::string_view status_phrase(int status);

}  // namespace rolecall::http
