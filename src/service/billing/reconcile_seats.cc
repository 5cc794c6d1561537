#include "service/billing/reconcile_seats.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/seat_account.h"
#include "store/seat_books.h"

namespace rolecall::service {
namespace {

using billing::SeatDifference;
using Kind = SeatDifference::Kind;

struct Books {
  std::vector<SeatDifference> seats;
  std::optional<std::int64_t> first_wrong_seq;
};

Books compare_books(store::Transaction& tx, const Environment& environment, const TeamId& team) {
  const auto invited = environment.settings.seat_charge == SeatCharge::at_invitation ? store::InvitedSeats::counted
                                                                                     : store::InvitedSeats::not_counted;
  const auto book = store::read_ledger_book(tx, team);
  return {billing::compare_seats(store::seats_of_history(tx, team, invited), book.seats), book.first_wrong_seq};
}

std::string until(const std::optional<Instant>& end) { return end ? "until " + to_rfc3339(*end) : "still"; }

std::string sentence(const SeatDifference& difference) {
  const billing::SeatSpan& history = difference.history;
  const billing::SeatSpan& ledger = difference.ledger;
  switch (difference.kind) {
    case Kind::missing:
      return fmt::format("{} had a seat from {} {}, which the ledger does not count", history.member, to_rfc3339(history.begin),
                         until(history.end));
    case Kind::surplus:
      return fmt::format("the ledger counts a seat of {} from {} {}, which the member did not have", ledger.member,
                         to_rfc3339(ledger.begin), until(ledger.end));
    case Kind::begin:
      return fmt::format("the seat of {} begins at {} in the ledger, and began at {}", history.member, to_rfc3339(ledger.begin),
                         to_rfc3339(history.begin));
    case Kind::end:
      return fmt::format("the seat of {} is counted {} in the ledger, and was occupied {}", history.member, until(ledger.end),
                         until(history.end));
  }
  return {};
}

SeatReport report_of(const Books& books) {
  SeatReport report;
  for (const auto& difference : books.seats) report.differences.push_back(sentence(difference));
  if (books.first_wrong_seq) {
    report.differences.push_back(fmt::format("row {} of the ledger does not follow from the one before", *books.first_wrong_seq));
  }
  return report;
}

/// The seat is to be counted from `begin` on, or not any more from `end` on; nothing when only the past differs.
struct Repair {
  MemberId member;
  std::optional<Instant> begin;
  std::optional<Instant> end;
};

std::optional<Repair> repair_of(const SeatDifference& difference, Instant now) {
  const auto& [kind, history, ledger] = difference;
  if (kind == Kind::missing && !history.end) return Repair{MemberId{history.member}, history.begin, std::nullopt};
  if (kind == Kind::surplus && !ledger.end) return Repair{MemberId{ledger.member}, std::nullopt, now};
  if (kind == Kind::end && !ledger.end) return Repair{MemberId{ledger.member}, std::nullopt, history.end};
  if (kind == Kind::end && !history.end) return Repair{MemberId{history.member}, ledger.end, std::nullopt};
  return std::nullopt;
}

void post(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Team& team,
          const Repair& repair) {
  const SeatAccount account = seat_account(tx, environment, team);
  post_due(tx, permit, team.id, account);
  const Instant at = std::clamp(repair.begin ? *repair.begin : *repair.end, account.state.term.start, account.at);
  const auto charged_from =
      repair.begin ? billing::charged_from(team.trial, at) : store::seat_charged_from(tx, team.id, repair.member).value_or(at);
  const billing::SeatChange change{at, {1}, charged_from};
  const auto posting = repair.begin ? billing::add_seats(account.state, change) : billing::remove_seats(account.state, change);
  const auto recorded = store::record(
      tx, permit, "system.reconcile_seats", {"member", repair.member.value},
      audit::Object{{"seats", account.state.quantity.count}},
      audit::Object{{"seats", posting.state.quantity.count}, {"at", to_rfc3339(at)}, {"amount_minor", posting.row.amount_minor}});
  store::append_posting(
      tx, permit, team.id,
      {repair.member, recorded.action(), repair.begin ? std::optional(charged_from) : std::nullopt, account.basis.currency},
      posting);
}

}  // namespace

SeatReport compare_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& team) {
  return report_of(compare_books(tx, environment, team));
}

Result<SeatReport> repair_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  if (!team) return fail(Code::not_found, "not_found", "there is no such team");
  const Books books = compare_books(tx, environment, id);
  SeatReport report = report_of(books);
  const auto permit = store::permit_system(tx, id, store::SystemReason::reconciliation);
  for (const auto& difference : books.seats) {
    const auto repair = repair_of(difference, tx.now());
    if (!repair) continue;
    post(tx, environment, permit, *team, *repair);
    ++report.repaired;
  }
  store::mark_reconciled(tx, permit);
  return report;
}

}  // namespace rolecall::service
