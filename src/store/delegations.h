// Delegations as stored: a clinician lets an assistant work on his sessions in [starts_at, ends_at). Who may is
// service/delegations'; which sessions it opens is session.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Delegation {
  DelegationId id;
  TeamId team;
  MemberId clinician;
  std::string clinician_name;
  MemberId assistant;
  std::string assistant_name;
  Instant starts_at;
  Instant ends_at;
  Instant created_at;
  std::optional<Instant> ended_at;  // earlier than planned
};

/// Nothing when the team has no such delegation, whatever other teams have.
[[nodiscard]] std::optional<Delegation> find_delegation(Transaction& tx, const TeamId& team, const DelegationId& id);

/// Those in force are of active clinicians.
enum class WhichDelegations { all, received_in_force };

struct DelegationPage {
  WhichDelegations which = WhichDelegations::all;
  DelegationId after;  // empty: from the newest
  int limit = 0;
};
/// Given or received by the member, newest first.
[[nodiscard]] std::vector<Delegation> list_delegations(Transaction& tx, const TeamId& team, const MemberId& member,
                                                       const DelegationPage& page);
/// Planned or in force, given or received by the member.
[[nodiscard]] std::vector<Delegation> open_delegations_of(Transaction& tx, const TeamId& team, const MemberId& member);

void insert_delegation(Transaction& tx, const Permit& permit, const Recorded& recorded, const Delegation& delegation);
/// Sets `ended_at` to now.
void end_delegation(Transaction& tx, const Permit& permit, const Recorded& recorded, Delegation& delegation);

}  // namespace rolecall::store
