// A team with as many sessions as a clinic group has after years, written in a few statements: their content is no clinical text,
// and nobody waits for a million use cases. What lists and searches stand on (session, share, delegation, session_word) is as the
// server writes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clinic.h"
#include "store/team_vault.h"

namespace rolecall::bench {

struct SessionWorld {
  TeamId team;
  MemberId clinician;  // one of forty: every fortieth session is his
  MemberId
      assistant;  // two clinicians have delegated to him, five hundred sessions are shared with him, three opened in an emergency
  std::int64_t sessions = 0;
};

/// The words that the sessions are found by.
inline constexpr std::string_view common_prefix = "mar";  // one session in forty-nine, so that every clinician has some
inline constexpr std::string_view rare_word = "zywicki";  // twenty sessions, wherever they stand

/// What the server seals for a patient, give or take.
[[nodiscard]] std::string content_of_patient();

/// A team with so many sessions over the last years, every hundredth restricted, and ten teams beside with a tenth of that
/// together. Throws std::runtime_error.
[[nodiscard]] SessionWorld fill_sessions(const cli::Settings& settings, std::int64_t sessions);

}  // namespace rolecall::bench
