#include "store/api_keys.h"

#include "store/sql.h"

#define ROLECALL_API_KEY_SELECT                                                                                            \
  "SELECT k.id, k.team_id, k.member_id, m.name, k.name, k.roles, k.used_mfa, k.created_at, k.expires_at, k.last_used_at, " \
  "k.revoked_at FROM api_key k JOIN member m ON m.id = k.member_id "

namespace rolecall::store {
namespace {

std::vector<ApiKey> read_keys(Rows rows) {
  std::vector<ApiKey> keys;
  while (rows.next()) {
    keys.push_back({rows.id<ApiKeyId>(0), rows.id<TeamId>(1), rows.id<MemberId>(2), rows.text(3), rows.text(4),
                    policy::RoleSet::from_bits(static_cast<std::uint64_t>(rows.integer(5))), rows.flag(6), rows.instant(7),
                    rows.instant(8), rows.instant_or_null(9), rows.instant_or_null(10)});
  }
  return keys;
}

/// Behind every id, so that the first page begins with the newest.
constexpr std::string_view after_all_key_ids = "key_~";

}  // namespace

std::vector<ApiKey> list_api_keys(Transaction& tx, const ApiKeyPage& page) {
  const std::string_view before = page.after.empty() ? after_all_key_ids : std::string_view(page.after.value);
  if (page.maker) {
    return read_keys(
        query(tx, ROLECALL_API_KEY_SELECT "WHERE k.team_id = $1 AND k.member_id = $2 AND k.id < $3 ORDER BY k.id DESC LIMIT $4",
              page.team, *page.maker, before, page.limit));
  }
  return read_keys(query(tx, ROLECALL_API_KEY_SELECT "WHERE k.team_id = $1 AND k.id < $2 ORDER BY k.id DESC LIMIT $3", page.team,
                         before, page.limit));
}

std::optional<ApiKey> find_api_key(Transaction& tx, const TeamId& team, const ApiKeyId& id) {
  auto keys = read_keys(query(tx, ROLECALL_API_KEY_SELECT "WHERE k.team_id = $1 AND k.id = $2", team, id));
  if (keys.empty()) return std::nullopt;
  return std::move(keys.front());
}

std::vector<ApiKey> live_api_keys_of(Transaction& tx, const TeamId& team, const MemberId& maker) {
  return read_keys(query(tx,
                         ROLECALL_API_KEY_SELECT
                         "WHERE k.team_id = $1 AND k.member_id = $2 AND k.revoked_at IS NULL AND k.expires_at > $3 ORDER BY k.id",
                         team, maker, tx.now()));
}

void insert_api_key(Transaction& tx, const Permit& permit, const Recorded&, const ApiKey& key, const std::string& key_hash) {
  permit.require(tx, key.team);
  execute(tx,
          "INSERT INTO api_key(id, team_id, member_id, name, key_hash, roles, used_mfa, created_at, expires_at) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          key.id, key.team, key.maker, key.name, key_hash, static_cast<std::int64_t>(key.roles.bits()), key.used_mfa,
          key.created_at, key.expires_at);
}

void revoke_api_key(Transaction& tx, const Permit& permit, const Recorded&, const ApiKey& key) {
  permit.require(tx, key.team);
  execute(tx, "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", key.id, tx.now());
}

}  // namespace rolecall::store
