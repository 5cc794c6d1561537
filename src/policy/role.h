// The built-in roles, their families, and the columns of the grants table (SPEC section 2).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "policy/enum_set.h"

namespace rolecall::policy {

enum class Role : std::uint8_t { clinician, administrator, assistant, template_manager };
inline constexpr std::size_t role_count = 4;
using RoleSet = EnumSet<Role, role_count>;

enum class RoleFamily : std::uint8_t { admin, clinician };

struct RoleEntry {
  Role role;
  std::string_view name;   // as in the API
  std::string_view title;  // for people
  RoleFamily family;
  std::string_view sentence;
};

inline constexpr std::array<RoleEntry, role_count> all_roles{{
    {Role::clinician, "clinician", "Clinician", RoleFamily::clinician,
     "Records own sessions, writes and signs notes, and decides who else may work on them."},
    {Role::administrator, "administrator", "Administrator", RoleFamily::admin,
     "Manages the members, their roles, the settings, the seats and the audit of the team."},
    {Role::assistant, "assistant", "Assistant", RoleFamily::clinician,
     "Prepares sessions and documents for the clinicians who have delegated to the assistant."},
    {Role::template_manager, "template_manager", "Template manager", RoleFamily::admin,
     "Creates and changes the templates of the team."},
}};

[[nodiscard]] constexpr std::string_view name_of(RoleFamily family) {
  return family == RoleFamily::admin ? "admin" : "clinician";
}

/// Who a grant comes from: the columns of the grants table in their order, and last a custom role.
enum class Holder : std::uint8_t { member, clinician, administrator, assistant, template_manager, owner, custom };
inline constexpr std::size_t holder_count = 7;
using HolderSet = EnumSet<Holder, holder_count>;

struct HolderEntry {
  Holder holder;
  std::string_view name;    // the column, and `grant.role` of an answer
  std::string_view phrase;  // subject of a sentence
};

inline constexpr std::array<HolderEntry, holder_count> all_holders{{
    {Holder::member, "member", "Being an active member of the team"},
    {Holder::clinician, "clinician", "The role Clinician"},
    {Holder::administrator, "administrator", "The role Administrator"},
    {Holder::assistant, "assistant", "The role Assistant"},
    {Holder::template_manager, "template_manager", "The role Template manager"},
    {Holder::owner, "owner", "Being the Account Owner"},
    {Holder::custom, "custom", "A custom role of the team"},
}};

/// The columns of these roles. A role's column stands one after its own place, since `member` is the first.
[[nodiscard]] constexpr HolderSet columns_of(RoleSet set) { return HolderSet::from_bits(set.bits() << 1); }

}  // namespace rolecall::policy
