// Expected outcomes as values: Result<T> and the one Error type. Faults (disk, broken invariant) throw instead.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rolecall {

/// The closed list of expected failures; `http/problem.cc` maps each to a status.
enum class Code {
  malformed,        // the request cannot be read: 400
  unauthenticated,  // no valid login: 401
  denied,           // a member without the right: 403, with a rule
  not_found,        // unknown, or not in the caller's team: 404
  conflict,         // 409
  gone,             // 410
  stale,            // If-Match does not hold: 412
  too_large,        // 413
  invalid,          // a field is wrong: 422
  throttled,        // 429
  unavailable,      // 503
  write_needed,     // a read found that it has to record something: run again in a write transaction, never answered
};

/// One wrong field: an RFC 6901 JSON pointer and what was expected there.
struct FieldError {
  std::string pointer;
  std::string detail;
};

/// Who can change a refusal, and how. `action` names the action of the grants table that would do it; may be empty.
struct Remedy {
  std::string text;
  std::vector<std::string> who;
  std::string action;
};

/// Why a member was refused, in the words of the policy catalogue.
struct Refusal {
  std::string rule;
  std::string explanation;
  std::optional<Remedy> remedy;
};

/// A member who holds what somebody wants to delete; without a name where he has none or the caller may not see it.
struct RoleHolder {
  std::string member;
  std::optional<std::string> name;
};

/// An expected failure. `name` is the `code` of the problem document (empty: the default of `code`);
/// `detail` is lower case, without full stop, and never holds clinical text, a token or an address.
struct Error {
  Code code = Code::invalid;
  std::string name;
  std::string detail;
  std::vector<FieldError> fields;
  std::optional<Refusal> refusal;
  int retry_after_seconds = 0;
  std::vector<RoleHolder> holders;  // of a role that cannot go (`role_in_use`)
};

template <class T>
using Result = std::expected<T, Error>;

/// Nothing to say but success.
struct Done {};

/// `return fail(Code::gone, "invitation_used", "the invitation was already used");`
[[nodiscard]] inline std::unexpected<Error> fail(Code code, std::string name, std::string detail) {
  return std::unexpected(Error{.code = code, .name = std::move(name), .detail = std::move(detail)});
}

/// A 422 that points at one field.
[[nodiscard]] inline std::unexpected<Error> invalid_field(std::string pointer, std::string detail) {
  return std::unexpected(Error{.code = Code::invalid,
                               .name = "invalid",
                               .detail = "a field is invalid",
                               .fields = {{std::move(pointer), std::move(detail)}}});
}

/// The same answer for unknown and foreign things, byte for byte (SPEC section 9).
[[nodiscard]] inline std::unexpected<Error> not_found() {
  return fail(Code::not_found, "not_found", "there is nothing here, or nothing that you may see");
}

}  // namespace rolecall
