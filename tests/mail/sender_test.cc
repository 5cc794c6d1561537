#include "mail/sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>

#include "mail/backoff.h"
#include "mail/mail_example.h"

namespace rolecall::mail {
namespace {

using ::testing::ElementsAre;

const Instant start = *parse_rfc3339("2026-03-01T00:00:00Z");

/// An outbox in memory. Tests wait for what it was told; nothing here sleeps.
class FakeOutbox final : public Outbox {
 public:
  struct Entry {
    OutgoingMail mail;
    Instant due;
    int attempts = 0;
    std::string state = "waiting";
    std::optional<Failure> failure;
  };

  void put(const std::string& id, Instant due) {
    const std::lock_guard lock(mutex_);
    OutgoingMail mail = example_mail();
    mail.id = {id};
    entries_.push_back({.mail = mail, .due = due});
  }

  std::vector<ClaimedMail> claim_due(std::size_t limit, Instant now, Instant leased_until) override {
    const std::lock_guard lock(mutex_);
    ++claims_;
    told_.notify_all();
    if (faults_ > 0) {
      --faults_;
      throw std::runtime_error("the store is away");
    }
    std::vector<ClaimedMail> claimed;
    for (Entry& entry : entries_) {
      if (entry.state != "waiting" || entry.due > now || claimed.size() == limit) continue;
      entry.due = leased_until;
      claimed.push_back({entry.mail, entry.attempts});
    }
    return claimed;
  }

  void mark_sent(const MailId& id, Instant) override { change(id, "sent", std::nullopt, {}); }

  void mark_failed(const MailId& id, Failure failure, Instant, std::optional<Instant> next) override {
    change(id, next ? "waiting" : "failed", failure, next.value_or(Instant{}));
  }

  template <class Condition>
  void wait_until(Condition condition) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(told_.wait_for(lock, std::chrono::seconds(30), condition));
  }
  void wait_for_state(const std::string& id, const std::string& state) {
    wait_until([&] { return find(id).state == state; });
  }
  void wait_for_attempts(const std::string& id, int attempts) {
    wait_until([&] { return find(id).attempts == attempts; });
  }
  /// Until it was asked more often than `before` times.
  void wait_for_claims_after(int before) {
    wait_until([&] { return claims_ > before; });
  }
  int claims() {
    const std::lock_guard lock(mutex_);
    return claims_;
  }
  void fail_next_claims(int count) {
    const std::lock_guard lock(mutex_);
    faults_ = count;
  }
  Entry entry(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return find(id);
  }

 private:
  Entry& find(const std::string& id) {
    return *std::ranges::find(entries_, id, [](const Entry& e) { return e.mail.id.value; });
  }

