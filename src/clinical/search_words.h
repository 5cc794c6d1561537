// What a session is found by: whole words and prefixes of the patient's name, the identifier and the date of birth exactly
// (SPEC section 7). Texts only; store/ keeps keyed hashes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rolecall::clinical {

inline constexpr std::size_t shortest_prefix = 3;
inline constexpr std::size_t most_terms = 5;

/// Every text under which a session with this patient is found, folded, without repeats, sorted. Of an identifier the whole
/// alone.
[[nodiscard]] std::vector<std::string> words_of_patient(std::string_view name, std::string_view identifier,
                                                        std::string_view date_of_birth);

/// The terms of a search as typed: each must be found. Empty: nothing was asked. More than `most_terms` are not searched for.
[[nodiscard]] std::vector<std::string> terms_of_query(std::string_view query);

/// How an identifier compares: folded, without white space.
[[nodiscard]] std::string identifier_key(std::string_view identifier);

/// The one term for all that was typed, read as an identifier, wherever it is spaced.
[[nodiscard]] std::string identifier_term(std::string_view query);

}  // namespace rolecall::clinical
