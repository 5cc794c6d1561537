// Conformance: both stores have the same tables, and refuse the same rows.
#include <gmock/gmock.h>

#include <set>
#include <thread>

#include "running.h"
#include "support/postgres_cluster.h"

namespace rolecall::testing {
namespace {

using namespace store;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class Schema : public StoreTest {
 protected:
  void insert_member(const std::string& id, const std::string& address, int status, int roles = 0, int owner = 0) {
    execute_in(
        store(),
        "INSERT INTO member(id, team_id, address, address_key, name, name_key, status, roles, owner, created_at, status_since)"
        " VALUES ($1, 'tem_1', $2, $2, 'N', 'n', $3, $4, $5, 0, 0)",
        id, address, status, roles, owner);
  }
};

constexpr int invited = 0, active = 1, removed = 6, suspended = 5, administrator = 2;

TEST_P(Schema, allows_one_current_member_for_an_address_and_team) {
  insert_team(store(), "tem_1");
  insert_member("mem_1", "a@example.org", removed);
  insert_member("mem_2", "a@example.org", removed);
  insert_member("mem_3", "a@example.org", invited);
  for (const int current : {invited, active, suspended}) {
    EXPECT_THROW(insert_member("mem_4", "a@example.org", current), ConstraintViolation);
  }
  insert_member("mem_5", "A@example.org", active);
}

TEST_P(Schema, allows_one_owner_for_a_team) {
  insert_team(store(), "tem_1");
  insert_member("mem_1", "a@example.org", active, administrator, 1);
  EXPECT_THROW(insert_member("mem_2", "b@example.org", active, administrator, 1), ConstraintViolation);
}

TEST_P(Schema, wants_an_owner_to_be_an_active_administrator) {
  insert_team(store(), "tem_1");
  EXPECT_THROW(insert_member("mem_1", "a@example.org", active, 0, 1), ConstraintViolation);
  EXPECT_THROW(insert_member("mem_1", "a@example.org", suspended, administrator, 1), ConstraintViolation);
  EXPECT_THROW(insert_member("mem_1", "a@example.org", active, administrator, 2), ConstraintViolation);
}

TEST_P(Schema, refuses_a_row_of_a_team_that_is_not_there) {
  EXPECT_THROW(insert_member("mem_1", "a@example.org", active), ConstraintViolation);
}

TEST_P(Schema, refuses_a_missing_value) {
  EXPECT_THROW(execute_in(store(), "INSERT INTO installation(name, value) VALUES ('n', $1)", std::optional<std::string>{}),
               ConstraintViolation);
}

TEST_P(Schema, deletes_the_logins_of_a_user_with_the_user) {
  execute_in(store(), "INSERT INTO users(id, address, address_key, name, created_at) VALUES ('usr_1', 'a', 'a', 'A', 0)");
  execute_in(store(), "INSERT INTO recovery_code(user_id, code_hash) VALUES ('usr_1', 'h')");
  execute_in(store(), "DELETE FROM users");
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM recovery_code"), 0);
}

TEST_P(Schema, counts_the_rows_that_a_statement_changed) {
  for (const auto* name : {"a", "b", "c"}) execute_in(store(), "INSERT INTO installation(name, value) VALUES ($1, 'v')", name);
  EXPECT_EQ(execute_in(store(), "UPDATE installation SET value = 'w' WHERE name <> 'a'"), 2);
  EXPECT_EQ(execute_in(store(), "UPDATE installation SET value = 'w' WHERE name = 'z'"), 0);
  EXPECT_EQ(execute_in(store(), "INSERT INTO installation(name, value) VALUES ('a', 'x') ON CONFLICT DO NOTHING"), 0);
  EXPECT_EQ(execute_in(store(), "DELETE FROM installation"), 3);
}

TEST_P(Schema, never_changes_or_deletes_an_audit_row) {
  writing(store(), [this](Transaction& tx) {
    auto columns =
        query(tx, dialect_of(store()) == Dialect::sqlite
                      ? "SELECT name FROM pragma_table_info('audit_event')"
                      : "SELECT CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_name = 'audit_event'");
    std::string names, values;
    while (columns.next()) {
      const auto name = columns.text(0);
      names += (names.empty() ? "" : ", ") + name;
      values += std::string(values.empty() ? "" : ", ") + (name == "seq" || name == "at" ? "1" : "'x'");
    }
    tx.connection().execute("INSERT INTO audit_event(" + names + ") VALUES (" + values + ")", {});
  });
  EXPECT_THROW(execute_in(store(), "UPDATE audit_event SET actor_id = 'other'"), ConstraintViolation);
  EXPECT_THROW(execute_in(store(), "DELETE FROM audit_event"), ConstraintViolation);
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM audit_event WHERE actor_id = 'x'"), 1);
}

TEST_P(Schema, is_migrated_once_however_often_one_asks) {
  EXPECT_EQ(store().migrate(), newest_schema_version());
  EXPECT_EQ(store().migrate(), newest_schema_version());
  EXPECT_EQ(integer_in(store(), "SELECT count(*) FROM schema_migration"), newest_schema_version());
}

TEST_P(Schema, is_migrated_by_several_servers_that_start_at_once) {
  const TestDatabase empty(GetParam(), TestDatabase::Content::nothing);
  std::vector<std::unique_ptr<Store>> servers;
  for (int i = 0; i < 4; ++i) servers.push_back(empty.open(clock()));
  std::vector<std::jthread> starts;
  for (auto& server : servers) {
    starts.emplace_back([&server] { EXPECT_EQ(server->migrate(), newest_schema_version()); });
  }
  starts.clear();
  EXPECT_EQ(integer_in(*servers.front(), "SELECT count(*) FROM schema_migration"), newest_schema_version());
}

TEST_P(Schema, of_a_newer_program_is_refused) {
  execute_in(store(), "INSERT INTO schema_migration(version, applied_at) VALUES ($1, 0)", newest_schema_version() + 1);
  EXPECT_THAT(fault_of([this] { store().migrate(); }), HasSubstr("newer than this program"));
  execute_in(store(), "DELETE FROM schema_migration WHERE version > $1", newest_schema_version());
}

/// "table.column type" with "null" where one may be missing, and "index name" of those that are not constraints.
std::set<std::string> columns_of(Store& store) {
  constexpr std::string_view sqlite =
      "SELECT m.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" = 0 AND c.pk = 0 THEN ' null' ELSE '' END"
      " FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
      " UNION ALL SELECT 'index ' || name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
  constexpr std::string_view postgres =
      "SELECT CAST(table_name || '.' || column_name || ' ' || CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT'"
      " WHEN 'bytea' THEN 'BLOB' ELSE data_type END || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS TEXT)"
      " FROM information_schema.columns WHERE table_schema = 'public'"
      " UNION ALL SELECT CAST('index ' || i.indexname AS TEXT) FROM pg_indexes i WHERE i.schemaname = 'public'"
      " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)";
  const auto lines = texts_in(store, dialect_of(store) == Dialect::sqlite ? sqlite : postgres);
  return {lines.begin(), lines.end()};
}

TEST(SchemaOfBothStores, has_the_same_tables_columns_and_indexes) {
  const SystemClock clock;
  const TestDatabase sqlite(Which::sqlite);
  const TestDatabase postgres(Which::postgres);
  const auto expected = columns_of(*sqlite.open(clock));
  EXPECT_THAT(expected, Not(SizeIs(::testing::Lt(150U))));
  EXPECT_EQ(columns_of(*postgres.open(clock)), expected);
}

TEST(SchemaOfPostgres, compares_every_text_by_its_bytes) {
  const SystemClock clock;
  const TestDatabase postgres(Which::postgres);
  EXPECT_EQ(PostgresCluster::instance().run(postgres.setting(),
                                            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'"
                                            " AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"),
            "0");
}

ROLECALL_ON_BOTH_STORES(Schema);

}  // namespace
}  // namespace rolecall::testing
