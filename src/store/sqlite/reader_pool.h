// Connections for reading, as many as read at the same time. A thread borrows one for the length of a transaction.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/sqlite/sqlite_connection.h"

namespace rolecall::store {

class ReaderPool {
 public:
  explicit ReaderPool(std::string file) : file_(std::move(file)) {}

  /// The one given back last, so that its caches are warm, or a new one. Throws DatabaseFault when none can be opened.
  [[nodiscard]] std::unique_ptr<SqliteConnection> borrow();
  void give_back(std::unique_ptr<SqliteConnection> connection);

 private:
  const std::string file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace rolecall::store
