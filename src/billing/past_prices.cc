#include "billing/past_prices.h"

#include <algorithm>

namespace rolecall::billing {
namespace {

std::int64_t seconds_in(Instant from, Instant to, Instant used_from) {
  return std::max<std::int64_t>(0, at_second(to).unix_seconds() - at_second(std::max(from, used_from)).unix_seconds());
}

}  // namespace

void PastPrices::close_stretch(const LedgerState& before, Instant at) {
  stretches_.push_back({priced_from_.value_or(before.term.start), at, before.price_minor});
  priced_from_ = at;
}

void PastPrices::follow(const LedgerState& before, const LedgerState& after, Instant at) {
  if (before.term == after.term) {
    if (before.price_minor != after.price_minor) close_stretch(before, at);
    return;
  }
  close_stretch(before, after.term.start);
  terms_.push_back({std::move(stretches_), used_until(before, after.term.start)});
  stretches_.clear();
  priced_from_.reset();
}

Wide PastPrices::earlier(const LedgerState& state, Instant from) const {
  Wide more = 0;
  for (const Stretch& stretch : stretches_) {
    more += Wide{stretch.price_minor - state.price_minor} * seconds_in(stretch.from, stretch.to, from);
  }
  return more;
}

std::int64_t PastPrices::settle(Instant from, int seats) {
  std::int64_t amount = 0;
  for (PastTerm& term : terms_) {
    Wide used = 0;
    for (const Stretch& stretch : term.stretches) used += Wide{stretch.price_minor} * seconds_in(stretch.from, stretch.to, from);
    const std::int64_t before = round_half_up(term.used);
    term.used = term.used + fraction(used * seats, term.used.of);
    amount += round_half_up(term.used) - before;
  }
  return amount;
}

}  // namespace rolecall::billing
