#include "billing/quote.h"

#include <fmt/format.h>

namespace rolecall::billing {
namespace {

std::string fingerprint_of(const LedgerState& state, const QuoteBasis& basis) {
  const std::string trial = basis.trial ? fmt::format("{}-{}", basis.trial->started_at.ms, basis.trial->ends_at.ms) : "none";
  return fmt::format("{}/{}/{}{}/{}-{}/{}", basis.plan, to_string(basis.interval), state.price_minor, basis.currency,
                     state.term.start.ms, state.term.end.ms, trial);
}

SeatChange change_of(const QuoteBasis& basis, Seats seats, Instant at) { return {at, seats, charged_from(basis.trial, at)}; }

}  // namespace

Quote make_quote(const LedgerState& state, const QuoteBasis& basis, Seats seats, Instant now) {
  const Instant at = at_second(now);
  const Posting posting = add_seats(state, change_of(basis, seats, at));
  return {seats, {posting.row.amount_minor, basis.currency}, state.term, at, at + quote_lifetime, fingerprint_of(state, basis)};
}

Result<Done> check_quote(const Quote& quote, const LedgerState& state, const QuoteBasis& basis, Seats seats, Instant now) {
  const auto stale = [](const char* why) { return fail(Code::conflict, "quote_stale", why); };
  if (now >= quote.expires_at) return stale("the quote is older than an hour, ask for a new one");
  if (seats != quote.seats) return stale("the quote was made for another number of seats");
  if (!state.term.contains(quote.at) || fingerprint_of(state, basis) != quote.fingerprint)
    return stale("plan, interval, price, term or trial changed since the quote was made");
  return Done{};
}

Posting post_quoted_seat(const LedgerState& state, const QuoteBasis& basis, const Quote& quote, const QuoteTaken& taken) {
  const SeatChange change = change_of(basis, {1}, quote.at);
  if (taken.seats.count + 1 < quote.seats.count) return add_seats(state, change);
  return add_quoted_seats(state, change, quote.amount.minor - taken.amount_minor);
}

}  // namespace rolecall::billing
