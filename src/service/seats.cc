#include "service/seats.h"

#include <algorithm>

#include "service/quotes.h"
#include "service/seat_account.h"

namespace rolecall::service {
namespace {

/// From when a seat that begins at `at` costs something. Who had a paid seat when the trial began goes on paying when he comes back
/// in it (docs/decisions/0011): suspending everybody for a moment frees nobody.
Instant charge_of(store::Transaction& tx, const store::Team& team, const store::Member& member, Instant at) {
  const Instant charged_from = billing::charged_from(team.trial, at);
  if (charged_from == at) return at;
  return store::had_seat_before(tx, team.id, member.id, billing::at_second(team.trial->started_at)) ? at : charged_from;
}

/// The posting of one more seat, at the quote's price when there is one.
Result<billing::Posting> one_more(const Environment& environment, const store::Team& team, const SeatAccount& account,
                                  Instant charged_from, const std::optional<QuoteId>& id) {
  if (!id) return billing::add_seats(account.state, {account.at, {1}, charged_from});
  const auto quote = open_quote(environment, team.id, *id);
  if (!quote) return std::unexpected(quote.error());
  if (const auto holds = billing::check_quote(*quote, account.state, account.basis, {1}, account.at); !holds) {
    return std::unexpected(holds.error());
  }
  return billing::post_quote(account.state, account.basis, *quote);
}

}  // namespace

Result<SeatPosted> begin_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                              const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                              const std::optional<QuoteId>& quote) {
  if (store::seat_charged_from(tx, team.id, member.id)) return SeatPosted{};
  const SeatAccount account = seat_account(tx, environment, team);
  if (team.seat_limit && account.state.quantity.count >= *team.seat_limit) {
    return fail(Code::conflict, "seat_limit", "the team's limit of " + std::to_string(*team.seat_limit) + " seats is reached");
  }
  const Instant of_now = charge_of(tx, team, member, account.at);
  const auto posting = one_more(environment, team, account, of_now, quote);
  if (!posting) return std::unexpected(posting.error());
  post_due(tx, permit, team.id, account);
  const Instant charged_from = quote ? billing::charged_from(team.trial, posting->row.at) : of_now;
  store::append_posting(tx, permit, team.id, {member.id, recorded.action(), charged_from, account.basis.currency}, *posting);
  return SeatPosted{posting->row.amount_minor};
}

Result<SeatPosted> end_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                            const store::Recorded& recorded, const store::Team& team, const store::Member& member, Instant at) {
  SeatAccount account = seat_account(tx, environment, team);
  post_due(tx, permit, team.id, account);
  const auto charged_from = store::seat_charged_from(tx, team.id, member.id);
  if (!charged_from) return SeatPosted{};
  const Instant ended = std::clamp(at, account.state.term.start, account.at);
  const auto posting = billing::remove_seats(account.state, {ended, {1}, *charged_from});
  store::append_posting(tx, permit, team.id, {member.id, recorded.action(), std::nullopt, account.basis.currency, std::min(at, tx.now())},
                        posting);
  return SeatPosted{posting.row.amount_minor};
}

}  // namespace rolecall::service
