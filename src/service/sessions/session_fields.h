// What a session may hold, as it comes from outside; checked once for creating and for changing one. Asks no right.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/caller.h"
#include "store/member.h"
#include "store/session.h"

namespace rolecall::service {

inline constexpr std::size_t longest_patient_name = 200;
inline constexpr std::size_t longest_identifier = 64;
inline constexpr std::size_t longest_context = 20'000;

/// Trimmed and in NFC. Errors: invalid at `/patient/name`, `/patient/date_of_birth` (a day of the calendar, not after today),
/// `/patient/identifier` or `/context`.
[[nodiscard]] Result<store::SessionContent> check_content(store::SessionContent content, Instant now);

[[nodiscard]] store::SearchKeys keys_of(const store::SessionContent& content);

/// Text of several lines, in NFC, as it is kept: what controls text or reorders it unseen is left out, as of a segment, since it
/// comes along with what is pasted; line ends become LF, tabs stay. Nothing when it is too long.
[[nodiscard]] std::optional<std::string> many_lines(std::string_view text, std::size_t max_code_points);

/// Whether the team asks for a recorded consent before a session starts.
[[nodiscard]] bool asks_consent(const store::TeamCaller& caller);
/// Asked when a session starts, not while it runs: one that was started before the team asked goes on. `before`: the state that
/// it leaves; a new one leaves `draft`. Error: conflict (`consent_needed`). SPEC section 5, docs/decisions/0015.
[[nodiscard]] Result<Done> check_consent_to_start(const store::TeamCaller& caller, SessionStatus before,
                                                  const store::Session& session);
/// Asked before the first segment, note or document of a session that is not started. Error: conflict (`consent_needed`).
[[nodiscard]] Result<Done> check_consent_to_content(store::Transaction& tx, const store::TeamCaller& caller,
                                                    const store::Session& session);

/// Whether the member is active and may have sessions of his own: a clinician of a session, an heir.
[[nodiscard]] bool may_hold_sessions(store::Transaction& tx, const store::Member& member);

}  // namespace rolecall::service
