// Leaky buckets that count attempts. Subjects are keyed hashes made by service/accounts; no address is stored here.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Holds `capacity` attempts; one drains away each `drain`. INVARIANT: drain is at least a second, capacity at least 1.
struct Bucket {
  std::string subject;
  std::int64_t capacity = 1;
  Duration drain = minutes(1);
};

/// Zero when one more attempt fits, otherwise how long until it does.
[[nodiscard]] Duration wait_for_room(Transaction& tx, const Bucket& bucket);
/// Attempts that have not yet drained, rounded up.
[[nodiscard]] std::int64_t attempts_in(Transaction& tx, const Bucket& bucket);
/// Counts an attempt, also beyond the capacity.
void add_attempt(Transaction& tx, const Bucket& bucket);
void empty_bucket(Transaction& tx, const std::string& subject);

/// Remembers something good about a subject, such as a successful sign-in from there.
void remember(Transaction& tx, const std::string& subject);
[[nodiscard]] bool is_remembered_since(Transaction& tx, const std::string& subject, Instant since);

/// What no longer counts (buckets of more than a day, memories of more than 90 days): whether there is any, and deleting it;
/// how many went.
[[nodiscard]] bool has_old_attempts(Transaction& tx);
std::int64_t forget_old_attempts(Transaction& tx);

}  // namespace rolecall::store
