// The scopes of a grant, nearest first (SPEC section 2). Whether one holds is decided in decide.cc from the resource's facts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "policy/enum_set.h"

namespace rolecall::policy {

/// In the order in which a permit names its grant: the nearest first.
enum class Scope : std::uint8_t { own, delegated, authored, shared_view, shared_edit, shared_full, viewed, emergency, team };
inline constexpr std::size_t scope_count = 9;
using ScopeSet = EnumSet<Scope, scope_count>;

struct ScopeEntry {
  Scope scope;
  std::string_view name;
  std::string_view condition;  // ends the sentence of an action: "Read a session, if it is one's own."
  std::string_view reason;     // ends the sentence of a permit: "The role Clinician allows this on what is one's own."
};

inline constexpr std::array<ScopeEntry, scope_count> all_scopes{{
    {Scope::own, "own", "if it is one's own", "on what is one's own"},
    {Scope::delegated, "delegated", "if the session's clinician has delegated to the member",
     "as the session's clinician has delegated to this member"},
    {Scope::authored, "authored", "if the member wrote it and may still read the session",
     "as this member wrote it and may still read the session"},
    {Scope::shared_view, "shared_view", "if the session is shared with the member", "as the session is shared with this member"},
    {Scope::shared_edit, "shared_edit", "if the session is shared with the member for editing",
     "as the session is shared with this member for editing"},
    {Scope::shared_full, "shared_full", "if the session is shared with the member in full",
     "as the session is shared with this member in full"},
    {Scope::viewed, "viewed", "if Session View opens the session", "as Session View opens the session"},
    {Scope::emergency, "emergency", "while an emergency access is open", "while the emergency access is open"},
    {Scope::team, "team", "anywhere in the team", "in the whole team"},
}};

}  // namespace rolecall::policy
