// What the bytes of a text alone tell about its length, before anything is spent on its normal form. Counts nothing exactly:
// that is text.h's.
#pragma once

#include <cstddef>
#include <string_view>

namespace rolecall {

/// Whether the normal form of `text` is sure to have more than `max_code_points`: at most four code points of at most four bytes
/// each become one in it.
[[nodiscard]] constexpr bool is_longer_in_any_form(std::string_view text, std::size_t max_code_points) {
  constexpr std::size_t most_bytes_of_one = 16;
  return text.size() / most_bytes_of_one > max_code_points;
}

}  // namespace rolecall
