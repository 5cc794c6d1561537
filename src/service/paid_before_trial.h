// Who goes on paying through a trial, because he had a paid seat when it began (docs/decisions/0011). The address is asked for
// and not the member: whoever is removed and invited anew is another member.
#pragma once

#include <string>

#include "billing/quote.h"
#include "service/environment.h"
#include "store/permit.h"
#include "store/team.h"

namespace rolecall::service {

/// Of a seat that begins at `at`. `member` is empty for an address that is no member yet.
[[nodiscard]] billing::TrialSeat trial_seat_of(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                               const MemberId& member, const std::string& address_key, Instant at);

/// The member has a seat: his address is known again, also when he was erased.
void remember_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const MemberId& member,
                   const std::string& address_key);

}  // namespace rolecall::service
