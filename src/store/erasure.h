// What is kept about one person, for his export, and taking it out again when the account is deleted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/account_audit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// A membership of any state, as the person's own export and the end of an account see it.
struct OwnMembership {
  MemberId member;
  TeamId team;
  std::string team_name;
  bool owner = false;
  bool team_is_deleted = false;
};
/// Every row that was ever this user's, in the order of the team ids.
[[nodiscard]] std::vector<OwnMembership> memberships_of(Transaction& tx, const UserId& user);

/// A personal value beside an audit chain: the user's own, or of one of his memberships.
struct PersonalValue {
  std::string chain;
  std::int64_t seq = 0;
  Instant at;
  std::string action;
  std::string pointer;
  std::string value;
};
[[nodiscard]] std::vector<PersonalValue> personal_values_of(Transaction& tx, const UserId& user);

/// Removes the account with everything that names the person: logins, factors, tokens, notices, mails that wait, personal values
/// beside the chains, name and address in past memberships. The ids stay. INVARIANT: no membership is active or suspended.
void erase_user(Transaction& tx, const AccountRecorded& recorded, const UserId& user);

}  // namespace rolecall::store
