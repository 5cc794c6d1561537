#include "support/postgres_cluster.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "base/clock.h"
#include "store/open.h"

extern char** environ;

namespace rolecall::testing {
namespace {

const std::string programs = "/usr/lib/postgresql/15/bin/";

/// Object ids are copied with the template, so databases of one schema agree on them.
const std::string shape_sql =
    "SELECT concat_ws(' ', (SELECT sum(oid::bigint) FROM pg_class), (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped),"
    " (SELECT sum(oid::bigint) FROM pg_proc), (SELECT sum(oid::bigint) FROM pg_trigger), (SELECT sum(oid::bigint) FROM "
    "pg_constraint))";

/// As a replica, foreign keys and the triggers that keep the audit final do not hold.
const std::string delete_rows_sql =
    "DO $$ DECLARE name text; BEGIN"
    "  SET LOCAL session_replication_role = replica;"
    "  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration' LOOP"
    "    EXECUTE format('DELETE FROM %I', name);"
    "  END LOOP;"
    "END $$";

/// Starts the program, as user `postgres` when this is root (PostgreSQL refuses root); it ends when this program is killed.
pid_t spawn(std::vector<std::string> words, const std::filesystem::path& log) {
  std::vector<std::string> command{"setpriv", "--pdeathsig", "INT"};
  if (::geteuid() == 0) command.insert(command.end(), {"--reuid", "postgres", "--regid", "postgres", "--init-groups"});
  command.push_back("--");
  command.insert(command.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, "setpriv", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("`setpriv` could not be started");
  return child;
}

void require_success(pid_t child, const std::string& what) {
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error(what + " failed: is postgresql-15 installed?");
}

/// Waits a moment for the process to end.
bool has_ended(pid_t process) {
  const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
  pollfd waited{.fd = descriptor, .events = POLLIN, .revents = 0};
  const bool ended = ::poll(&waited, 1, 10) == 1;
  ::close(descriptor);
  return ended;
}

void give_to_postgres(const std::filesystem::path& folder) {
  if (::geteuid() != 0) return;
  const passwd* user = ::getpwnam("postgres");
  if (user == nullptr) throw std::runtime_error("there is no user `postgres`: is postgresql-15 installed?");
  if (::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("a folder could not be given away");
}

}  // namespace

PostgresCluster& PostgresCluster::instance() {
  static PostgresCluster cluster(Sync::off);
  return cluster;
}

PostgresCluster::PostgresCluster(Sync sync, std::string cache) {
  give_to_postgres(folder_.path());
  initialize();
  start(sync, cache);
}

PostgresCluster::~PostgresCluster() {
  ::kill(server_, SIGQUIT);  // at once: nothing of it is kept
  ::waitpid(server_, nullptr, 0);
}

void PostgresCluster::initialize() {
  const auto data = folder_.path() / "data";
  require_success(spawn({programs + "initdb", "--pgdata", data, "--username", "rolecall", "--auth", "trust", "--encoding", "UTF8",
                         "--locale", "C", "--no-sync", "--no-instructions"},
                        folder_.path() / "initdb.log"),
                  "`initdb`");
}

void PostgresCluster::start(Sync sync, const std::string& cache) {
  server_ = spawn({programs + "postgres", "-D", folder_.path() / "data", "-k", folder_.path(), "-c", "listen_addresses=", "-c",
                   sync == Sync::on ? "fsync=on" : "fsync=off", "-c", "max_connections=200", "-c", "shared_buffers=" + cache,
                   "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "deadlock_timeout=50ms"},
                  folder_.path() / "server.log");
  while (PQping(url_of("postgres").c_str()) != PQPING_OK) {
    if (has_ended(server_)) throw std::runtime_error("PostgreSQL did not start");
  }
}

std::string PostgresCluster::url_of(const std::string& database) const {
  return "postgresql://rolecall@/" + database + "?host=" + folder_.path().string();
}

std::string PostgresCluster::run(const std::string& url, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> session(PQconnectdb(url.c_str()), PQfinish);
  PQsetNoticeProcessor(session.get(), [](void*, const char*) {}, nullptr);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(session.get(), sql.c_str()), PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(session.get()));
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

void PostgresCluster::migrate_template() {
  if (!schema_.empty()) return;
  run(url_of("postgres"), "CREATE DATABASE migrated");
  const SystemClock clock;
  store::open_store(url_of("migrated"), {}, clock)->migrate();
  schema_ = run(url_of("migrated"), shape_sql);
}

std::string PostgresCluster::create_database(const std::string& origin) {
  const std::string name = "test" + std::to_string(++databases_);
  run(url_of("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + origin);
  return url_of(name);
}

std::string PostgresCluster::take_database(Content content) {
  const std::lock_guard lock(mutex_);
  if (content == Content::nothing) return create_database("template0");
  if (!idle_.empty()) {
    std::string url = std::move(idle_.back());
    idle_.pop_back();
    return url;
  }
  migrate_template();
  return create_database("migrated");
}

void PostgresCluster::give_back_database(const std::string& url) {
  const std::lock_guard lock(mutex_);
  end_sessions(url);
  if (run(url, shape_sql) == schema_) {
    run(url, delete_rows_sql);
    idle_.push_back(url);
    return;
  }
  const std::size_t start = url.rfind('/', url.find('?')) + 1;
  run(url_of("postgres"), "DROP DATABASE " + url.substr(start, url.find('?') - start) + " WITH (FORCE)");
}

void PostgresCluster::end_sessions(const std::string& url) {
  run(url,
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
}

}  // namespace rolecall::testing
