// What a token looks like (token.h), for who has to tell before a store is asked. Says nothing about whether it was given out.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/crypto/encoding.h"

namespace rolecall::crypto {

inline constexpr std::size_t token_size = 32;  // bytes, as base64url

/// Whether random_token could have made this.
[[nodiscard]] inline bool is_token_shaped(std::string_view text) {
  const auto bytes = from_base64url(text);
  return bytes && bytes->size() == token_size;
}

}  // namespace rolecall::crypto
