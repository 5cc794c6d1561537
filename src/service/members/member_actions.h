// What may be done with a member in each state, whoever asks. Who may do it is policy's; this only leaves out what the state
// makes pointless, so that `allowed_actions` never offers it. The one such table.
#pragma once

#include "base/time.h"
#include "model/member_state.h"
#include "policy/action.h"

namespace rolecall::service {

/// How long after a removal `reinstate` brings a member back with the roles of then. Source: SPEC section 3.
inline constexpr Duration reinstatement_period = days(90);

/// The actions on a member that make sense in this state. Reinstating a removed member is `member.invite`.
[[nodiscard]] constexpr policy::ActionSet actions_in(MemberState state) {
  using policy::Action;
  constexpr policy::ActionSet joined{Action::member_read_contact, Action::member_update,        Action::role_assign,
                                     Action::member_remove,       Action::member_revoke_logins, Action::delegation_manage,
                                     Action::delegation_end};
  switch (state) {
    case MemberState::invited:
      return {Action::member_read_contact, Action::member_update, Action::role_assign, Action::member_resend_invitation,
              Action::member_revoke_invitation};
    case MemberState::active:
      return joined | policy::ActionSet{Action::member_suspend};
    case MemberState::suspended:
      return joined | policy::ActionSet{Action::member_reactivate};
    case MemberState::expired:
      return {Action::member_read_contact, Action::member_resend_invitation, Action::member_revoke_invitation};
    case MemberState::removed:
      return {Action::member_read_contact, Action::member_invite};
    case MemberState::declined:
    case MemberState::revoked:
      return {Action::member_read_contact};
  }
  return {};
}

}  // namespace rolecall::service
