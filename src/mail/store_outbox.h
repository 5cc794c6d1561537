// The outbox of the sender over the store: claims, unseals and marks mails, each in a transaction of its own.
#pragma once

#include "base/crypto/sealer.h"
#include "mail/outbox.h"
#include "store/store.h"

namespace rolecall::mail {

class StoreOutbox final : public Outbox {
 public:
  /// Both outlive it.
  StoreOutbox(store::Store& store, const crypto::Sealer& sealer) : store_(store), sealer_(sealer) {}

  /// A mail that does not open (another master key, a flipped bit) is given up and noted in the log, and hides no other.
  /// INVARIANT: `now` is the store's clock.
  std::vector<ClaimedMail> claim_due(std::size_t limit, Instant now, Instant leased_until) override;
  void mark_sent(const MailId& id, Instant now) override;
  void mark_failed(const MailId& id, Failure failure, Instant now, std::optional<Instant> next_attempt) override;

 private:
  store::Store& store_;
  const crypto::Sealer& sealer_;
};

}  // namespace rolecall::mail
