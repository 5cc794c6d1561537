// POST /teams/{team}/emergency: break-glass. Opens one patient's sessions to the caller, read-only and for an hour; the
// clinicians and the owner are told in the same transaction, and somebody else reviews it (SPEC section 8.6).
#pragma once

#include <optional>
#include <string>

#include "service/environment.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

inline constexpr Duration emergency_lasts = minutes(60);
inline constexpr Duration emergency_review_within = days(3);

struct OpenEmergency {
  TeamId team;
  std::string identifier;
  std::string date_of_birth;
  std::string reason;
};

/// No match: the same shape, with nothing in it.
struct EmergencyOpened {
  std::optional<EmergencyId> id;
  std::int64_t sessions = 0;
  std::optional<Instant> expires_at;
  std::optional<Instant> review_due_at;
};

/// Recorded and counted also when nobody matches. Errors: unauthenticated, not_found, denied (emergency_access_off, …), invalid
/// at a field, throttled after five attempts of one member within ten minutes each.
[[nodiscard]] Result<EmergencyOpened> open_emergency(store::Transaction& tx, const Environment& environment,
                                                     const store::Credential& credential, const OpenEmergency& request);

}  // namespace rolecall::service
