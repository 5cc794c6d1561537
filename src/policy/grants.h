// The grants table, once: which role is granted which action in which scope (SPEC section 2), with the reason of each row.
// Data and its indexes only; decide.cc reads it, table.h prints it. The order of the rows is the order of what is printed.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "policy/action.h"
#include "policy/role.h"
#include "policy/scope.h"

namespace rolecall::policy {

/// One row of the table: whoever is one of the `holders` may do `action` in `scope`.
struct Grant {
  Action action;
  Scope scope;
  HolderSet holders;
  std::string_view source;
};

inline constexpr std::size_t grant_count = 96;

/// The place of a grant in the table.
enum class GrantId : std::uint8_t {};

/// Any of the rows of the table: what a member holds, what a custom role is made of.
using GrantSet = EnumSet<GrantId, grant_count>;

namespace grants_notation {
inline constexpr HolderSet member{Holder::member}, clinician{Holder::clinician}, administrator{Holder::administrator},
    assistant{Holder::assistant}, template_manager{Holder::template_manager}, owner{Holder::owner};
}  // namespace grants_notation

// clang-format off
inline constexpr std::array<Grant, grant_count> grants_table = [] {
  using namespace grants_notation;
  return std::array<Grant, grant_count>{{
    {Action::team_read, Scope::team, member, "members see their team"},
    {Action::team_update, Scope::team, administrator, "seed: administrators manage the team and its settings"},
    {Action::team_settings_read, Scope::team, administrator, "seed"},
    {Action::team_settings_update, Scope::team, administrator, "seed: a clinician cannot modify settings"},
    {Action::team_session_view_update, Scope::team, administrator, "seed: Team Settings > Session View"},
    {Action::team_delete, Scope::team, owner, "seed: an administrator cannot delete the team"},
    {Action::team_restore, Scope::team, owner, "decision"},
    {Action::team_transfer_ownership, Scope::team, owner, "follows from: nobody downgrades the Account Owner"},
    {Action::team_leave, Scope::team, member, "decision: anybody but the owner may leave (guard: owner_cannot_leave)"},
    {Action::team_export, Scope::team, owner, "decision: bulk clinical data is the owner's alone"},
    {Action::member_list, Scope::team, member, "seed: your members will be listed here"},
    {Action::member_read_contact, Scope::team, administrator, "decision: minimum necessary (e-mail address / last login / MFA state)"},
    {Action::member_update, Scope::team, administrator, "decision: title"},
    {Action::member_invite, Scope::team, administrator, "seed: add team member"},
    {Action::member_resend_invitation, Scope::team, administrator, "seed product"},
    {Action::member_revoke_invitation, Scope::team, administrator, "decision"},
    {Action::member_suspend, Scope::team, administrator, "decision"},
    {Action::member_reactivate, Scope::team, administrator, "decision"},
    {Action::member_remove, Scope::team, administrator, "seed: manage the team"},
    {Action::member_revoke_logins, Scope::team, administrator, "decision"},
    {Action::role_read, Scope::team, member, "decision: everybody may read what a role can do"},
    {Action::role_assign, Scope::team, administrator, "seed: change team members role"},
    {Action::role_define, Scope::team, administrator, "decision: custom roles on Enterprise"},
    {Action::template_use, Scope::team, member, "seed product: members use team templates"},
    {Action::template_use, Scope::own, clinician | administrator | template_manager, "decision: own personal template"},
    {Action::template_personal_manage, Scope::own, clinician | administrator | template_manager, "seed product"},
    {Action::template_team_create, Scope::team, administrator | template_manager, "seed: a clinician cannot modify team templates"},
    {Action::template_team_update, Scope::team, administrator | template_manager, "seed"},
    {Action::template_team_delete, Scope::team, administrator | template_manager, "seed"},
    {Action::template_propose, Scope::team, member, "decision: a member proposes a team template"},
    {Action::billing_read, Scope::team, administrator, "seed product"},
    {Action::billing_change_seats, Scope::team, administrator, "seed: you will be billed for the additional seat"},
    {Action::billing_start_trial, Scope::team, administrator, "seed: you may need to start a 30-day trial"},
    {Action::billing_upgrade, Scope::team, administrator, "decision"},
    {Action::billing_cancel, Scope::team, owner, "decision: cancelling or downgrading is deleting in slow motion"},
    {Action::audit_read, Scope::team, administrator, "decision"},
    {Action::audit_export, Scope::team, administrator, "decision"},
    {Action::audit_read_own, Scope::own, member, "decision: everybody sees who opened what is theirs"},
    {Action::delegation_manage, Scope::own, clinician, "decision: a clinician chooses who works on the clinician's sessions"},
    {Action::delegation_end, Scope::delegated, assistant, "decision: either ends it"},
    {Action::api_key_manage, Scope::own, clinician | administrator, "decision: own keys, never above the maker"},
    {Action::api_key_revoke, Scope::team, administrator, "decision: administrators end any key of the team"},
    {Action::session_create, Scope::own, clinician | administrator, "seed: clinicians create own sessions / administrators can use clinical tools"},
    {Action::session_create, Scope::delegated, assistant, "seed product: an assistant creates a session for a clinician"},
    {Action::session_record, Scope::own, clinician | administrator, "seed product: an assistant cannot start recording"},
    {Action::session_read, Scope::own, clinician | administrator, "seed"},
    {Action::session_read, Scope::delegated, assistant, "seed product"},
    {Action::session_read, Scope::viewed, clinician | administrator | assistant, "seed: Session View (the audience decides which roles)"},
    {Action::session_update, Scope::own, clinician | administrator, "seed"},
    {Action::session_update, Scope::delegated, assistant, "seed product: adds patient details and context"},
    {Action::session_delete, Scope::own, clinician | administrator, "seed product: only the session's owner deletes it"},
    {Action::session_share, Scope::own, clinician | administrator, "seed product"},
    {Action::session_unshare, Scope::own, clinician | administrator, "seed product"},
    {Action::session_unshare, Scope::team, administrator, "decision: containment; logged and the clinician is told"},
    {Action::session_restrict, Scope::own, clinician | administrator, "decision: hide one session from Session View"},
    {Action::session_hold, Scope::team, administrator, "decision: legal hold; shows no content"},
    {Action::session_access_read, Scope::own, clinician | administrator, "decision: who can open it"},
    {Action::session_access_read, Scope::team, administrator, "decision: who can open it; shows no content"},
    {Action::session_reassign, Scope::team, administrator, "decision: handover when a member leaves; shows no content"},
    {Action::session_emergency_access, Scope::team, clinician | administrator, "decision: break-glass where the team enables it"},
    {Action::emergency_review, Scope::team, administrator, "decision: never the actor himself"},
    {Action::transcript_read, Scope::own, clinician | administrator, "seed"},
    {Action::transcript_read, Scope::viewed, clinician | administrator | assistant, "seed: Session View"},
    {Action::transcript_update, Scope::own, clinician, "seed: an administrator cannot edit transcripts"},
    {Action::note_read, Scope::own, clinician | administrator, "seed"},
    {Action::note_read, Scope::delegated, assistant, "seed product"},
    {Action::note_read, Scope::viewed, clinician | administrator | assistant, "seed: administrators can view clinician notes (if enabled)"},
    {Action::note_create, Scope::own, clinician | administrator, "seed"},
    {Action::note_update, Scope::own, clinician | administrator, "seed"},
    {Action::note_delete, Scope::own, clinician | administrator, "seed product: an assistant cannot delete notes"},
    {Action::note_sign, Scope::own, clinician, "decision: a signed note is locked; changes become addenda"},
    {Action::note_addend, Scope::own, clinician, "decision: what is added to a signed note"},
    {Action::document_read, Scope::own, clinician | administrator, "seed"},
    {Action::document_read, Scope::delegated, assistant, "seed product"},
    {Action::document_read, Scope::viewed, clinician | administrator | assistant, "seed"},
    {Action::document_create, Scope::own, clinician | administrator, "seed"},
    {Action::document_create, Scope::delegated, assistant, "seed product"},
    {Action::document_create, Scope::viewed, administrator | assistant, "seed: administrators create documents"},
    {Action::document_update, Scope::own, clinician | administrator, "seed"},
    {Action::document_update, Scope::authored, clinician | administrator | assistant, "decision: whoever wrote a document may correct it while still allowed to read it"},
    {Action::document_delete, Scope::own, clinician | administrator, "decision"},
    {Action::document_delete, Scope::authored, clinician | administrator | assistant, "decision"},
    {Action::session_read, Scope::shared_view, member, "seed product: direct share"},
    {Action::transcript_read, Scope::shared_view, member, "seed product"},
    {Action::note_read, Scope::shared_view, member, "seed product"},
    {Action::document_read, Scope::shared_view, member, "seed product"},
    {Action::session_update, Scope::shared_edit, clinician | administrator | assistant, "seed product: status / context / patient"},
    {Action::note_create, Scope::shared_edit, clinician | administrator | assistant, "seed product"},
    {Action::note_update, Scope::shared_edit, clinician | administrator | assistant, "seed product"},
    {Action::document_create, Scope::shared_edit, clinician | administrator | assistant, "seed product"},
    {Action::document_update, Scope::shared_edit, clinician | administrator | assistant, "seed product"},
    {Action::session_share, Scope::shared_full, clinician | administrator | assistant, "seed product: share onwards"},
    {Action::session_read, Scope::emergency, clinician | administrator, "decision: break-glass; read-only"},
    {Action::transcript_read, Scope::emergency, clinician | administrator, "decision: break-glass; read-only"},
    {Action::note_read, Scope::emergency, clinician | administrator, "decision: break-glass; read-only"},
    {Action::document_read, Scope::emergency, clinician | administrator, "decision: break-glass; read-only"},
  }};
}();
// clang-format on

[[nodiscard]] constexpr const Grant& grant_at(GrantId id) { return grants_table[static_cast<std::size_t>(id)]; }

/// The rows of one action, nearest scope first; at most five have one action.
struct GrantsOfAction {
  static constexpr std::size_t capacity = 5;
  std::array<GrantId, capacity> ids{};
  std::size_t count = 0;

