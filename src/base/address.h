// E-mail addresses: the one function that compares them, used at invite, accept, login, search and directory
// (SPEC section 3), and the spelling that mail goes to. Does not ask whether a mailbox exists.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rolecall {

/// An address as a person typed it and the key by which it is the same person.
struct Address {
  std::string spelling;  ///< trimmed, otherwise as typed: mail goes here
  std::string key;       ///< trimmed, NFC, case-folded: compared, stored unique, searched
};

/// Reads one address. Nothing unless: at most 254 bytes, one `@`, a local part of 1 to 64 bytes and a domain of dot-separated
/// labels of 1 to 63 bytes, at least two of them; no white space, control character, quote, comma, semicolon, colon, backslash or
/// bracket. Unicode is allowed in both parts (RFC 6531).
[[nodiscard]] std::optional<Address> read_address(std::string_view typed);

/// The key alone: equal for any two spellings of one address. Nothing when `typed` is no address.
[[nodiscard]] std::optional<std::string> normalise_address(std::string_view typed);

}  // namespace rolecall
