// Chooses the store that the setting `database` names.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "store/store.h"

namespace rolecall::store {

/// How many connections a store keeps to PostgreSQL. SQLite reads on the calling threads and has one writer.
struct Connections {
  int readers = 4;
  int writers = 8;
};

/// `sqlite`: `rolecall.db` in the data folder, which is created for its owner alone. `postgresql://…`: that server.
/// Not migrated yet. Throws std::invalid_argument for another setting, DatabaseFault when the file cannot be opened.
[[nodiscard]] std::unique_ptr<Store> open_store(const std::string& database, const std::filesystem::path& data_dir,
                                                const Clock& clock, const Connections& connections = {});

/// Where `open_store` keeps SQLite's file.
[[nodiscard]] std::filesystem::path sqlite_file(const std::filesystem::path& data_dir);

}  // namespace rolecall::store
