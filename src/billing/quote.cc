#include "billing/quote.h"

#include <fmt/format.h>

namespace rolecall::billing {
namespace {

std::string fingerprint_of(const LedgerState& state, const QuoteBasis& basis) {
  const std::string trial = basis.trial ? fmt::format("{}-{}", basis.trial->started_at.ms, basis.trial->ends_at.ms) : "none";
  return fmt::format("{}/{}/{}{}/{}-{}/{}", basis.plan, to_string(basis.interval), state.price_minor, basis.currency,
                     state.term.start.ms, state.term.end.ms, trial);
}

}  // namespace

Instant charged_from(const Quote& quote, const QuoteBasis& basis, TrialSeat seat) {
  return seat == TrialSeat::paid_before ? quote.at : charged_from(basis.trial, quote.at);
}

Quote make_quote(const LedgerState& state, const QuoteBasis& basis, Seats seats, Instant now, Seats paid_before) {
  const Instant at = at_second(now);
  Quote quote{seats, {0, basis.currency}, state.term, at, at + quote_lifetime, fingerprint_of(state, basis), paid_before};
  LedgerState after = state;
  const auto add = [&](Seats part, TrialSeat seat) {
    if (part.count == 0) return;
    const Posting posting = add_seats(after, {at, part, charged_from(quote, basis, seat)});
    after = posting.state;
    quote.amount.minor += posting.row.amount_minor;
  };
  add(paid_before, TrialSeat::paid_before);
  add({seats.count - paid_before.count}, TrialSeat::by_rule);
  return quote;
}

bool has_seat_left(const Quote& quote, const QuoteTaken& taken, TrialSeat seat) {
  const std::int64_t paid_before_left = quote.paid_before.count - taken.paid_before.count;
  if (seat == TrialSeat::paid_before) return paid_before_left > 0;
  return quote.seats.count - taken.seats.count > paid_before_left;
}

Result<Done> check_quote(const Quote& quote, const LedgerState& state, const QuoteBasis& basis, Seats seats, Instant now) {
  const auto stale = [](const char* why) { return fail(Code::conflict, "quote_stale", why); };
  if (now >= quote.expires_at) return stale("the quote is older than an hour, ask for a new one");
  if (seats != quote.seats) return stale("the quote was made for another number of seats");
  if (!state.term.contains(quote.at) || fingerprint_of(state, basis) != quote.fingerprint)
    return stale("plan, interval, price, term or trial changed since the quote was made");
  return Done{};
}

Posting post_quoted_seat(const LedgerState& state, const QuoteBasis& basis, const Quote& quote, const QuoteTaken& taken,
                         TrialSeat seat) {
  const SeatChange change{quote.at, {1}, charged_from(quote, basis, seat)};
  if (taken.seats.count + 1 < quote.seats.count) return add_seats(state, change);
  return add_quoted_seats(state, change, quote.amount.minor - taken.amount_minor);
}

}  // namespace rolecall::billing
