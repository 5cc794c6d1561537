// Facts about this installation: which keys its data was written with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

[[nodiscard]] std::optional<std::string> installation_fact(Transaction& tx, std::string_view name);
void set_installation_fact(Transaction& tx, std::string_view name, std::string_view value);

/// The instant of the newest audit row of all chains: a clock that is set by hand never goes behind it.
[[nodiscard]] std::optional<Instant> newest_record(Transaction& tx);

}  // namespace rolecall::store
