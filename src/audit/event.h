// One audit row: who did or tried what, when, and by which rule it was permitted or refused (SPEC section 7). Holds ids and
// commitments; never clinical text, tokens or passwords.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/value.h"
#include "base/result.h"
#include "base/time.h"

namespace rolecall::audit {

/// The chain of accounts and of the operator; every team's chain is named by the team's id.
inline constexpr std::string_view installation_chain = "installation";

enum class ActorType { member, user, api_key, system };
enum class Outcome { permit, deny };

struct Actor {
  ActorType type = ActorType::system;
  std::string id;  // empty for the system
  Value name;      // Personal before commit_personal, then a Commitment; null for the system
};

struct Resource {
  std::string type;
  std::string id;
};

struct Event {
  std::string chain;
  std::int64_t seq = 0;  // 1, 2, 3 … without gaps; set by `link`
  Instant at;
  Actor actor;
  std::string action;  // of the grants table where one exists
  Resource resource;
  Outcome outcome = Outcome::permit;
  std::string rule;         // of the decision; may be empty
  Value before;             // an Object with every field that changed, or null
  Value after;              // likewise
  Value reason;             // free text: Personal; of the system: a text
  Value client_address;     // Personal, or null
  std::string policy_hash;  // of the policy table that decided; may be empty
  std::string login;        // id of the login; may be empty
  std::string prev_hash;    // 64 hex digits, as `hash`; both set by `link`
  std::string hash;
};

[[nodiscard]] std::string_view name_of(ActorType type);
[[nodiscard]] std::string_view name_of(Outcome outcome);

/// The row as an Object, with the names of SPEC section 9 `audit row` and `chain`, `reason`, `client_address`,
/// `policy_hash`, `login` beside them. `at` has milliseconds only when there are any.
[[nodiscard]] Value to_value(const Event& event);

/// The canonical JSON text of the whole row, for the store and the export. Throws while a Personal is left inside.
[[nodiscard]] std::string encode_row(const Event& event);

/// Error: `invalid` (`audit_row_unreadable`) when the text is not exactly what `encode_row` writes.
[[nodiscard]] Result<Event> decode_row(std::string_view text);
[[nodiscard]] Result<Event> from_value(const Value& value);

}  // namespace rolecall::audit
