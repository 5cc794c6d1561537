#include "session_bench.h"

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <stdexcept>

#include "cli/installation.h"
#include "cpu_meter.h"
#include "session_world.h"
#include "store/session_list.h"
#include "store/sql.h"

namespace rolecall::bench {
namespace {

using store::SessionFilter;
using store::SessionPosition;
using Clock = std::chrono::steady_clock;

constexpr int page = 50;
constexpr int calls = 1'000;

policy::Filter only_own() { return {.own = true}; }
policy::Filter own_and_viewed() { return {.own = true, .viewed = true}; }
policy::Filter in_every_way() {
  return {.own = true, .delegated = true, .viewed = true, .shared = policy::ShareLevel::view, .emergency = true};
}
/// Everything but Session View: delegations, shares and emergencies open restricted sessions too.
policy::Filter by_others() { return {.own = true, .delegated = true, .shared = policy::ShareLevel::view, .emergency = true}; }

class Bench {
 public:
  Bench(store::Transaction& tx, store::TeamVault vault, const SessionWorld& world, int server)
      : tx_(tx), vault_(std::move(vault)), world_(world), meter_(server) {}

  void run() {
    pages("own, first page", filter_of(world_.clinician, only_own()), "<= 250");
    deep_pages("own, deep", filter_of(world_.clinician, only_own()), "<= 250");
    pages("administrator, all, first page", filter_of(world_.clinician, own_and_viewed()), "<= 250");
    deep_pages("administrator, all, deep", filter_of(world_.clinician, own_and_viewed()), "<= 250");
    pages("audience of an assistant, first", filter_of(world_.assistant, in_every_way()), "<= 1,000");
    deep_pages("audience of an assistant, deep", filter_of(world_.assistant, in_every_way()), "<= 1,000");
    pages("delegated and shared, first page", filter_of(world_.assistant, by_others()), "<= 1,000");
    deep_pages("delegated and shared, deep", filter_of(world_.assistant, by_others()), "<= 1,000");
    auto drafts = filter_of(world_.assistant, in_every_way());
    drafts.status = SessionStatus::draft;
    deep_pages("drafts of an audience, deep", drafts, "<= 1,000");
    round_trip();
    opening();
    search("search, rare word", {std::string(rare_word)}, in_every_way());
    search("search, common prefix", {std::string(common_prefix)}, in_every_way());
    search("search, common prefix and rare word", {std::string(common_prefix), std::string(rare_word)}, in_every_way());
    search("search, common prefix, own only", {std::string(common_prefix)}, only_own());
    search("search, common prefix, delegated", {std::string(common_prefix)}, by_others());
  }

 private:
  using Call = std::function<void(int)>;

  [[nodiscard]] SessionFilter filter_of(const MemberId& member, const policy::Filter& reach) const {
    return {world_.team, member, reach, {}, {}, {}, {}};
  }

  /// Everything once before: what a process of PostgreSQL looks at for the first time is mapped into its memory then, page by
  /// page.
  void measure(std::string_view name, std::string_view aim, int count, const Call& call) {
    for (int i = 0; i < count; ++i) call(i);
    Costs costs;
    for (int i = 0; i < count; ++i) {
      const auto cpu = meter_.spent();
      const auto start = Clock::now();
      call(i);
      const auto end = Clock::now();
      costs.add(end - start, meter_.spent() - cpu);
    }
    const auto cost = costs.percentiles();
    fmt::print("  {:<38}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}  {}\n", name, cost.wall_p50, cost.wall_p99, cost.cpu_p50,
               cost.cpu_p99, aim);
    std::fflush(stdout);
  }

  std::vector<store::Session> list(const SessionFilter& filter, const std::optional<SessionPosition>& after) {
    return store::list_sessions(tx_, vault_, filter, after, page);
  }

  void pages(std::string_view name, const SessionFilter& filter, std::string_view aim) {
    if (list(filter, {}).size() != page) throw std::runtime_error("a page is not full");
    measure(name, aim, calls, [&](int) { (void)list(filter, {}); });
  }

  /// Behind instants all over the years, never the same twice.
  void deep_pages(std::string_view name, const SessionFilter& filter, std::string_view aim) {
    const Duration span{world_.sessions * minutes(2).ms};
    const Instant now = SystemClock().now();
    measure(name, aim, calls, [&](int i) {
      const std::int64_t share = (i * 7919 + 13) % calls;
      (void)list(filter, SessionPosition{now - Duration{span.ms / 100 * 98 / calls * share}, SessionId{"ses_"}});
    });
  }

  /// What any question to the store costs.
  void round_trip() {
    measure("SELECT 1", "", calls, [&](int) { (void)store::query(tx_, "SELECT 1").next(); });
  }

  /// What reading the patients' names of a page costs on top, whatever the size of the team.
  void opening() {
    auto sessions = list(filter_of(world_.clinician, only_own()), {});
    for (auto& session : sessions) {
      session.sealed = vault_.seal({"session", session.id.value, session.revision}, content_of_patient());
    }
    measure("opening the patients of a page", "", calls, [&](int) {
      for (const auto& session : sessions) {
        if (!store::open_content(vault_, session)) throw std::runtime_error("a session does not open");
      }
    });
  }

  void search(std::string_view name, const std::vector<std::string>& terms, const policy::Filter& reach) {
    const bool is_own = reach == only_own();
    auto filter = filter_of(is_own ? world_.clinician : world_.assistant, reach);
    filter.terms = terms;
    measure(name, "", 200, [&](int) { (void)list(filter, {}); });
  }

  store::Transaction& tx_;
  store::TeamVault vault_;
  const SessionWorld& world_;
  CpuMeter meter_;
};

/// The process that serves this connection; none for SQLite.
int process_of(store::Transaction& tx, bool is_sqlite) {
  if (is_sqlite) return 0;
  auto rows = store::query(tx, "SELECT CAST(pg_backend_pid() AS BIGINT)");
  rows.next();
  return static_cast<int>(rows.integer(0));
}

}  // namespace

void bench_sessions(const std::string& name, const cli::Settings& settings, std::int64_t sessions) {
  const auto start = Clock::now();
  const SessionWorld world = fill_sessions(settings, sessions);
  const std::chrono::duration<double> filled = Clock::now() - start;
  fmt::print(
      "\n{}, {} sessions in a team (filled in {:.0f} s); microseconds of one call in the store\n  {:<38}{:>10}{:>10}{:>10}{:>10} "
      " {}\n",
      name, sessions, filled.count(), "", "p50", "p99", "CPU p50", "CPU p99", "aim of p99");
  const SystemClock clock;
  auto installation = cli::open_installation(settings, clock);
  if (!installation) throw std::runtime_error(installation.error().detail);
  const auto done =
      store::run_and_wait(*installation->store, store::Kind::long_read, [&](store::Transaction& tx) -> Result<Done> {
        auto vault = store::open_vault(tx, installation->environment->keys.sealer(), world.team);
        Bench(tx, std::move(vault), world, process_of(tx, settings.database == "sqlite")).run();
        return Done{};
      });
  if (!done) throw std::runtime_error(done.error().detail);
}

}  // namespace rolecall::bench