  void change(const MailId& id, const std::string& state, std::optional<Failure> failure, Instant due) {
    const std::lock_guard lock(mutex_);
    Entry& entry = find(id.value);
    entry.state = state;
    entry.failure = failure;
    entry.due = due;
    ++entry.attempts;
    told_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable told_;
  std::deque<Entry> entries_;
  int claims_ = 0;
  int faults_ = 0;
};

/// Fails as often as it is told to, then takes everything. May be held in the middle of a delivery.
class FakeDelivery final : public Delivery {
 public:
  std::expected<Done, Failure> deliver(const OutgoingMail& mail) override {
    std::unique_lock lock(mutex_);
    is_inside_ = true;
    told_.notify_all();
    told_.wait(lock, [this] { return !is_held_ || is_cancelled_; });
    is_inside_ = false;
    if (is_cancelled_) return std::unexpected(Failure::unreachable);
    if (!failures_.empty()) {
      const Failure failure = failures_.front();
      failures_.pop_front();
      return std::unexpected(failure);
    }
    delivered_.push_back(mail.id.value);
    return Done{};
  }
  void cancel() override {
    const std::lock_guard lock(mutex_);
    is_cancelled_ = true;
    told_.notify_all();
  }
  void fail_with(std::deque<Failure> failures) {
    const std::lock_guard lock(mutex_);
    failures_ = std::move(failures);
  }
  void hold() {
    const std::lock_guard lock(mutex_);
    is_held_ = true;
  }
  void release() {
    const std::lock_guard lock(mutex_);
    is_held_ = false;
    told_.notify_all();
  }
  void wait_until_inside() {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(told_.wait_for(lock, std::chrono::seconds(30), [this] { return is_inside_; }));
  }
  std::vector<std::string> delivered() {
    const std::lock_guard lock(mutex_);
    return delivered_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable told_;
  std::deque<Failure> failures_;
  std::vector<std::string> delivered_;
  bool is_held_ = false, is_inside_ = false, is_cancelled_ = false;
};

/// Never looks by itself within a test: only `wake` makes it.
SenderOptions woken_only() {
  SenderOptions options;
  options.poll = std::chrono::hours(1);
  return options;
}

struct SenderTest : ::testing::Test {
  FakeOutbox outbox;
  FakeDelivery delivery;
  ManualClock clock{start, ManualClock::Mode::frozen};
};

TEST_F(SenderTest, SendsWhatIsDueAtTheStart) {
  outbox.put("a", start);
  const Sender sender(outbox, delivery, clock, woken_only());
  outbox.wait_for_state("a", "sent");
  EXPECT_THAT(delivery.delivered(), ElementsAre("a"));
}

TEST_F(SenderTest, SendsWhenItIsWokenWithoutWaitingForTheNextLook) {
  Sender sender(outbox, delivery, clock, woken_only());
  outbox.wait_for_claims_after(0);
  outbox.put("a", start);
  sender.wake();
  outbox.wait_for_state("a", "sent");
}

TEST_F(SenderTest, LooksByItselfWhenAnotherServerCommitted) {
  SenderOptions options;
  options.poll = std::chrono::milliseconds(1);
  const Sender sender(outbox, delivery, clock, options);
  outbox.wait_for_claims_after(1);
  outbox.put("a", start);
  outbox.wait_for_state("a", "sent");
}

TEST_F(SenderTest, EmptiesMoreThanOneBatchInOrder) {
  SenderOptions options = woken_only();
  options.batch = 2;
  for (const char* id : {"a", "b", "c", "d", "e"}) outbox.put(id, start);
  const Sender sender(outbox, delivery, clock, options);
  outbox.wait_for_state("e", "sent");
  EXPECT_THAT(delivery.delivered(), ElementsAre("a", "b", "c", "d", "e"));
}

TEST_F(SenderTest, TriesAgainAfterTheWaitAndNotBefore) {
  delivery.fail_with({Failure::unreachable});
  outbox.put("a", start);
  Sender sender(outbox, delivery, clock, woken_only());
  outbox.wait_for_attempts("a", 1);
  EXPECT_EQ(outbox.entry("a").due, start + seconds(30));
  clock.set(start + seconds(29), ManualClock::Mode::frozen);
  const int claims = outbox.claims();
  sender.wake();
  outbox.wait_for_claims_after(claims);
  EXPECT_TRUE(delivery.delivered().empty());
  clock.set(start + seconds(30), ManualClock::Mode::frozen);
  sender.wake();
  outbox.wait_for_state("a", "sent");
}

TEST_F(SenderTest, GivesUpAtOnceWhenTheAnswerIsFinal) {
  delivery.fail_with({Failure::recipient_refused});
  outbox.put("a", start);
  outbox.put("b", start);
  const Sender sender(outbox, delivery, clock, woken_only());
  outbox.wait_for_state("a", "failed");
  EXPECT_EQ(outbox.entry("a").failure, Failure::recipient_refused);
  outbox.wait_for_state("b", "sent");
}

TEST_F(SenderTest, GivesUpAfterTheLastWait) {
  delivery.fail_with(std::deque<Failure>(20, Failure::unreachable));
  outbox.put("a", start);
  Sender sender(outbox, delivery, clock, woken_only());
  for (int attempt = 1; attempt <= 10; ++attempt) {
    outbox.wait_for_attempts("a", attempt);
    clock.set(outbox.entry("a").due, ManualClock::Mode::frozen);
    sender.wake();
  }
  outbox.wait_for_state("a", "failed");
  EXPECT_EQ(outbox.entry("a").attempts, 11);
}

TEST_F(SenderTest, GoesOnAfterAFaultOfTheOutboxAndReportsIt) {
  outbox.fail_next_claims(1);
  outbox.put("a", start);
  std::mutex mutex;
  std::vector<std::string> faults;
  SenderOptions options = woken_only();
  options.on_fault = [&](const std::string& what) {
    const std::lock_guard lock(mutex);
    faults.push_back(what);
  };
  Sender sender(outbox, delivery, clock, options);
  outbox.wait_for_claims_after(0);
  sender.wake();
  outbox.wait_for_state("a", "sent");
  const std::lock_guard lock(mutex);
  EXPECT_THAT(faults, ElementsAre("the store is away"));
}

TEST_F(SenderTest, StoppingFinishesTheMailInHandAndLeavesTheRest) {
  outbox.put("a", start);
  outbox.put("b", start);
  delivery.hold();
  Sender sender(outbox, delivery, clock, woken_only());
  delivery.wait_until_inside();
  std::thread stopper([&] { sender.stop(); });
  delivery.release();
  stopper.join();
  EXPECT_EQ(outbox.entry("a").state, "sent");
  sender.stop();
}

TEST_F(SenderTest, StoppingCutsOffADeliveryThatHangsAndTheMailStaysDue) {
  outbox.put("a", start);
  delivery.hold();
  SenderOptions options = woken_only();
  options.grace = std::chrono::milliseconds(1);
  Sender sender(outbox, delivery, clock, options);
  delivery.wait_until_inside();
  sender.stop();
  EXPECT_EQ(outbox.entry("a").state, "waiting");
  EXPECT_TRUE(delivery.delivered().empty());
}

TEST(Backoff, WaitsEverLongerForAboutTwoDays) {
  Instant now = start;
  Duration before{0};
  int attempts = 1;
  for (auto next = next_attempt(attempts, now); next; next = next_attempt(++attempts, now)) {
    EXPECT_GT(*next - now, before);
    before = *next - now;
    now = *next;
  }
  EXPECT_EQ(attempts, 11);
  EXPECT_GT(now - start, hours(47));
  EXPECT_LT(now - start, hours(49));
}

TEST(Failures, HaveAWordEach) {
  for (const Failure failure : {Failure::unreachable, Failure::tls_failed, Failure::login_failed, Failure::refused_for_now,
                                Failure::recipient_refused, Failure::message_refused, Failure::directory_failed})
    EXPECT_FALSE(to_string(failure).empty());
}

}  // namespace
}  // namespace rolecall::mail
