#include "mail/sender.h"

#include <exception>
#include <utility>
#include <vector>

#include "mail/backoff.h"

namespace rolecall::mail {

Sender::Sender(Outbox& outbox, Delivery& delivery, const Clock& clock, SenderOptions options)
    : outbox_(outbox), delivery_(delivery), clock_(clock), options_(std::move(options)), thread_([this] { run(); }) {}

Sender::~Sender() { stop(); }

void Sender::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Sender::stop() {
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    if (!changed_.wait_for(lock, options_.grace, [this] { return ended_; })) delivery_.cancel();
  }
  if (thread_.joinable()) thread_.join();
}

bool Sender::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Sender::run() {
  for (;;) {
    const bool more = send_batch();
    std::unique_lock lock(mutex_);
    if (!more) changed_.wait_for(lock, options_.poll, [this] { return woken_ || stopping_; });
    woken_ = false;
    if (!stopping_) continue;
    ended_ = true;
    changed_.notify_all();
    return;
  }
}

/// True when there may be more to send at once.
bool Sender::send_batch() {
  try {
    const Instant now = clock_.now();
    const std::vector<ClaimedMail> claimed = outbox_.claim_due(options_.batch, now, now + options_.lease);
    for (const ClaimedMail& mail : claimed) {
      if (is_stopping()) return false;
      send(mail);
    }
    return claimed.size() == options_.batch;
  } catch (const std::exception& fault) {
    options_.on_fault(fault.what());
    return false;
  }
}

void Sender::send(const ClaimedMail& claimed) {
  const auto delivered = delivery_.deliver(claimed.mail);
  const Instant now = clock_.now();
  if (delivered) return outbox_.mark_sent(claimed.mail.id, now);
  const Failure failure = delivered.error();
  const auto retry = is_final(failure) ? std::nullopt : next_attempt(claimed.attempts + 1, now);
  outbox_.mark_failed(claimed.mail.id, failure, now, retry);
}

}  // namespace rolecall::mail
