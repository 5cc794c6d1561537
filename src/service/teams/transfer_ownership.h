// Ownership moves in one step: offered by the owner, accepted by the recipient, exactly one owner at every instant.
#pragma once

#include "service/accounts/reauthenticate.h"
#include "service/environment.h"
#include "service/teams/team_view.h"
#include "store/credential.h"

namespace rolecall::service {

/// How long an offer waits. Source: SPEC section 3.
inline constexpr Duration transfer_lifetime = days(7);

struct OfferOwnership {
  TeamId team;
  MemberId to;
  Reauthentication proof;
  Client client;
};

/// The owner names an active member. An earlier offer is withdrawn. Errors: those of authorize and reauthenticate; invalid at
/// `/member` when it is no other active member.
[[nodiscard]] Result<TeamView> offer_ownership(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const OfferOwnership& request,
                                               const PasswordOutcome& outcome);

/// The recipient, signed in himself, becomes the owner and an administrator; the old owner keeps his roles.
/// Errors: not_found when nothing is offered to the caller; gone (`transfer_expired`); denied (`login_needed`) for a key.
[[nodiscard]] Result<TeamView> accept_ownership(store::Transaction& tx, const Environment& environment,
                                                const store::Credential& credential, const TeamId& team);

/// Withdrawn by the owner or declined by the recipient. Errors: not_found when nothing waits; denied for others.
[[nodiscard]] Result<Done> cancel_ownership(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const TeamId& team);

/// The cascade of a recipient who leaves, is suspended or removed: the offer ends.
void end_offer_to(store::Transaction& tx, const store::Team& team, const store::Member& recipient);
/// The job behind the seven days: an offer that is over ends, by the system. Locks the team.
void expire_offer(store::Transaction& tx, const TeamId& team);

}  // namespace rolecall::service
