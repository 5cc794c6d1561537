#include "service/seats.h"

#include <algorithm>

#include "service/paid_before_trial.h"
#include "service/quotes.h"
#include "service/seat_account.h"

namespace rolecall::service {
namespace {

enum class SeatLimit { holds, does_not_count };

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

/// A posting, and from when its seat costs something.
struct Begun {
  billing::Posting posting;
  Instant charged_from;
};

Begun one_more(store::Transaction& tx, const Environment& environment, const store::Team& team, const store::Member& member,
               const SeatAccount& account) {
  const auto kind = trial_seat_of(tx, environment, team, member.id, member.address_key, account.at);
  const Instant from = kind == billing::TrialSeat::paid_before ? account.at : billing::charged_from(team.trial, account.at);
  return {billing::add_seats(account.state, {account.at, {1}, from}), from};
}

Result<Begun> one_more_of_quote(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                const store::Member& member, const SeatAccount& account, SeatPrice& price) {
  const auto quote = quote_that_holds(environment, team, account, price);
  if (!quote) return std::unexpected(quote.error());
  const auto kind = trial_seat_of(tx, environment, team, member.id, member.address_key, quote->at);
  const billing::QuoteTaken taken{{price.taken}, price.posted_minor, {price.paid_before}};
  if (!billing::has_seat_left(*quote, taken, kind)) {
    return fail(Code::conflict, "quote_stale",
                "who had a seat when the trial began goes on paying, which this quote does not say of the same people; ask for "
                "the price of that member, or of the batch by its dry run");
  }
  auto posting = billing::post_quoted_seat(account.state, account.basis, *quote, taken, kind);
  ++price.taken;
  if (kind == billing::TrialSeat::paid_before) ++price.paid_before;
  price.posted_minor += posting.row.amount_minor;
  return Begun{posting, billing::charged_from(*quote, account.basis, kind)};
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
  const auto begun = price.quote ? one_more_of_quote(tx, environment, team, member, account, price)
                                 : Result<Begun>(one_more(tx, environment, team, member, account));
  if (!begun) return std::unexpected(begun.error());
  post_due(tx, permit, team.id, account);
  store::append_posting(tx, permit, team.id, {member.id, recorded.action(), begun->charged_from, account.basis.currency},
                        begun->posting);
  remember_seat(tx, environment, permit, member.id, member.address_key);
  return SeatPosted{begun->posting.row.amount_minor};
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
  remember_seat(tx, environment, permit, member.id, member.address_key);  // it may have begun before addresses were remembered
  const Instant ended = std::clamp(at, account.state.term.start, account.at);
  const auto posting = billing::remove_seats(account.state, {ended, {1}, *charged_from});
  store::append_posting(tx, permit, team.id,
                        {member.id, recorded.action(), std::nullopt, account.basis.currency, std::min(at, tx.now())}, posting);
  return SeatPosted{posting.row.amount_minor};
}

}  // namespace rolecall::service
