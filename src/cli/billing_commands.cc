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
};

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
  for (const std::string& difference : report->differences) std::printf("%s: %s\n", team.value.c_str(), difference.c_str());
  ++sum.teams;
  sum.differences += static_cast<long long>(report->differences.size());
  sum.repaired += report->repaired;
  return Done{};
}

Result<Done> conclude(const Reconciled& sum) {
  std::printf("%lld teams, %lld differences, %lld repaired.\n", sum.teams, sum.differences, sum.repaired);
  if (sum.differences == sum.repaired) return Done{};
  return fail(Code::conflict, "seats_differ", std::to_string(sum.differences - sum.repaired) + " differences remain");
}

}  // namespace

Result<Done> mark_invoice_paid(const Settings& settings, const std::string& team, std::int64_t number) {
  const SystemClock clock;
  const auto installation = open_installation(settings, clock);
  if (!installation) return std::unexpected(installation.error());
  const auto paid = store::run_and_wait(*installation->store, store::Kind::write, [&](store::Transaction& tx) {
    return service::mark_paid(tx, *installation->environment, TeamId{team}, number);
  });
  if (!paid) return std::unexpected(paid.error());
  std::printf("Invoice %lld of %s is paid: %s.\n", static_cast<long long>(paid->number), team.c_str(),
              billing::format_money(paid->total_minor, paid->currency).c_str());
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
