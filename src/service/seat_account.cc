#include "service/seat_account.h"

#include <algorithm>
#include <vector>

namespace rolecall::service {
namespace {

using Ended = std::vector<store::EndedSeat>;

/// Ends the seats in `ended` whose invitations ended within the account's term; they are taken out of the list.
void end_expired_seats(store::Transaction& tx, const store::Team& team, SeatAccount& account, Ended& ended) {
  const auto in_term = std::ranges::partition(ended, [&](const store::EndedSeat& seat) {
                         return seat.ended_at >= account.state.term.end;
                       }).begin();
  for (auto seat = in_term; seat != ended.end(); ++seat) {
    const auto charged_from = store::seat_charged_from(tx, team.id, seat->member);
    if (!charged_from) continue;
    const Instant at = std::max(seat->ended_at, account.state.term.start);
    const auto posting = billing::remove_seats(account.state, {at, {1}, *charged_from});
    account.state = posting.state;
    account.due.push_back({posting, {seat->member, "invitation.expire", std::nullopt, account.basis.currency, seat->ended_at}});
  }
  ended.erase(in_term, ended.end());
}

billing::Money price_of(const Environment& environment, const store::Subscription& subscription) {
  return environment.plans.find_or_default(subscription.plan).price(subscription.interval);
}

/// Of a team that has no rows yet.
billing::LedgerState first_state(const Environment& environment, const store::Team& team) {
  return billing::open_ledger(billing::term_at(team.term_anchor, team.interval, team.created_at),
                              price_of(environment, {team.plan, team.interval, team.term_anchor}).minor);
}

/// The clock began it, whoever's request notices.
void record_term(store::Transaction& tx, const TeamId& team, const billing::Posting& posting) {
  const billing::LedgerState& state = posting.state;
  store::record(tx, store::permit_system(tx, team, store::SystemReason::billing_due), "billing.term", {"team", team.value},
                nullptr,
                audit::Object{{"start", to_rfc3339(state.term.start)},
                              {"end", to_rfc3339(state.term.end)},
                              {"seats", state.quantity.count},
                              {"amount_minor", posting.row.amount_minor}});
}

}  // namespace

SeatAccount seat_account(store::Transaction& tx, const Environment& environment, const store::Team& team) {
  SeatAccount account;
  const auto stored = store::last_ledger_state(tx, team.id);
  account.state = stored ? *stored : first_state(environment, team);
  account.at = std::max(tx.now(), account.state.term.start);
  const store::Subscription now = store::subscription_of(team, account.at);
  account.basis = {now.plan, now.interval, price_of(environment, now).currency, team.trial};
  Ended ended = store::seats_of_ended_invitations(tx, team.id, tx.now());
  while (account.state.term.end <= tx.now()) {
    end_expired_seats(tx, team, account, ended);
    const store::Subscription subscription = store::subscription_of(team, account.state.term.end);
    const auto next = billing::term_at(subscription.term_anchor, subscription.interval, account.state.term.end);
    const auto posting =
        billing::begin_term(account.state, billing::LedgerKind::term, next, price_of(environment, subscription).minor);
    account.state = posting.state;
    account.due.push_back({posting, {std::nullopt, "billing.term", std::nullopt, account.basis.currency}});
  }
  end_expired_seats(tx, team, account, ended);
  return account;
}

void post_due(store::Transaction& tx, const store::Permit& permit, const TeamId& team, const SeatAccount& account) {
  for (const DuePosting& due : account.due) {
    if (due.posting.row.kind == billing::LedgerKind::term) record_term(tx, team, due.posting);
    store::append_posting(tx, permit, team, due.cause, due.posting);
  }
}

}  // namespace rolecall::service
