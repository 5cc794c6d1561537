// The loop that empties the outbox: one thread that claims due mails, delivers them, and marks what became of each.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "mail/delivery.h"
#include "mail/outbox.h"

namespace rolecall::mail {

struct SenderOptions {
  std::size_t batch = 16;
  Duration lease = minutes(10);
  /// How long it sleeps when nobody wakes it: bounds the delay of mails that another server committed, and of retries.
  std::chrono::milliseconds poll{1000};
  /// How long `stop` waits for the mail in hand before it cancels the delivery.
  std::chrono::milliseconds grace{5000};
  /// Told in one line, without personal data, what went wrong in the outbox.
  std::function<void(const std::string&)> on_fault = [](const std::string&) {};
};

/// Starts with its construction, stops with its destruction. The three references must outlive it.
class Sender {
 public:
  Sender(Outbox& outbox, Delivery& delivery, const Clock& clock, SenderOptions options);
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  /// After a commit that put mail into the outbox. From any thread; never waits.
  void wake();
  /// Ends the loop; the mail in hand is finished or, after the grace, cut off (it stays due). Idempotent.
  void stop();

 private:
  void run();
  [[nodiscard]] bool send_batch();
  void send(const ClaimedMail& claimed);
  [[nodiscard]] bool is_stopping();

  Outbox& outbox_;
  Delivery& delivery_;
  const Clock& clock_;
  SenderOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace rolecall::mail
