// The stores that tests run on: SQLite in a temporary folder and PostgreSQL in a throw-away cluster.
//
//   class Roles : public StoreTest {};
//   TEST_P(Roles, are_what_was_saved) { run_and_wait(store(), Kind::write, …); }
//   ROLECALL_ON_BOTH_STORES(Roles);
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "store/store.h"
#include "support/temp_folder.h"

namespace rolecall::testing {

enum class Which { sqlite, postgres };
[[nodiscard]] std::string name_of(Which which);

/// One empty database, removed in the end. Several stores may be open on it, one after the other or at once.
class TestDatabase {
 public:
  enum class Content { nothing, schema };
  explicit TestDatabase(Which which, Content content = Content::schema);
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase();

  /// What `--database` and `--data` would be.
  [[nodiscard]] const std::string& setting() const { return setting_; }
  [[nodiscard]] const std::filesystem::path& data_dir() const { return folder_.path(); }
  [[nodiscard]] std::unique_ptr<store::Store> open(const Clock& clock) const;

 private:
  TempFolder folder_;
  std::string setting_;
};

/// A migrated store and a frozen clock for each test.
class StoreTest : public ::testing::TestWithParam<Which> {
 protected:
  [[nodiscard]] ManualClock& clock() { return clock_; }
  [[nodiscard]] TestDatabase& database() { return database_; }
  [[nodiscard]] store::Store& store() { return *store_; }
  /// Closes the store and opens the database anew.
  void reopen();

 private:
  ManualClock clock_{Instant{1'772'366'400'000}, ManualClock::Mode::frozen};  // 2026-03-01T12:00:00Z
  TestDatabase database_{GetParam()};
  std::unique_ptr<store::Store> store_ = database_.open(clock_);
};

#define ROLECALL_ON_BOTH_STORES(Suite)                                                                                  \
  INSTANTIATE_TEST_SUITE_P(on, Suite,                                                                                   \
                           ::testing::Values(::rolecall::testing::Which::sqlite, ::rolecall::testing::Which::postgres), \
                           [](const auto& instance) { return ::rolecall::testing::name_of(instance.param); })

}  // namespace rolecall::testing
