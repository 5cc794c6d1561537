// Slows guessing without locking anybody out (SPEC section 3). Three buckets count failed attempts: one account from one client
// (strict), one client whatever the account, and one account from everywhere; the last only makes the first stricter for
// clients that never signed in to this account. So a foreign flood costs an owner at a known place nothing, and at a new place
// a few of his attempts.
#pragma once

#include <string>

#include "base/result.h"
#include "service/environment.h"
#include "store/transaction.h"

namespace rolecall::service {

struct Attempt {
  std::string address_key;     // of the account that is tried, known or not
  std::string client_address;  // IPv6 counts by its network of 64 bits
};

/// Error: throttled (`too_many_attempts`) with the seconds to wait.
[[nodiscard]] Result<Done> check_attempts(store::Transaction& tx, const Environment& environment, const Attempt& attempt);
/// A wrong password. Call it where it survives the refusal: `record_on_error`.
void count_failed_attempt(store::Transaction& tx, const Environment& environment, const Attempt& attempt);
/// A right one: this client's attempts at this account are forgotten, and the client is known.
void note_signed_in(store::Transaction& tx, const Environment& environment, const Attempt& attempt);

/// Codes of second factors are counted per account, whoever types them: they are short, and only who knows the password gets
/// here.
[[nodiscard]] Result<Done> check_codes(store::Transaction& tx, const Environment& environment, const std::string& address_key);
void count_wrong_code(store::Transaction& tx, const Environment& environment, const std::string& address_key);

}  // namespace rolecall::service
