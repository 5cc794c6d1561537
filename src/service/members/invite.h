// The heart of every invitation: the row, its seat, its token and its mail. Used by adding one, adding several, reinstating and
// resending. Asks for no rights: the permit proves that somebody did.
#pragma once

#include <string>

#include "base/address.h"
#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/role_selection.h"
#include "service/seats.h"
#include "store/caller.h"
#include "store/member.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::service {

struct Invitee {
  Address address;
  std::string name;  // may be empty, as `title`
  std::string title;
  RoleSelection roles;
};

/// Success when this address can be invited. Errors: conflict `already_invited` or `already_member`.
[[nodiscard]] Result<Done> check_can_be_invited(store::Transaction& tx, const TeamId& team, const std::string& address_key);

/// The new member, invited. An expired invitation of the same address is revoked in the same breath: it was replaced.
/// Errors: those of check_can_be_invited, throttled, and of begin_seat. A quote must hold also where seats are charged at
/// acceptance and none is taken from it. INVARIANT: the caller may give these roles.
[[nodiscard]] Result<store::Member> invite(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                           const store::TeamCaller& caller, const Invitee& invitee, SeatPrice& price);

/// A new token for a pending or expired invitation, mailed; the old one is dead. An expired one begins anew: state, end, seat,
/// and the caller is its inviter from now on. Writes `member.resend_invitation`. Errors: throttled, and of begin_seat.
[[nodiscard]] Result<store::Member> invite_again(store::Transaction& tx, const Environment& environment,
                                                 const store::Permit& permit, const store::TeamCaller& caller,
                                                 const store::Member& member, SeatPrice& price);

/// Asks whether the caller may give these roles to somebody who has none: always yes for no roles at all.
[[nodiscard]] Result<Done> check_may_give(store::Transaction& tx, const store::TeamCaller& caller, const RoleSelection& roles);

}  // namespace rolecall::service
