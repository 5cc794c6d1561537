#include "service/seats.h"

#include <algorithm>

#include "service/quotes.h"
#include "service/seat_account.h"

namespace rolecall::service {
namespace {

enum class SeatLimit { holds, does_not_count };

/// From when a seat that begins at `at` costs something. Who had a paid seat when the trial began goes on paying when he comes
/// back in it (docs/decisions/0011): suspending everybody for a moment frees nobody.
Instant charge_of(store::Transaction& tx, const store::Team& team, const store::Member& member, Instant at) {
  const Instant charged_from = billing::charged_from(team.trial, at);
  if (charged_from == at) return at;
  return store::had_seat_before(tx, team.id, member.id, billing::at_second(team.trial->started_at)) ? at : charged_from;
}

/// INVARIANT: the price names a quote.
Result<billing::Quote> quote_that_holds(const Environment& environment, const store::Team& team, const SeatAccount& account,
                                        const SeatPrice& price) {
  auto quote = open_quote(environment, team.id, *price.quote);
  if (!quote) return quote;
  if (const auto holds = billing::check_quote(*quote, account.state, account.basis, {price.seats}, account.at); !holds) {
    return std::unexpected(holds.error());
  }
  return quote;
}

Result<billing::Posting> one_more(const Environment& environment, const store::Team& team, const SeatAccount& account,
                                  Instant charged_from, SeatPrice& price) {
  if (!price.quote) return billing::add_seats(account.state, {account.at, {1}, charged_from});
  const auto quote = quote_that_holds(environment, team, account, price);
  if (!quote) return std::unexpected(quote.error());
  auto posting = billing::post_quoted_seat(account.state, account.basis, *quote, {{price.taken}, price.posted_minor});
  ++price.taken;
  price.posted_minor += posting.row.amount_minor;
  return posting;
}

Result<Done> check_limit(const store::Team& team, const SeatAccount& account) {
  if (!team.seat_limit || account.state.quantity.count < *team.seat_limit) return Done{};
  return fail(Code::conflict, "seat_limit", "the team's limit of " + std::to_string(*team.seat_limit) + " seats is reached");
}

Result<SeatPosted> begin(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                         const store::Recorded& recorded, const store::Team& team, const store::Member& member, SeatPrice& price,
                         SeatLimit limit) {
  if (store::seat_charged_from(tx, team.id, member.id)) {
    if (!price.quote) return SeatPosted{};
    return fail(Code::conflict, "quote_stale", "this member has a seat already, so nothing is charged");
  }
  const SeatAccount account = seat_account(tx, environment, team);
  if (limit == SeatLimit::holds) {
    if (const auto free = check_limit(team, account); !free) return std::unexpected(free.error());
  }
  const Instant of_now = charge_of(tx, team, member, account.at);
  if (price.quote && of_now != billing::charged_from(team.trial, account.at)) {
    return fail(Code::conflict, "quote_stale",
                "who had a seat when the trial began goes on paying, which this quote does not say");
  }
  const auto posting = one_more(environment, team, account, of_now, price);
  if (!posting) return std::unexpected(posting.error());
  post_due(tx, permit, team.id, account);
  const Instant charged_from = price.quote ? billing::charged_from(team.trial, posting->row.at) : of_now;
  store::append_posting(tx, permit, team.id, {member.id, recorded.action(), charged_from, account.basis.currency}, *posting);
  return SeatPosted{posting->row.amount_minor};
}

}  // namespace

Result<Done> check_price(store::Transaction& tx, const Environment& environment, const store::Team& team,
                         const SeatPrice& price) {
  if (!price.quote) return Done{};
  const auto quote = quote_that_holds(environment, team, seat_account(tx, environment, team), price);
  return quote ? Result<Done>() : std::unexpected(quote.error());
}

Result<SeatPosted> begin_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                              const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                              SeatPrice& price) {
  return begin(tx, environment, permit, recorded, team, member, price, SeatLimit::holds);
}

Result<SeatPosted> begin_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                              const store::Recorded& recorded, const store::Team& team, const store::Member& member) {
  SeatPrice of_the_instant;
  return begin_seat(tx, environment, permit, recorded, team, member, of_the_instant);
}

Result<SeatPosted> resume_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                               const store::Recorded& recorded, const store::Team& team, const store::Member& member) {
  SeatPrice of_the_instant;
  return begin(tx, environment, permit, recorded, team, member, of_the_instant, SeatLimit::does_not_count);
}

Result<SeatPosted> end_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                            const store::Recorded& recorded, const store::Team& team, const store::Member& member, Instant at) {
  SeatAccount account = seat_account(tx, environment, team);
  post_due(tx, permit, team.id, account);
  const auto charged_from = store::seat_charged_from(tx, team.id, member.id);
  if (!charged_from) return SeatPosted{};
  const Instant ended = std::clamp(at, account.state.term.start, account.at);
  const auto posting = billing::remove_seats(account.state, {ended, {1}, *charged_from});
  store::append_posting(tx, permit, team.id,
                        {member.id, recorded.action(), std::nullopt, account.basis.currency, std::min(at, tx.now())}, posting);
  return SeatPosted{posting.row.amount_minor};
}

}  // namespace rolecall::service
