#include "store/logins.h"

#include "store/sql.h"

namespace rolecall::store {
namespace {

#define ROLECALL_OWN_LOGIN_COLUMNS "id, user_id, used_mfa, agent, client_address, created_at, last_seen_at, expires_at"

Login read_login(const Rows& rows) {
  return {rows.id<LoginId>(0), rows.id<UserId>(1), rows.flag(2),    rows.text(3),
          rows.text(4),        rows.instant(5),    rows.instant(6), rows.instant(7)};
}

}  // namespace

void insert_login(Transaction& tx, const AccountRecorded& /*recorded*/, const Login& login, const std::string& token_hash) {
  execute(tx,
          "INSERT INTO login(id, user_id, token_hash, used_mfa, agent, client_address, created_at, last_seen_at, expires_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          login.id, login.user, token_hash, login.used_mfa, login.agent, login.client_address, login.created_at,
          login.last_seen_at, login.expires_at);
}

std::vector<Login> live_logins(Transaction& tx, const UserId& user, Duration idle_limit) {
  std::vector<Login> found;
  for (auto rows =
           query(tx,
                 "SELECT " ROLECALL_OWN_LOGIN_COLUMNS
                 " FROM login WHERE user_id = $1 AND expires_at > $2 AND last_seen_at > $3 ORDER BY created_at DESC, id DESC",
                 user, tx.now(), tx.now() - idle_limit);
       rows.next();) {
    found.push_back(read_login(rows));
  }
  return found;
}

std::vector<LoginId> unexpired_logins(Transaction& tx, const UserId& user) {
  std::vector<LoginId> found;
  for (auto rows = query(tx, "SELECT id FROM login WHERE user_id = $1 AND expires_at > $2 ORDER BY id", user, tx.now());
       rows.next();) {
    found.push_back(rows.id<LoginId>(0));
  }
  return found;
}

std::optional<Login> find_live_login(Transaction& tx, const UserId& user, const LoginId& id, Duration idle_limit) {
  auto rows = query(tx,
                    "SELECT " ROLECALL_OWN_LOGIN_COLUMNS
                    " FROM login WHERE id = $1 AND user_id = $2 AND expires_at > $3 AND last_seen_at > $4",
                    id, user, tx.now(), tx.now() - idle_limit);
  if (!rows.next()) return std::nullopt;
  return read_login(rows);
}

void delete_login(Transaction& tx, const AccountRecorded& /*recorded*/, const LoginId& id) {
  execute(tx, "DELETE FROM login WHERE id = $1", id);
}

std::int64_t delete_logins(Transaction& tx, const AccountRecorded& /*recorded*/, const UserId& user, const LoginId& except) {
  return execute(tx, "DELETE FROM login WHERE user_id = $1 AND id <> $2", user, except);
}

void mark_mfa_used(Transaction& tx, const AccountRecorded& /*recorded*/, const LoginId& id) {
  execute(tx, "UPDATE login SET used_mfa = 1 WHERE id = $1", id);
}

void unmark_mfa_used(Transaction& tx, const AccountRecorded& /*recorded*/, const UserId& user) {
  execute(tx, "UPDATE login SET used_mfa = 0 WHERE user_id = $1", user);
}

bool has_ended_logins(Transaction& tx, Duration idle_limit) {
  return query(tx, "SELECT 1 FROM login WHERE expires_at <= $1 OR last_seen_at <= $2 ORDER BY expires_at LIMIT 1", tx.now(),
               tx.now() - idle_limit)
      .next();
}

std::int64_t forget_ended_logins(Transaction& tx, Duration idle_limit) {
  return execute(tx, "DELETE FROM login WHERE expires_at <= $1 OR last_seen_at <= $2", tx.now(), tx.now() - idle_limit);
}

}  // namespace rolecall::store
