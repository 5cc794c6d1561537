#include "support/stores.h"

#include "store/open.h"
#include "support/postgres_cluster.h"

namespace rolecall::testing {
namespace {

/// PostgreSQL starts a process for each connection that a test uses: most of the time of a test.
constexpr store::Connections few{.readers = 2, .writers = 3};

}  // namespace

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
  return store::open_store(setting_, folder_.path(), clock, few);
}

void StoreTest::reopen() {
  store_.reset();
  store_ = database_.open(clock_);
}

}  // namespace rolecall::testing
