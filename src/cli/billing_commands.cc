#include <cstdio>

#include "cli/commands.h"
#include "cli/installation.h"
#include "service/billing/mark_paid.h"
#include "service/billing/reconcile_seats.h"
#include "store/seat_books.h"

namespace rolecall::cli {
namespace {

constexpr int teams_at_once = 200;

struct Reconciled {
  long long teams = 0;
  long long differences = 0;
  long long repaired = 0;
  long long open = 0;
  long long known = 0;
};

void print_each(const TeamId& team, const std::vector<std::string>& sentences, const char* remark) {
  for (const std::string& sentence : sentences) std::printf("%s: %s%s\n", team.value.c_str(), sentence.c_str(), remark);
}

Result<service::SeatReport> reconcile_team(const Installation& installation, const TeamId& team, Repairing repairing) {
  if (repairing == Repairing::yes) {
    return store::run_and_wait(*installation.store, store::Kind::write, [&](store::Transaction& tx) {
      return service::repair_seats_of(tx, *installation.environment, team);
    });
  }
  return store::run_and_wait(*installation.store, store::Kind::read, [&](store::Transaction& tx) {
    return Result<service::SeatReport>(service::compare_seats_of(tx, *installation.environment, team));
  });
}

Result<Done> add_team(const Installation& installation, const TeamId& team, Repairing repairing, Reconciled& sum) {
  const auto report = reconcile_team(installation, team, repairing);
  if (!report) return std::unexpected(report.error());
  print_each(team, report->differences, "");
  print_each(team, report->findings, " (not to be repaired)");
  print_each(team, report->known, " (known)");
  ++sum.teams;
  sum.differences += static_cast<long long>(report->differences.size() + report->findings.size());
  sum.repaired += report->repaired;
  sum.open += report->open();
  sum.known += static_cast<long long>(report->known.size());
  return Done{};
}

Result<Done> conclude(const Reconciled& sum) {
  std::printf("%lld teams, %lld differences, %lld repaired, %lld known.\n", sum.teams, sum.differences, sum.repaired, sum.known);
  if (sum.open == 0) return Done{};
  return fail(Code::conflict, "seats_differ", std::to_string(sum.open) + " differences remain");
}

}  // namespace

Result<Done> mark_invoice_paid(const Settings& settings, const PaidInvoice& invoice) {
  const SystemClock clock;
  const auto installation = open_installation(settings, clock);
  if (!installation) return std::unexpected(installation.error());
  const auto paid = store::run_and_wait(*installation->store, store::Kind::write, [&](store::Transaction& tx) {
    return service::mark_paid(tx, *installation->environment,
                              {TeamId{invoice.team}, invoice.number, invoice.reference, invoice.amount_minor});
  });
  if (!paid) return std::unexpected(paid.error());
  const bool is_known = paid->posted == service::PaidInvoice::Posted::before;
  std::printf("Invoice %lld of %s is paid: %s%s.\n", static_cast<long long>(paid->invoice.number), invoice.team.c_str(),
              billing::format_money(paid->amount_minor, paid->invoice.currency).c_str(), is_known ? ", posted before" : "");
  return Done{};
}

Result<Done> reconcile_seats(const Settings& settings, Repairing repairing) {
  const SystemClock clock;
  const auto installation = open_installation(settings, clock);
  if (!installation) return std::unexpected(installation.error());
  Reconciled sum;
  TeamId last;
  while (true) {
    const auto teams = store::run_and_wait(*installation->store, store::Kind::read, [&](store::Transaction& tx) {
      return Result<std::vector<TeamId>>(store::teams_with_ledger(tx, last, teams_at_once));
    });
    if (!teams) return std::unexpected(teams.error());
    if (teams->empty()) return conclude(sum);
    for (const TeamId& team : *teams) {
      if (const auto added = add_team(*installation, team, repairing, sum); !added) return added;
    }
    last = teams->back();
  }
}

}  // namespace rolecall::cli
