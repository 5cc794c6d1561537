// The states of a member in one team (SPEC section 3), and their names. Says nothing about who may change them: see policy/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rolecall {

enum class MemberState : std::uint8_t { invited, active, declined, revoked, expired, suspended, removed };

inline constexpr std::array<std::string_view, 7> member_state_names{"invited", "active",    "declined", "revoked",
                                                                    "expired", "suspended", "removed"};

[[nodiscard]] constexpr std::string_view name_of(MemberState state) {
  return member_state_names[static_cast<std::size_t>(state)];
}

[[nodiscard]] constexpr std::optional<MemberState> member_state_from(std::string_view name) {
  for (std::size_t i = 0; i < member_state_names.size(); ++i)
    if (member_state_names[i] == name) return static_cast<MemberState>(i);
  return std::nullopt;
}

}  // namespace rolecall
