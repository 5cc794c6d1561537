// What only SQLite's store has to show: its file, its log, a full disk, damage.
#include "store/sqlite/sqlite_store.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "running.h"
#include "store/data_folder.h"
#include "store/open.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::AnyOf;
using ::testing::HasSubstr;

class SqliteFile : public ::testing::Test {
 protected:
  std::unique_ptr<Store> open() { return open_store("sqlite", folder(), clock_); }
  [[nodiscard]] std::filesystem::path folder() const { return temp_.path() / "made" / "data"; }
  [[nodiscard]] std::filesystem::path file() const { return sqlite_file(folder()); }
  [[nodiscard]] std::filesystem::path log() const { return file().string() + "-wal"; }
  /// A database with a table of many pages, closed.
  void fill(int rows);

  SystemClock clock_;

 private:
  TempFolder temp_;
};

void insert_large(Store& store, int key) {
  execute_in(store, "INSERT INTO installation(name, value) VALUES ($1, $2)", std::to_string(key), std::string(4000, 'x'));
}

void SqliteFile::fill(int rows) {
  const auto store = open();
  store->migrate();
  for (int i = 0; i < rows; ++i) insert_large(*store, i);
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat found{};
  EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
  return found.st_mode & 0777;
}

TEST_F(SqliteFile, is_readable_by_its_owner_alone) {
  const auto store = open();
  store->migrate();
  EXPECT_EQ(mode_of(folder()), 0700);
  EXPECT_EQ(mode_of(file()), 0600);
  EXPECT_EQ(mode_of(log()), 0600);
}

TEST_F(SqliteFile, that_others_could_read_is_made_private) {
  fill(0);
  std::filesystem::permissions(file(), std::filesystem::perms(0644));
  const auto store = open();
  EXPECT_EQ(mode_of(file()), 0600);
}

TEST_F(SqliteFile, that_is_no_database_is_refused) {
  create_data_folder(folder());
  std::ofstream(file()) << std::string(8192, 'x');
  EXPECT_THAT(fault_of([this] { open(); }), HasSubstr("damaged or no database"));
}

TEST_F(SqliteFile, with_damaged_pages_is_a_fault_and_never_a_wrong_row) {
  fill(200);
  {
    std::fstream damage(file(), std::ios::in | std::ios::out | std::ios::binary);
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file()));
    for (std::streamoff at = 4096; at < size; at += 4096) {
      damage.seekp(at);
      damage << std::string(64, '\xff');
    }
  }
  EXPECT_THAT(fault_of([this] { integer_in(*open(), "SELECT count(*) FROM installation WHERE value <> ''"); }),
              HasSubstr("damaged"));
}

TEST_F(SqliteFile, counts_what_was_made_from_a_template_by_an_index) {
  const auto store = open();
  store->migrate();
  for (const std::string table : {"note", "document"}) {
    const auto plan = reading(*store, [&](Transaction& tx) {
      auto rows = query(tx, "EXPLAIN QUERY PLAN SELECT count(*) FROM " + table + " WHERE template_id = $1", "tpl_1");
      rows.next();
      return rows.text(3);
    });
    EXPECT_THAT(plan, HasSubstr(table + "_of_template"));
  }
}

/// The database may not grow any more, as on a full disk: SQLite reports both alike.
void fill_the_disk(Store& store) {
  writing(store, [](Transaction& tx) {
    auto& connection = dynamic_cast<SqliteConnection&>(tx.connection());
    auto pages = query(tx, "PRAGMA page_count");
    pages.next();
    connection.limit_pages(pages.integer(0));
  });
}

TEST_F(SqliteFile, on_a_full_disk_refuses_writes_and_goes_on_reading) {
  fill(3);
  const auto store = open();
  fill_the_disk(*store);
  std::string fault;
  for (int i = 100; i < 400 && fault.empty(); ++i) fault = fault_of([&] { insert_large(*store, i); });
  EXPECT_THAT(fault, HasSubstr("disk is full"));
  EXPECT_EQ(integer_in(*store, "SELECT count(*) FROM installation WHERE name IN ('0', '1', '2')"), 3);
  EXPECT_EQ(execute_in(*store, "UPDATE installation SET value = '' WHERE name = '0'"), 1);
}

