// The outbox as the sender sees it. The store's side implements it; mails enter it in the transaction of what they tell.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mail/delivery.h"

namespace rolecall::mail {

struct ClaimedMail {
  OutgoingMail mail;
  int attempts = 0;  ///< made before this one
};

/// Called from the sender's thread alone. A fault throws; the sender reports it and tries again later.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// At most `limit` mails whose next attempt is due at `now`, oldest first. Each is held until `leased_until`: neither this nor
  /// another server gets it before, and after a crash it is due again then.
  virtual std::vector<ClaimedMail> claim_due(std::size_t limit, Instant now, Instant leased_until) = 0;
  /// The mail has left. What it carried (token, text) may go from the store.
  virtual void mark_sent(const MailId& id, Instant now) = 0;
  /// It has not. `next_attempt` is nothing when it is given up: then it shows as failed.
  virtual void mark_failed(const MailId& id, Failure failure, Instant now, std::optional<Instant> next_attempt) = 0;
};

}  // namespace rolecall::mail
