// Writes and reads the audit chains inside a transaction. The chain's arithmetic is audit/; who may read it is policy's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/commitment.h"
#include "audit/event.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Appends one row to `event.chain` and gives its number. `event.at` is the transaction's instant; personal values become
/// commitments, their openings stand beside the chain. Throws when the row cannot be written: then nothing happens.
std::int64_t append_audit(Transaction& tx, audit::Event event);

/// As append_audit for a refusal: equal ones (same login or key, action, resource and rule) within a minute of the first raise
/// that row's count instead of adding another. Source: SPEC section 7.
void append_refusal(Transaction& tx, audit::Event event);

}  // namespace rolecall::store
