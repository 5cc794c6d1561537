#include "service/billing/reconcile_seats.h"

#include <algorithm>
#include <iterator>

#include "service/seat_account.h"
#include "store/seat_addresses.h"
#include "store/seat_books.h"

namespace rolecall::service {
namespace {

using billing::SeatRepair;

struct Books {
  billing::SeatComparison seats;
  std::vector<std::string> findings;
};

/// The seats of the members' history, with the addresses where a trial asks for them. They are read as of the latest posting when
/// that is ahead of this clock: the server that posted it had seen invitations end, and their members may not be written yet.
std::vector<billing::SeatSpan> seats_of_history(store::Transaction& tx, const TeamId& team,
                                                const std::optional<billing::Trial>& trial, const billing::LedgerAudit& ledger) {
  auto seats = store::seats_of_history(tx, team, std::max(tx.now(), ledger.last_posted_at().value_or(tx.now())));
  if (!trial) return seats;
  const auto addresses = store::seat_addresses(tx, team);
  for (auto& seat : seats) {
    if (const auto found = addresses.find(seat.member); found != addresses.end()) seat.address = found->second;
  }
  return seats;
}

Books compare_books(store::Transaction& tx, const TeamId& team, const std::optional<billing::Trial>& trial,
                    const billing::LedgerAudit& ledger) {
  Books books{billing::compare_seats(seats_of_history(tx, team, trial, ledger), ledger.events(), trial), {}};
  for (const auto& finding : ledger.findings()) books.findings.push_back(billing::describe(finding));
  std::ranges::move(store::audit_invoices(tx, team, ledger), std::back_inserter(books.findings));
  return books;
}

/// Appends each sentence to the list `fresh`, or to what is known already.
void sort_in(const std::vector<std::string>& sentences, const std::vector<std::string>& known, std::vector<std::string>& fresh,
             SeatReport& report) {
  for (const std::string& sentence : sentences) {
    const bool is_known = std::ranges::find(known, sentence) != known.end();
    (is_known ? report.known : fresh).push_back(sentence);
  }
}

std::vector<std::string> sentences_of(const std::vector<billing::SeatDifference>& differences) {
  std::vector<std::string> sentences;
  sentences.reserve(differences.size());
  for (const auto& difference : differences) sentences.push_back(billing::describe(difference));
  return sentences;
}

SeatReport report_of(store::Transaction& tx, const TeamId& team, const Books& books) {
  SeatReport report;
  const auto known = store::known_findings(tx, team);
  sort_in(sentences_of(books.seats.differences), known, report.differences, report);
  sort_in(books.findings, known, report.findings, report);
  return report;
}

/// What the postings could not settle, in a ledger that was damaged, is a finding.
void conclude(SeatReport& report, const std::vector<std::string>& left) {
  for (const std::string& sentence : left) {
    if (std::erase(report.differences, sentence) > 0) report.findings.push_back(sentence);
  }
  report.repaired = static_cast<int>(report.differences.size());
}

/// The row as the audit of the ledger sees it when it is read back.
billing::StoredRow stored_row(const billing::LedgerAudit& ledger, const SeatRepair& repair, const billing::Posting& posting,
                              const std::string& currency, Instant now) {
  billing::StoredRow stored;
  stored.seq = ledger.row_count() + 1;
  stored.row = posting.row;
  stored.after = posting.state;
  stored.member = repair.member;
  stored.charged_from = repair.charged_from;
  stored.event_at = repair.at;
  stored.posted_at = now;
  stored.currency = currency;
  return stored;
}

void post(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Team& team,
          billing::LedgerAudit& ledger, const SeatRepair& repair) {
  const SeatAccount account = seat_account(tx, environment, team);
  if (repair.seats < 0 && account.state.quantity.count == 0) return;
  const auto posting = ledger.repair(account.state, repair);
  const auto recorded = store::record(
      tx, permit, "system.reconcile_seats", {"member", repair.member}, audit::Object{{"seats", account.state.quantity.count}},
      audit::Object{
          {"seats", posting.state.quantity.count}, {"at", to_rfc3339(repair.at)}, {"amount_minor", posting.row.amount_minor}});
  store::append_posting(tx, permit, team.id,
                        {MemberId{repair.member}, recorded.action(), repair.charged_from, account.basis.currency, repair.at},
                        posting);
  const std::string exact = billing::to_decimal(posting.row.exact);
  auto stored = stored_row(ledger, repair, posting, account.basis.currency, tx.now());
  stored.exact_minor = exact;
  ledger.follow(stored);
}

void tell_operator(store::Transaction& tx, const store::Permit& permit, const std::string& finding) {
  const auto recorded = store::record(tx, permit, "system.reconcile_seats", {"team", permit.team().value}, nullptr,
                                      audit::Object{{"finding", finding}});
  store::keep_finding(tx, permit, recorded, finding);
}

/// What the operator was told, and is not so any more.
void forget_settled(store::Transaction& tx, const store::Permit& permit, const SeatReport& report) {
  for (const std::string& fact : store::known_findings(tx, permit.team())) {
    if (std::ranges::find(report.known, fact) == report.known.end()) store::forget_finding(tx, permit, fact);
  }
}

}  // namespace

SeatReport compare_seats_of(store::Transaction& tx, const Environment&, const TeamId& id) {
  const auto team = store::find_team(tx, id);
  if (!team) return {};
  const auto evidence = store::ledger_evidence(tx, id);
  return report_of(tx, id, compare_books(tx, id, team->trial, store::audit_ledger(tx, id, evidence)));
}

Result<SeatReport> repair_seats_of(store::Transaction& tx, const Environment& environment, const TeamId& id) {
  tx.lock_team(id);
  const auto team = store::find_team(tx, id);
  if (!team) return fail(Code::not_found, "not_found", "there is no such team");
  const auto permit = store::permit_system(tx, id, store::SystemReason::reconciliation);
  post_due(tx, permit, id, seat_account(tx, environment, *team));
  const auto evidence = store::ledger_evidence(tx, id);
  auto ledger = store::audit_ledger(tx, id, evidence);
  const Books books = compare_books(tx, id, team->trial, ledger);
  SeatReport report = report_of(tx, id, books);
  forget_settled(tx, permit, report);
  for (const SeatRepair& repair : books.seats.repairs) post(tx, environment, permit, *team, ledger, repair);
  if (!books.seats.repairs.empty()) conclude(report, sentences_of(compare_books(tx, id, team->trial, ledger).seats.differences));
  for (const std::string& finding : report.findings) tell_operator(tx, permit, finding);
  store::mark_reconciled(tx, permit, tx.now());
  return report;
}

}  // namespace rolecall::service
