#include <cstdio>
#include <filesystem>
#include <optional>

#include "base/crypto/master_key.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "service/master_key/reseal.h"
#include "store/data_folder.h"
#include "store/open.h"
#include "store/postgres/clients.h"

namespace rolecall::cli {
namespace {

/// A server that runs holds the keys that it has read, and could not open what is sealed with the new one.
Result<std::optional<store::DataFolderLock>> be_alone(const Settings& settings) {
  if (settings.database != "sqlite") {
    if (!store::has_other_clients(settings.database)) return std::nullopt;
    return fail(Code::conflict, "database_in_use", "setting `database`: a server uses the database; stop it first");
  }
  if (!std::filesystem::exists(store::sqlite_file(settings.data))) {
    return fail(Code::not_found, "no_data", "setting `data`: the folder holds no database");
  }
  auto lock = store::DataFolderLock::take(settings.data);
  if (!lock) return std::unexpected(lock.error());
  return std::move(*lock);
}

}  // namespace

Result<Done> rotate_keys(const Settings& settings) {
  const auto alone = be_alone(settings);
  if (!alone) return std::unexpected(alone.error());
  const SystemClock clock;
  // Wrong keys are refused here, before anything is changed.
  if (const auto before = open_installation(settings, clock); !before) return std::unexpected(before.error());
  const auto version = crypto::add_master_key(settings.key_dir);
  if (!version) return std::unexpected(version.error());
  const auto installation = open_installation(settings, clock);
  if (!installation) return std::unexpected(installation.error());
  const auto resealed = store::run_and_wait(*installation->store, store::Kind::write, [&](store::Transaction& tx) {
    return Result<service::Resealed>(service::reseal_all(tx, *installation->environment));
  });
  if (!resealed) return std::unexpected(resealed.error());
  std::printf(
      "The master key is version %u now. Sealed again: %lld keys of teams, %lld second factors, %lld mails.\n"
      "Copy the keys in %s to where you keep them, and to every other server. The older versions open older backups: keep "
      "them.\n",
      *version, static_cast<long long>(resealed->team_keys), static_cast<long long>(resealed->second_factors),
      static_cast<long long>(resealed->mails), settings.key_dir.c_str());
  return Done{};
}

}  // namespace rolecall::cli
