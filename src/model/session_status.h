// The states of a clinical session (SPEC section 5), and their names. The numbers stand in stored data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rolecall {

enum class SessionStatus : std::uint8_t { draft, in_progress, completed };

inline constexpr std::array<std::string_view, 3> session_status_names{"draft", "in_progress", "completed"};

[[nodiscard]] constexpr std::string_view name_of(SessionStatus status) {
  return session_status_names[static_cast<std::size_t>(status)];
}

[[nodiscard]] constexpr std::optional<SessionStatus> session_status_from(std::string_view name) {
  for (std::size_t i = 0; i < session_status_names.size(); ++i)
    if (session_status_names[i] == name) return static_cast<SessionStatus>(i);
  return std::nullopt;
}

}  // namespace rolecall
