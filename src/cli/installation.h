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

/// The installation's fact that holds the fingerprint of its keys.
inline constexpr std::string_view keys_fact = "keys";

/// The keys in the folder. With a fingerprint they must be there and have it; without, they are made when they are missing.
/// Errors: `unavailable`, one line for the operator.
[[nodiscard]] Result<crypto::KeyRing> keys_with(const std::optional<std::string>& fingerprint, const std::string& folder);

struct Installation {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<service::Environment> environment;
};

/// The clock outlives it. Keys are made only for data that was never used with others. Errors: one line for the operator.
[[nodiscard]] Result<Installation> open_installation(const Settings& settings, const Clock& clock);

}  // namespace rolecall::cli
