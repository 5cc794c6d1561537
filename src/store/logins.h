// Logins as stored: what HTTP calls sessions. Who a login is, is asked through store/caller.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/account_audit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Login {
  LoginId id;
  UserId user;
  bool used_mfa = false;
  std::string agent;           // the browser's own words, capped
  std::string client_address;  // an IP address as text
  Instant created_at;
  Instant last_seen_at;
  Instant expires_at;  // the absolute limit
};

void insert_login(Transaction& tx, const AccountRecorded& recorded, const Login& login, const std::string& token_hash);

/// Those that still open something, newest first.
[[nodiscard]] std::vector<Login> live_logins(Transaction& tx, const UserId& user, Duration idle_limit);
/// Also those that are idle for too long, whatever the limit is.
[[nodiscard]] std::vector<LoginId> unexpired_logins(Transaction& tx, const UserId& user);
/// Nothing when this user has no such live login.
[[nodiscard]] std::optional<Login> find_live_login(Transaction& tx, const UserId& user, const LoginId& id, Duration idle_limit);

void delete_login(Transaction& tx, const AccountRecorded& recorded, const LoginId& id);
/// All of the user's but one; how many went.
std::int64_t delete_logins(Transaction& tx, const AccountRecorded& recorded, const UserId& user, const LoginId& except = {});

/// This login counts as made with a second factor from now on.
void mark_mfa_used(Transaction& tx, const AccountRecorded& recorded, const LoginId& id);
/// The factor is gone, so no login of the user counts as made with one.
void unmark_mfa_used(Transaction& tx, const AccountRecorded& recorded, const UserId& user);

/// What nobody can use any more: whether there is any, and deleting it; how many went.
[[nodiscard]] bool has_ended_logins(Transaction& tx, Duration idle_limit);
std::int64_t forget_ended_logins(Transaction& tx, Duration idle_limit);

}  // namespace rolecall::store