TEST_F(SqliteFile, goes_on_writing_when_the_disk_has_room_again) {
  fill(3);
  const auto store = open();
  fill_the_disk(*store);
  std::string fault;
  for (int i = 100; fault.empty(); ++i) fault = fault_of([&] { insert_large(*store, i); });
  writing(*store, [](Transaction& tx) { dynamic_cast<SqliteConnection&>(tx.connection()).limit_pages(1'000'000); });
  insert_large(*store, 1000);
  EXPECT_EQ(integer_in(*store, "SELECT count(*) FROM installation WHERE name = '1000'"), 1);
}

TEST_F(SqliteFile, keeps_its_log_small_under_reads_that_always_overlap) {
  fill(1);
  const auto store = open();
  std::atomic<bool> is_done = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!is_done) integer_in(*store, "SELECT count(*) FROM installation WHERE value LIKE '%y%'");
    });
  }
  const std::string text(200'000, 'x');
  for (int i = 0; i < 600; ++i) execute_in(*store, "UPDATE installation SET value = $1 || $2", text, i % 10 == 0 ? "0" : "1");
  is_done = true;
  readers.clear();
  EXPECT_LT(std::filesystem::file_size(log()), 90'000'000U);  // about 120 MB were written
}

TEST_F(SqliteFile, is_read_by_threads_that_come_and_go) {
  fill(1);
  const auto store = open();
  for (int i = 0; i < 100; ++i) {
    std::jthread([&] { EXPECT_EQ(integer_in(*store, "SELECT count(*) FROM installation"), 1); });
  }
}

TEST_F(SqliteFile, may_be_read_inside_of_what_follows_a_read) {
  fill(1);
  const auto store = open();
  std::int64_t inner = 0;
  run(
      *store, Kind::read, [](Transaction&) -> Result<Done> { return Done{}; },
      [&](std::exception_ptr, std::optional<Result<Done>>) { inner = integer_in(*store, "SELECT count(*) FROM installation"); });
  EXPECT_EQ(inner, 1);
}

TEST_F(SqliteFile, is_written_by_a_command_beside_the_server) {
  fill(0);
  const auto server = open();
  const auto command = open();
  insert_large(*server, 1);
  insert_large(*command, 2);
  EXPECT_EQ(integer_in(*server, "SELECT count(*) FROM installation"), 2);
}

class Backup : public SqliteFile {};

TEST_F(Backup, is_a_complete_database_readable_by_its_owner_alone) {
  fill(20);
  const auto store = open();
  const auto copy = folder() / "copy" / "rolecall.db";
  create_data_folder(copy.parent_path());
  ASSERT_TRUE(store->backup(copy).has_value());
  insert_large(*store, 1000);
  EXPECT_EQ(mode_of(copy), 0600);
  const auto restored = open_store("sqlite", copy.parent_path(), clock_);
  EXPECT_EQ(restored->migrate(), newest_schema_version());
  EXPECT_EQ(integer_in(*restored, "SELECT count(*) FROM installation"), 20);
}

TEST_F(Backup, never_overwrites_a_file) {
  fill(1);
  const auto before = std::filesystem::file_size(file());
  EXPECT_EQ(open()->backup(file()).error().code, Code::conflict);
  EXPECT_EQ(std::filesystem::file_size(file()), before);
}

TEST_F(Backup, is_taken_while_others_write) {
  fill(20);
  const auto store = open();
  std::jthread writer([&](const std::stop_token& stop) {
    for (int i = 1000; !stop.stop_requested(); ++i) insert_large(*store, i);
  });
  EXPECT_TRUE(store->backup(folder() / "copy.db").has_value());
}

TEST(DataFolder, has_one_server_at_a_time) {
  const TempFolder temp;
  auto first = DataFolderLock::take(temp.path());
  ASSERT_TRUE(first.has_value());
  const auto second = DataFolderLock::take(temp.path());
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().name, "data_folder_in_use");
  first = fail(Code::gone, "", "");
  EXPECT_TRUE(DataFolderLock::take(temp.path()).has_value());
}

TEST(DatabaseSetting, that_is_unknown_is_refused_by_name) {
  const SystemClock clock;
  EXPECT_THROW(std::ignore = open_store("mysql://x", "/nowhere", clock), std::invalid_argument);
}

}  // namespace
}  // namespace rolecall::testing
