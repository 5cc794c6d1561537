// After a new master key was made (base/crypto/master_key.h): everything that stands sealed under an older one is sealed under
// it.
#pragma once

#include <cstdint>

#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

/// How many of each.
struct Resealed {
  std::int64_t team_keys = 0;
  std::int64_t second_factors = 0;
  std::int64_t mails = 0;
};

/// One transaction: all of it or nothing, and what is not sealed again still opens with the older key. Clinical content itself is
/// not touched: it stands under the keys of its team. Throws when the key of a team opens with none of the master keys.
[[nodiscard]] Resealed reseal_all(store::Transaction& tx, const Environment& environment);

}  // namespace rolecall::service
