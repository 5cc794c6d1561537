// How an API key begins, so that one that got lost is known for what it is.
#pragma once

#include <string_view>

namespace rolecall::service {

inline constexpr std::string_view api_key_prefix = "rck_";

}  // namespace rolecall::service
