#include "support/stores.h"

#include <vector>

#include "store/open.h"
#include "support/postgres_cluster.h"

namespace rolecall::testing {

std::string name_of(Which which) { return which == Which::sqlite ? "sqlite" : "postgres"; }

TestDatabase::TestDatabase(Which which, Content content) {
  if (which == Which::postgres) {
    using Kind = PostgresCluster::Content;
    setting_ = PostgresCluster::instance().take_database(content == Content::schema ? Kind::schema : Kind::nothing);
    return;
  }
  setting_ = "sqlite";
  const SystemClock clock;
  if (content == Content::schema) open(clock)->migrate();
}

TestDatabase::~TestDatabase() {
  if (setting_ != "sqlite") PostgresCluster::instance().give_back_database(setting_);
}

std::unique_ptr<store::Store> TestDatabase::open(const Clock& clock) const {
  return store::open_store(setting_, folder_.path(), clock);
}

namespace {

using Databases = std::vector<std::unique_ptr<TestDatabase>>;

/// A list for each: one that SQLite began would end after the cluster, and PostgreSQL's databases with it.
Databases& kept_databases(Which which) {
  if (which == Which::sqlite) {
    static Databases on_sqlite;
    return on_sqlite;
  }
  PostgresCluster::instance();
  static Databases on_postgres;
  return on_postgres;
}

}  // namespace

std::unique_ptr<store::Store> make_store(Which which, const Clock& clock) {
  return kept_databases(which).emplace_back(std::make_unique<TestDatabase>(which))->open(clock);
}

void StoreTest::reopen() {
  store_.reset();
  store_ = database_.open(clock_);
}

}  // namespace rolecall::testing
