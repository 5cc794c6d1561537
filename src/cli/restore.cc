#include <cstdio>
#include <filesystem>

#include "cli/commands.h"
#include "cli/installation.h"
#include "store/backup_file.h"
#include "store/data_folder.h"
#include "store/open.h"
#include "store/postgres/dump.h"

namespace rolecall::cli {
namespace {

namespace fs = std::filesystem;

/// Where a backup is tried before it becomes the database; gone in the end.
class TrialFolder {
 public:
  explicit TrialFolder(fs::path path) : path_(std::move(path)) {
    fs::remove_all(path_);
    store::create_data_folder(path_);
  }
  TrialFolder(const TrialFolder&) = delete;
  TrialFolder& operator=(const TrialFolder&) = delete;
  ~TrialFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Opens what was restored as `serve` would: migrated, with the keys that belong to it.
Result<Done> try_out(const Settings& settings) {
  const SystemClock clock;
  const auto opened = open_installation(settings, clock);
  if (!opened) return std::unexpected(opened.error());
  return Done{};
}

Result<Done> restore_sqlite(const Settings& settings, const std::string& file) {
  const auto lock = store::DataFolderLock::take(settings.data);
  if (!lock) return std::unexpected(lock.error());
  const auto target = store::sqlite_file(settings.data);
  if (fs::exists(target)) return fail(Code::conflict, "data_exists", "setting `data`: the folder holds a database already");
  const TrialFolder folder(fs::path(settings.data) / "restoring");
  const auto incoming = store::sqlite_file(folder.path());
  fs::copy_file(file, incoming);
  fs::permissions(incoming, fs::perms::owner_read | fs::perms::owner_write);
  Settings trial = settings;
  trial.data = folder.path();
  if (const auto done = try_out(trial); !done) return done;
  store::put_database_in_place(incoming, target);
  return Done{};
}

Result<Done> restore_postgres(const Settings& settings, const std::string& file) {
  const auto fingerprint = store::installation_fact_in_dump(settings.database, file, keys_fact);
  if (!fingerprint) return std::unexpected(fingerprint.error());
  const auto version = store::installation_fact_in_dump(settings.database, file, master_key_fact);
  if (!version) return std::unexpected(version.error());
  if (const auto keys = keys_with({*fingerprint, *version}, settings.key_dir); !keys) return std::unexpected(keys.error());
  if (const auto done = store::restore_dump(settings.database, file); !done) return done;
  return try_out(settings);
}

}  // namespace

Result<Done> restore(const Settings& settings, const std::string& file) {
  if (!fs::is_regular_file(file)) return fail(Code::invalid, "file_unreadable", "the backup `" + file + "` cannot be read");
  const auto done = settings.database == "sqlite" ? restore_sqlite(settings, file) : restore_postgres(settings, file);
  if (done) std::printf("Restored %s.\n", file.c_str());
  return done;
}

}  // namespace rolecall::cli
