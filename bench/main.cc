// `make bench`: what the server costs on both stores, with the aims beside the figures. Nothing is asserted.
//   rolecall_bench PATH_OF_ROLECALL [all|sqlite|postgresql] [requests|sessions|billing]
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string_view>
#include <thread>

#include "base/crypto/init.h"
#include "billing_bench.h"
#include "disk.h"
#include "session_bench.h"
#include "store_bench.h"
#include "support/postgres_cluster.h"
#include "support/temp_folder.h"

namespace rolecall::bench {
namespace {

cli::Settings settings_in(const std::filesystem::path& folder, const std::string& database) {
  cli::Settings settings;
  settings.database = database;
  settings.data = folder / "data";
  settings.key_dir = folder / "keys";
  settings.mail_dir = folder / "mail";
  return settings;
}

void bench_sqlite(const std::filesystem::path& program) {
  const testing::TempFolder folder;
  const Aims aims{"<= 30", "<= 120", ">= 2,000 per s", "aim: <= 50 ms", "aim: <= 30 MB"};
  bench_store({"SQLite", program, settings_in(folder.path(), "sqlite"), aims, 1});
}

void bench_postgresql(const std::filesystem::path& program) {
  using Cluster = testing::PostgresCluster;
  Cluster cluster(Cluster::Sync::on);
  const testing::TempFolder folder;
  const Aims aims{"<= 90", "", ">= 1,000 per s", "no aim", "no aim"};
  const auto url = cluster.take_database(Cluster::Content::nothing);
  bench_store({"PostgreSQL", program, settings_in(folder.path(), url), aims, 64});
}

void print_machine() {
  const testing::TempFolder folder;
  const SyncLatency sync = measure_sync(folder.path());
  fmt::print(
      "{} cores, shared by server, load, PostgreSQL and whatever else runs here. CPU is the server's own, user and system, for "
      "one request\n"
      "(for changes with the mail they cause), and does not depend on what else runs as much as the other figures do.\n"
      "Disk: a write of 4 KiB is kept after {:.2f} ms (p50), {:.2f} ms (p99).\n",
      std::thread::hardware_concurrency(), sync.p50_ms, sync.p99_ms);
}

void bench_sessions_on_sqlite(std::int64_t sessions) {
  const testing::TempFolder folder;
  bench_sessions("SQLite", settings_in(folder.path(), "sqlite"), sessions);
}

/// A quarter of the memory of a small server, as PostgreSQL's manual advises (19.4.1).
constexpr const char* cache_of_a_server = "2GB";

void bench_sessions_on_postgresql(std::int64_t sessions) {
  using Cluster = testing::PostgresCluster;
  Cluster cluster(Cluster::Sync::off, cache_of_a_server);
  const testing::TempFolder folder;
  const auto url = cluster.take_database(Cluster::Content::nothing);
  bench_sessions("PostgreSQL", settings_in(folder.path(), url), sessions);
}

void bench_billing_on_sqlite() {
  const testing::TempFolder folder;
  bench_billing(settings_in(folder.path(), "sqlite"));
}

void bench_requests(const std::filesystem::path& program, std::string_view store) {
  if (store != "postgresql") bench_sqlite(program);
  if (store != "sqlite") bench_postgresql(program);
}

void bench_sessions_on(std::string_view store) {
  for (const std::int64_t sessions : {10'000, 1'000'000}) {
    if (store != "postgresql") bench_sessions_on_sqlite(sessions);
    if (store != "sqlite") bench_sessions_on_postgresql(sessions);
  }
}

void run(const std::filesystem::path& program, std::string_view store, std::string_view what) {
  crypto::init();
  print_machine();
  if (what == "sessions") return bench_sessions_on(store);
  if (what == "billing") return bench_billing_on_sqlite();
  bench_requests(program, store);
}

}  // namespace
}  // namespace rolecall::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: rolecall_bench PATH_OF_ROLECALL [all|sqlite|postgresql] [requests|sessions|billing]\n", stderr);
    return 2;
  }
  try {
    rolecall::bench::run(argv[1], argc > 2 ? argv[2] : "all", argc > 3 ? argv[3] : "requests");
    return 0;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "rolecall_bench: %s\n", fault.what());
    return 1;
  }
}
