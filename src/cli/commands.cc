#include "cli/commands.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "audit/verify_export.h"
#include "base/crypto/password.h"
#include "cli/installation.h"
#include "cli/running_server.h"
#include "policy/table.h"
#include "service/accounts/operator_accounts.h"
#include "service/audit/export_audit.h"
#include "store/open.h"

namespace rolecall::cli {
namespace {

/// Blocks the signals that stop a server in this and every later thread, so that `wait` alone gets them.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  void wait() {
    int received = 0;
    sigwait(&set_, &received);
  }

 private:
  sigset_t set_{};
};

template <class F>
Result<Done> in_installation(const Settings& settings, F f) {
  const SystemClock clock;
  const auto installation = open_installation(settings, clock);
  if (!installation) return std::unexpected(installation.error());
  return f(*installation);
}

std::string read_password() {
  if (isatty(STDIN_FILENO) != 0) std::fputs("Password: ", stderr);
  std::string password;
  std::getline(std::cin, password);
  return password;
}

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

Result<Done> serve(const Settings& settings) {
  StopSignals signals;
  auto server = RunningServer::start(settings);
  if (!server) return std::unexpected(server.error());
  std::printf("Rolecall is at %s\n%s", (*server)->public_url().c_str(), (*server)->demo_note().c_str());
  std::fflush(stdout);
  signals.wait();
  (*server)->stop();
  return Done{};
}

Result<Done> migrate(const Settings& settings) {
  const SystemClock clock;
  const int version = store::open_store(settings.database, settings.data, clock, settings.connections)->migrate();
  std::printf("The database is at schema version %d.\n", version);
  return Done{};
}

Result<Done> backup(const Settings& settings, const std::string& file) {
  if (settings.database == "sqlite" && !std::filesystem::exists(store::sqlite_file(settings.data)))
    return fail(Code::not_found, "no_data", "setting `data`: the folder holds no database");
  const SystemClock clock;
  if (const auto done = store::open_store(settings.database, settings.data, clock)->backup(file); !done) return done;
  std::printf("Copied to %s. The keys in %s are not in it: keep them elsewhere.\n", file.c_str(), settings.key_dir.c_str());
  return Done{};
}

Result<Done> print_policy_table(const std::string& format) {
  std::string text;
  if (format == "csv") text = policy::table_as_csv();
  if (format == "json") text = policy::table_as_json() + "\n";
  if (format == "markdown") text = policy::permissions_as_markdown();
  if (format == "text") text = policy::table_as_text();
  std::fputs(text.c_str(), stdout);
  return Done{};
}

Result<Done> create_user(const Settings& settings, const std::string& email, const std::string& name) {
  const service::CreateUser request{email, name, read_password()};
  if (const auto right = service::check_new_user(request); !right) return right;
  const std::string hash = crypto::hash_password(request.password);
  return in_installation(settings, [&](const Installation& installation) -> Result<Done> {
    const auto account = store::run_and_wait(*installation.store, store::Kind::write,
                                             [&](store::Transaction& tx) { return service::create_user(tx, request, hash); });
    if (!account) return std::unexpected(account.error());
    std::printf("Created %s.\n", account->id.value.c_str());
    return Done{};
  });
}

Result<Done> reset_user_mfa(const Settings& settings, const std::string& email) {
  return in_installation(settings, [&](const Installation& installation) {
    return store::run_and_wait(*installation.store, store::Kind::write,
                               [&](store::Transaction& tx) { return service::reset_mfa(tx, *installation.environment, email); });
  });
}

Result<Done> export_audit(const Settings& settings, const std::string& chain) {
  return in_installation(settings, [&](const Installation& installation) {
    service::export_chain(*installation.store, *installation.environment, chain,
                          [](std::string_view piece) { std::fwrite(piece.data(), 1, piece.size(), stdout); });
    return Result<Done>();
  });
}

Result<Done> verify_audit(const std::string& export_file, const std::string& key_file) {
  const auto key = crypto::PublicKey::from_pem(read_all(key_file));
  if (!key) return fail(Code::invalid, "key_unreadable", "the file `" + key_file + "` is no Ed25519 public key in PEM form");
  std::ifstream file(export_file, std::ios::binary);
  if (!file) return fail(Code::invalid, "file_unreadable", "the export `" + export_file + "` cannot be read");
  const auto report = audit::verify_export(
      [&file]() -> std::optional<std::string> {
        std::string line;
        if (!std::getline(file, line)) return std::nullopt;
        return line;
      },
      *key);
  if (report.problem) {
    const std::string where = report.problem->seq > 0 ? "row " + std::to_string(report.problem->seq) : "the checkpoint";
    return fail(Code::invalid, "audit_broken",
                where + " is " + std::string(audit::name_of(report.problem->finding)) + " (line " +
                    std::to_string(report.problem->line) + "): " + report.problem->detail);
  }
  std::printf("%lld rows verify, up to the checkpoint of %s.\n", static_cast<long long>(report.rows),
              report.checkpoint ? to_rfc3339(report.checkpoint->at).c_str() : "nothing");
  return Done{};
}

}  // namespace rolecall::cli
