// Unicode text from outside: is it UTF-8, its normal form, its search key, its length, its control characters.
// Knows nothing of e-mail addresses (base/address.h) nor of languages: folding is the default one of Unicode.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rolecall {

/// No overlong forms, no surrogates, nothing above U+10FFFF. NUL is valid UTF-8.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Normalization Form C; nothing when `text` is not valid UTF-8 or has more than 256 combining marks on one letter.
[[nodiscard]] std::optional<std::string> nfc(std::string_view text);

/// The key under which text is compared, searched and sorted: NFC and case-folded, "Strasse" = "Straße". Not for display.
/// Nothing when `text` is not valid UTF-8. `fold(fold(x)) == fold(x)`.
[[nodiscard]] std::optional<std::string> fold(std::string_view text);

/// The key of a name: folded, or the name itself where it is not valid UTF-8.
[[nodiscard]] std::string key_of_name(const std::string& name);

/// Without white space of Unicode (and byte order marks) at both ends. Bytes that are not UTF-8 count as ordinary text.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Code points in valid UTF-8; bytes that are no lead byte are not counted.
[[nodiscard]] std::size_t length_in_code_points(std::string_view text);

/// C0 (TAB, CR and LF included), DEL, C1, line and paragraph separators, and the invisible marks that reorder text
/// (bidirectional overrides): what no name, title or address holds.
[[nodiscard]] bool has_control_characters(std::string_view text);

/// The same characters left out, line ends and tabs replaced by one space.
[[nodiscard]] std::string without_control_characters(std::string_view text);

/// The same in text of several lines: line ends of every kind become LF, tabs stay.
[[nodiscard]] std::string lines_without_control_characters(std::string_view text);

/// At most `code_points` of them; when something was cut the last one is an ellipsis. Never cuts inside a code point.
[[nodiscard]] std::string cap(std::string_view text, std::size_t code_points);

/// One line of a person's or team's name, as the API takes it: trimmed, NFC, 1 to `max_code_points` code points, no control
/// characters. Nothing when it is not that. Source: SPEC section 3, TRAPS ("addresses and names with CR/LF").
[[nodiscard]] std::optional<std::string> one_line(std::string_view text, std::size_t max_code_points);

}  // namespace rolecall
