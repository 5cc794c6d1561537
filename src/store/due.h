// What the clock has made due: who returns, which offers are over, which deleted teams are to be erased, what may be forgotten.
#pragma once

#include <vector>

#include "base/id.h"
#include "store/account_audit.h"
#include "store/due_team.h"
#include "store/ownership.h"
#include "store/transaction.h"

namespace rolecall::store {

struct DueReturn {
  TeamId team;
  MemberId member;
  Instant at;
};
/// Suspended members whose return date has come, oldest first, behind `after`.
[[nodiscard]] std::vector<DueReturn> due_returns(Transaction& tx, const DueReturn& after, int limit);

/// Teams with an offered ownership that is over, behind `after`.
[[nodiscard]] std::vector<DueTeam> teams_with_expired_transfer(Transaction& tx, const DueTeam& after, int limit);

/// Teams deleted before `deleted_before` that still have anything, and no session under legal hold; behind `after`.
[[nodiscard]] std::vector<DueTeam> teams_to_erase(Transaction& tx, Instant deleted_before, const DueTeam& after, int limit);
struct DueAccount {
  Instant created_at;
  UserId user;
};
/// Accounts of before `created_before` that nobody verified and for which no mailed link is open any more, oldest first, behind
/// `after`.
[[nodiscard]] std::vector<DueAccount> abandoned_accounts(Transaction& tx, Instant created_before, const DueAccount& after,
                                                         int limit);
/// Whether this one still is such an account.
[[nodiscard]] bool is_abandoned(Transaction& tx, const UserId& user, Instant created_before);
/// The account and the personal values of its audit rows go. INVARIANT: it is abandoned, so it never was in a team.
void erase_abandoned_account(Transaction& tx, const AccountRecorded& recorded, const UserId& user);

/// Everything of the team goes but its row without a name, and the last checkpoint of its audit. Needs the system's permit.
void erase_team(Transaction& tx, const Permit& permit, const TeamId& team);

}  // namespace rolecall::store
