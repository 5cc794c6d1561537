// Opens what every command needs in the same way: the migrated store, the keys that belong to its data, the plans.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "cli/settings.h"
#include "service/environment.h"
#include "store/store.h"

namespace rolecall::cli {

/// The installation's facts about its keys: their fingerprint, and the newest version of the master key that data were opened
/// with.
inline constexpr std::string_view keys_fact = "keys";
inline constexpr std::string_view master_key_fact = "master_key";

/// What the data know of their keys; nothing before the first start.
struct KnownKeys {
  std::optional<std::string> fingerprint;
  std::optional<std::string> master_version;
};

/// The keys in the folder. Those of data that know theirs must be there, have the fingerprint, and have the master key in that
/// version or a later one; otherwise they are made when they are missing. Errors: `unavailable`, one line for the operator.
[[nodiscard]] Result<crypto::KeyRing> keys_with(const KnownKeys& known, const std::string& folder);

struct Installation {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<service::Environment> environment;
};

/// The clock outlives it. Keys are made only for data that was never used with others. The plans must fit the teams. Errors: one
/// line for the operator.
[[nodiscard]] Result<Installation> open_installation(const Settings& settings, const Clock& clock);

}  // namespace rolecall::cli