  [[nodiscard]] constexpr const GrantId* begin() const { return ids.data(); }
  [[nodiscard]] constexpr const GrantId* end() const { return ids.data() + count; }
};

inline constexpr std::array<GrantsOfAction, action_count> grants_by_action = [] {
  std::array<GrantsOfAction, action_count> index{};
  for (std::size_t i = 0; i < grant_count; ++i) {
    GrantsOfAction& of_action = index[static_cast<std::size_t>(grants_table[i].action)];
    of_action.ids[of_action.count++] = static_cast<GrantId>(i);
  }
  for (GrantsOfAction& of_action : index)
    std::sort(of_action.ids.begin(), of_action.ids.begin() + of_action.count,
              [](GrantId a, GrantId b) { return grant_at(a).scope < grant_at(b).scope; });
  return index;
}();

[[nodiscard]] constexpr const GrantsOfAction& grants_of(Action action) {
  return grants_by_action[static_cast<std::size_t>(action)];
}

/// Everything that one column of the table grants; empty for `custom`.
[[nodiscard]] constexpr GrantSet grants_of(Holder holder) {
  GrantSet set;
  for (std::size_t i = 0; i < grant_count; ++i)
    if (grants_table[i].holders.has(holder)) set.add(static_cast<GrantId>(i));
  return set;
}

}  // namespace rolecall::policy
