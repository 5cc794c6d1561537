#include "billing_bench.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/crypto/token.h"
#include "cli/installation.h"
#include "clinic.h"
#include "cpu_meter.h"
#include "service/billing/reconcile_seats.h"
#include "service/members/add_member.h"
#include "service/quotes.h"
#include "service/seat_account.h"
#include "store/sql.h"

namespace rolecall::bench {
namespace {

constexpr int teams = 1000;
constexpr int members = 500;  // each begins and ends a seat: a thousand events a team
constexpr int quotes = 2000;
constexpr int additions = 1000;
constexpr std::int64_t price = 118800;

TeamId team_id(int number) { return {fmt::format("tem_bench{:05}", number)}; }
MemberId member_id(int team, int number) { return {fmt::format("mem_bench{:05}{:05}", team, number)}; }

template <class F>
void write(const cli::Installation& installation, F f) {
  const auto done = store::run_and_wait(*installation.store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
    f(tx);
    return Done{};
  });
  if (!done) throw std::runtime_error("the ledgers could not be prepared: " + done.error().detail);
}

void insert_team(store::Transaction& tx, int number, Instant founded) {
  const auto id = team_id(number);
  store::execute(
      tx, "INSERT INTO team(id, name, created_at, plan, plan_interval, term_anchor) VALUES ($1, 'Bench', $2, 'pro', 'year', $2)",
      id, founded);
  store::execute(tx, "INSERT INTO team_history(team_id, seq, facts, valid_from) VALUES ($1, 1, $3, $2)", id, founded,
                 fmt::format(R"({{"deleted_at":null,"plan":"pro","interval":"year","term_anchor":"{}"}})",
                             to_rfc3339(billing::at_second(founded))));
}

void insert_state(store::Transaction& tx, const TeamId& team, const MemberId& member, int seq, MemberState state, Instant at) {
  store::execute(tx,
                 "INSERT INTO member_history(member_id, seq, team_id, status, roles, custom_roles, owner, valid_from) "
                 "VALUES ($1, $2, $3, $4, 0, '[]', 0, $5)",
                 member, std::int64_t{seq}, team, state, at);
}

void insert_row(store::Transaction& tx, const TeamId& team, const MemberId& member, int seq, const billing::Posting& posting,
                std::optional<Instant> charged_from) {
  store::execute(tx,
                 "INSERT INTO seat_ledger(team_id, seq, at, kind, member_id, cause, quantity, exact_minor, amount_minor, "
                 "balance_minor, currency, charged_from, state, event_at, posted_at) VALUES ($1, $2, $3, $4, $5, 'bench', $6, "
                 "$7, $8, $9, 'AUD', "
                 "$10, $11, $3, $3)",
                 team, std::int64_t{seq}, posting.row.at, billing::to_string(posting.row.kind), member,
                 posting.row.quantity.count, billing::to_decimal(posting.row.exact), posting.row.amount_minor,
                 posting.row.balance_minor, charged_from, billing::encode_state(posting.state));
}

/// Every member begins a seat and ends it an hour later.
void fill_team(store::Transaction& tx, int number, Instant founded) {
  const auto team = team_id(number);
  insert_team(tx, number, founded);
  auto state = billing::open_ledger(billing::term_at(founded, billing::Interval::year, founded), price);
  int seq = 0;
  for (int i = 0; i < members; ++i) {
    const auto member = member_id(number, i);
    const Instant begin = founded + minutes(i * 10);
    const Instant end = begin + hours(1);
    store::execute(
        tx,
        "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, created_at, status_since) "
        "VALUES ($1, $2, $1, $1, 'Bench', 'bench', 5, 0, $3, $4)",
        member, team, begin, end);
    insert_state(tx, team, member, 1, MemberState::active, begin);
    insert_state(tx, team, member, 2, MemberState::suspended, end);
    const auto added = billing::add_seats(state, {begin, {1}, begin});
    insert_row(tx, team, member, ++seq, added, begin);
    const auto removed = billing::remove_seats(added.state, {end, {1}, begin});
    insert_row(tx, team, member, ++seq, removed, std::nullopt);
    state = removed.state;
  }
}

/// CPU seconds of `f(tx)` in one read.
template <class F>
double cpu_of(const cli::Installation& installation, F f) {
  std::chrono::nanoseconds spent{};
  const auto done = store::run_and_wait(*installation.store, store::Kind::read, [&](store::Transaction& tx) -> Result<Done> {
    const CpuMeter meter(0);
    const auto before = meter.spent();
    f(tx);
    spent = meter.spent() - before;
    return Done{};
  });
  if (!done) throw std::runtime_error("a ledger could not be read: " + done.error().detail);
  return std::chrono::duration<double>(spent).count();
}

void bench_ledgers(const cli::Installation& installation, Instant founded) {
  for (int first = 0; first < teams; first += 50) {
    write(installation, [&](store::Transaction& tx) {
      for (int number = first; number < first + 50; ++number) fill_team(tx, number, founded);
    });
  }
  std::size_t differences = 0;
  const double reconciled = cpu_of(installation, [&](store::Transaction& tx) {
    for (int number = 0; number < teams; ++number) {
      differences += static_cast<std::size_t>(service::compare_seats_of(tx, *installation.environment, team_id(number)).open());
    }
  });
  fmt::print("  {} ledgers of {} events compared with their histories: {:.2f} s CPU, {} differences (aim: <= 2 s, 0)\n", teams,
             2 * members, reconciled, differences);
}

void bench_quote(const cli::Installation& installation) {
  const double quoted = cpu_of(installation, [&](store::Transaction& tx) {
    const auto team = store::find_team(tx, team_id(0)).value();
    for (int i = 0; i < quotes; ++i) {
      const auto account = service::seat_account(tx, *installation.environment, team);
      static_cast<void>(service::quote_seats(*installation.environment, team.id, account, {1}));
    }
  });
  fmt::print("  a quote: {:.1f} us CPU (aim: <= 100)\n", quoted / quotes * 1e6);
}

/// Microseconds of CPU for adding a member, the commit left out.
double cost_of_adding(const cli::Installation& installation, const Team& team, std::string_view mark) {
  const store::Credential owner{store::Credential::Kind::login, crypto::token_hash(team.owner.login_token)};
  Costs costs;
  const CpuMeter meter(0);
  for (int i = 0; i < additions; ++i) {
    write(installation, [&](store::Transaction& tx) {
      const auto before = meter.spent();
      const auto added = service::add_member(tx, *installation.environment, owner, TeamId{team.id},
                                             {fmt::format("{}{}@bench.example", mark, i), {"clinician"}});
      if (!added) throw std::runtime_error("a member could not be added: " + added.error().detail);
      const auto spent = meter.spent() - before;
      costs.add(spent, spent);
    });
  }
  return costs.percentiles().cpu_p50;
}

/// With the seat charged at once, and with the seat charged at acceptance: the same addition without its posting.
void bench_posting(const cli::Installation& installation, const Team& team) {
  auto& settings = installation.environment->settings;
  settings.throttling = service::Throttling::lifted;
  settings.seat_charge = service::SeatCharge::at_acceptance;
  const double without = cost_of_adding(installation, team, "without");
  settings.seat_charge = service::SeatCharge::at_invitation;
  const double with = cost_of_adding(installation, team, "with");
  fmt::print("  adding a member: {:.1f} us CPU without its posting, {:.1f} with it (aim: at most twice)\n", without, with);
}

}  // namespace

void bench_billing(const cli::Settings& settings) {
  const Team team = Clinic(settings).add_team("billing-", 20);
  const SystemClock clock;
  const auto installation = cli::open_installation(settings, clock);
  if (!installation) throw std::runtime_error(installation.error().detail);
  fmt::print("\nBilling on SQLite\n");
  bench_posting(*installation, team);
  bench_ledgers(*installation, clock.now() - days(30));
  bench_quote(*installation);
}

}  // namespace rolecall::bench
