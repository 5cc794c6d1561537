// Answers kept for 24 hours so that a repeated POST with the same Idempotency-Key is done once (SPEC section 9).
#pragma once

#include <optional>
#include <string>

#include "store/transaction.h"

namespace rolecall::store {

/// `subject` is the hash of the credential, so that nobody replays somebody else's answer.
struct IdempotencyKey {
  std::string subject;
  std::string route;
  std::string key;
};

struct StoredReply {
  std::string body_hash;
  int status = 0;
  std::optional<std::string> reply;  // nothing when it held a secret
};

[[nodiscard]] std::optional<StoredReply> find_reply(Transaction& tx, const IdempotencyKey& key);
void keep_reply(Transaction& tx, const IdempotencyKey& key, const StoredReply& reply);
/// Rows of more than 24 hours ago: whether there are any, and deleting them; how many went.
[[nodiscard]] bool has_old_replies(Transaction& tx);
std::int64_t forget_old_replies(Transaction& tx);

}  // namespace rolecall::store
