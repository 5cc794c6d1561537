#include "store/team_vault.h"

#include <map>

#include "store/fault.h"
#include "store/raw_bytes.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

using Keys = std::map<crypto::KeyVersion, crypto::Secret>;

std::string binding_of(const TeamId& team, std::int64_t version) {
  return "team_key/" + team.value + "/" + std::to_string(version);
}

std::string binding_of(const TeamId& team, const ContentPlace& place) {
  return team.value + "/" + std::string(place.table) + "/" + std::string(place.row) + "/" + std::to_string(place.version);
}

crypto::Secret unwrap(const crypto::Sealer& master, const TeamId& team, std::int64_t version, const crypto::Bytes& sealed) {
  auto opened = master.open(crypto::Purpose::team_key, binding_of(team, version), sealed);
  if (!opened) throw DatabaseFault("the key of a team does not open with this master key");
  const crypto::Secret key(*opened);
  crypto::wipe(*opened);
  return key;
}

Keys load_keys(Transaction& tx, const crypto::Sealer& master, const TeamId& team) {
  Keys keys;
  for (auto rows = query(tx, "SELECT version, sealed FROM team_key WHERE team_id = $1", team); rows.next();) {
    const auto version = rows.integer(0);
    keys.emplace(static_cast<crypto::KeyVersion>(version), unwrap(master, team, version, from_column(rows, 1)));
  }
  return keys;
}

/// A read of a team without any content finds no key and opens nothing with a fresh one.
Keys make_first_key(Transaction& tx, const crypto::Sealer& master, const TeamId& team) {
  constexpr std::int64_t version = 1;
  Keys keys{{version, crypto::Secret::random()}};
  if (tx.mode() != Transaction::Mode::write) return keys;
  const auto sealed = master.seal(crypto::Purpose::team_key, binding_of(team, version), keys.begin()->second.octets());
  execute(tx, "INSERT INTO team_key(team_id, version, sealed, created_at) VALUES ($1, $2, $3, $4)", team, version,
          to_column(sealed), tx.now());
  return keys;
}

struct StoredKey {
  TeamId team;
  std::int64_t version = 0;
  crypto::Bytes sealed;
};

std::vector<StoredKey> all_keys(Transaction& tx) {
  std::vector<StoredKey> keys;
  for (auto rows = query(tx, "SELECT team_id, version, sealed FROM team_key ORDER BY team_id, version"); rows.next();) {
    keys.push_back({rows.id<TeamId>(0), rows.integer(1), from_column(rows, 2)});
  }
  return keys;
}

}  // namespace

Bytes TeamVault::seal(const ContentPlace& place, std::string_view plaintext) const {
  const auto sealed = sealer_.seal(crypto::Purpose::clinical, binding_of(team_, place), plaintext);
  return {sealed.begin(), sealed.end()};
}

Result<std::string> TeamVault::open(const ContentPlace& place, const Bytes& sealed) const {
  const std::string_view octets(reinterpret_cast<const char*>(sealed.data()), sealed.size());
  auto opened = sealer_.open(crypto::Purpose::clinical, binding_of(team_, place), octets);
  if (!opened) {
    return fail(Code::unavailable, "content_damaged",
                "this content was damaged or moved on the disk and is not shown; ask the operator to restore it from a backup");
  }
  return std::move(*opened);
}

Bytes TeamVault::word_hash(std::string_view word) const {
  constexpr std::size_t size = 16;
  const auto digest = sealer_.pseudonym(crypto::Purpose::search, word);
  return {digest.begin(), digest.begin() + size};
}

TeamVault open_vault(Transaction& tx, const crypto::Sealer& master, const TeamId& team) {
  auto keys = load_keys(tx, master, team);
  if (keys.empty()) keys = make_first_key(tx, master, team);
  return {team, crypto::Sealer(std::move(keys))};
}

std::int64_t rewrap_team_keys(Transaction& tx, const crypto::Sealer& master) {
  const auto keys = all_keys(tx);
  for (const auto& [team, version, sealed] : keys) {
    const auto key = unwrap(master, team, version, sealed);
    const auto again = master.seal(crypto::Purpose::team_key, binding_of(team, version), key.octets());
    execute(tx, "UPDATE team_key SET sealed = $3 WHERE team_id = $1 AND version = $2", team, version, to_column(again));
  }
  return static_cast<std::int64_t>(keys.size());
}

}  // namespace rolecall::store
