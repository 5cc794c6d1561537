// What a seat cost in the past of a ledger: the prices of the running term, and the terms before it with what was used of them.
// For changes of seats that are booked late; pure, and fed with the rows in their order.
#pragma once

#include <vector>

#include "billing/ledger.h"

namespace rolecall::billing {

class PastPrices {
 public:
  /// After each posting: `before` is the state that it found.
  void follow(const LedgerState& before, const LedgerState& after, Instant at);

  /// What one seat cost from `from` on more than at the price of `state`, for SeatChange. Nothing but for a `from` that lies
  /// before the last change of price.
  [[nodiscard]] Wide earlier(const LedgerState& state, Instant from) const;

  /// The amount by which the terms before the running one change when a seat is counted (`seats` 1) or not (-1) from `from` on:
  /// rounded half up once for each term, however often it is settled. Remembers that.
  [[nodiscard]] std::int64_t settle(Instant from, int seats);

 private:
  struct Stretch {
    Instant from;
    Instant to;
    std::int64_t price_minor = 0;
  };
  struct PastTerm {
    std::vector<Stretch> stretches;
    Fraction used;
  };
  void close_stretch(const LedgerState& before, Instant at);

  std::vector<PastTerm> terms_;
  std::vector<Stretch> stretches_;  // of the running term, before its present price
  std::optional<Instant> priced_from_;
};

}  // namespace rolecall::billing
