// The sealed clinical content of one team: its own key, wrapped by the master key, and what is sealed under it (SPEC section 7).
// Erasing a team deletes its key. Who may read what is not its business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/crypto/sealer.h"
#include "base/id.h"
#include "base/result.h"
#include "store/transaction.h"
#include "store/value.h"

namespace rolecall::store {

/// Where a sealed value stands: moved to another row, or put back from an older version, it does not open.
struct ContentPlace {
  std::string_view table;
  std::string_view row;
  std::int64_t version = 0;
};

class TeamVault {
 public:
  TeamVault(TeamId team, crypto::Sealer sealer) : team_(std::move(team)), sealer_(std::move(sealer)) {}

  [[nodiscard]] const TeamId& team() const { return team_; }
  [[nodiscard]] Bytes seal(const ContentPlace& place, std::string_view plaintext) const;
  /// Error: unavailable (`content_damaged`) when anything at all differs: never a wrong note.
  [[nodiscard]] Result<std::string> open(const ContentPlace& place, const Bytes& sealed) const;
  /// 16 octets by which equal words of this team are found, and that tell nothing to who lacks the key.
  [[nodiscard]] Bytes word_hash(std::string_view word) const;

 private:
  TeamId team_;
  crypto::Sealer sealer_;
};

/// Makes the team's first key when it has none: so call it in a write transaction, under the team's lock, before anything is
/// sealed. Throws when the master key does not open the team's.
[[nodiscard]] TeamVault open_vault(Transaction& tx, const crypto::Sealer& master, const TeamId& team);

/// Seals every team key again with the newest master key; how many were. For the rotation of the master key.
std::int64_t rewrap_team_keys(Transaction& tx, const crypto::Sealer& master);

}  // namespace rolecall::store
