#include "store/open.h"

#include <stdexcept>

#include "store/data_folder.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/sqlite_store.h"

namespace rolecall::store {

std::filesystem::path sqlite_file(const std::filesystem::path& data_dir) { return data_dir / "rolecall.db"; }

std::unique_ptr<Store> open_store(const std::string& database, const std::filesystem::path& data_dir, const Clock& clock,
                                  const Connections& connections) {
  if (database == "sqlite") {
    create_data_folder(data_dir);
    return std::make_unique<SqliteStore>(sqlite_file(data_dir).string(), clock);
  }
  if (database.starts_with("postgresql://") || database.starts_with("postgres://")) {
    return std::make_unique<PostgresStore>(database, clock,
                                           PostgresOptions{.readers = connections.readers, .writers = connections.writers});
  }
  throw std::invalid_argument("`database` must be `sqlite` or start with `postgresql://`");
}

}  // namespace rolecall::store
