// One transaction, handed to a use case by Store. Services read and write through the functions of store/*.h only.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "base/id.h"
#include "base/time.h"

namespace rolecall::store {

class Connection;

class Transaction {
 public:
  enum class Mode { read, write };

  Transaction(Connection& connection, Mode mode, Instant now) : connection_(connection), mode_(mode), now_(now) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// The instant of everything that this transaction does.
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Mode mode() const { return mode_; }

  /// Serialises writers of one team, user or audit chain, before any fact is read. Order: user, then team, then chain.
  /// A missing row locks nothing. Reads take no locks.
  void lock_team(const TeamId& team);
  void lock_user(const UserId& user);
  /// `chain` is a team id or "installation". The caller inserts the chain's first head (ON CONFLICT DO NOTHING) before.
  void lock_chain(std::string_view chain);

  /// What must be written although the use case fails: the audit row of a refusal, a throttle count. Runs in a write
  /// transaction of its own after the failed work was rolled back, before the answer leaves; when it fails, the request fails.
  using Record = std::function<void(Transaction&)>;
  void record_on_error(Record record);
  [[nodiscard]] Record take_record() { return std::exchange(record_, nullptr); }

  /// What may be written after a read that succeeded, without the answer waiting for it: when a login was last seen.
  void write_afterwards(Record record) { afterwards_ = std::move(record); }
  [[nodiscard]] Record take_afterwards() { return std::exchange(afterwards_, nullptr); }

  /// Asks for the outbox to be looked at as soon as this transaction is committed.
  void wake_outbox() { wakes_outbox_ = true; }
  [[nodiscard]] bool wakes_outbox() const { return wakes_outbox_; }

  /// For store/ only; the include check keeps connection.h inside it.
  [[nodiscard]] Connection& connection() { return connection_; }

 private:
  Connection& connection_;
  Mode mode_;
  Instant now_;
  Record record_;
  Record afterwards_;
  bool wakes_outbox_ = false;
};

}  // namespace rolecall::store
