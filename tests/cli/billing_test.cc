// What the operator does about money, beside a server that runs: invoices that were paid, ledgers that are compared.
#include <gtest/gtest.h>

#include <chrono>

#include "base/clock.h"
#include "base/json.h"
#include "program.h"
#include "sign_in.h"
#include "store/sql.h"
#include "store/store.h"
#include "support/stores.h"

namespace rolecall::cli::test {
namespace {

using testing::Which;

class BillingCommands : public ::testing::TestWithParam<Which> {
 protected:
  void SetUp() override {
    const auto created =
        run({.arguments = with({"user", "create", "olga@clinic.example", "Olga"}), .input = "seven green kettles\n"});
    ASSERT_EQ(created.status, 0) << created.error;
    server_ = std::make_unique<Server>(with({"serve", "--listen", "127.0.0.1:0", "--dev-clock", "--throttle-enabled", "false"}));
    SignIn olga(*server_);
    ASSERT_EQ(olga.log_in("olga@clinic.example", "seven green kettles").status, 200);
    const auto team = olga.post("/api/v1/teams", R"({"name":"North Clinic"})");
    ASSERT_EQ(team.status, 201) << team.body;
    team_ = json::parse(team.body).value().root().find("id")->string();
  }

  [[nodiscard]] std::vector<std::string> with(std::vector<std::string> words) const {
    words.insert(words.end(), {"--data", database_.data_dir().string(), "--key-dir", folders_.keys(), "--mail-dir",
                               folders_.mail(), "--database", database_.setting(), "--log-level", "error"});
    return words;
  }
  Ran billing(std::vector<std::string> words) {
    words.insert(words.begin(), "billing");
    return run({.arguments = with(std::move(words))});
  }
  [[nodiscard]] const std::string& team() const { return team_; }

  /// Beside all rules. The team is $1.
  void execute(std::string_view sql) {
    const SystemClock clock;
    const auto store = database_.open(clock);
    const auto done = store::run_and_wait(*store, store::Kind::write, [&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx, sql, TeamId{team_});
      return Done{};
    });
    ASSERT_TRUE(done);
  }
  /// Moves the server's clock and asks until its next round of jobs has made the invoice.
  void wait_for_invoice() {
    SignIn olga(*server_);
    ASSERT_EQ(olga.log_in("olga@clinic.example", "seven green kettles").status, 200);
    const std::string body = R"({"now":")" + to_rfc3339(SystemClock().now() + minutes(11)) + R"("})";
    ASSERT_EQ(olga.client().request(olga.head("PUT /dev/clock", body), body).status, 200);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (olga.get("/api/v1/teams/" + team_ + "/billing/invoices").body.find("\"number\":1") == std::string::npos) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "no round of jobs made the invoice";
    }
  }

 private:
  Folders folders_;
  testing::TestDatabase database_{GetParam(), testing::TestDatabase::Content::nothing};
  std::unique_ptr<Server> server_;
  std::string team_;
};

TEST_P(BillingCommands, mark_an_invoice_paid_once_beside_the_server) {
  wait_for_invoice();
  EXPECT_EQ(billing({"mark-paid", team(), "2"}).status, 1);
  EXPECT_EQ(billing({"mark-paid", team(), "1", "--amount", "5"}).status, 1) << "neither the total nor what is open";
  const auto paid = billing({"mark-paid", team(), "1", "--reference", "bank-77"});
  EXPECT_EQ(paid.status, 0) << paid.error;
  EXPECT_EQ(paid.output, "Invoice 1 of " + team() + " is paid: 1188.00 AUD.\n");
  const auto repeated = billing({"mark-paid", team(), "1", "--reference", "bank-77"});
  EXPECT_EQ(repeated.status, 0) << "the same payment told again";
  EXPECT_EQ(repeated.output, "Invoice 1 of " + team() + " is paid: 1188.00 AUD, posted before.\n");
  const auto again = billing({"mark-paid", team(), "1", "--reference", "bank-78"});
  EXPECT_EQ(again.status, 1);
  EXPECT_NE(again.error.find("was paid at"), std::string::npos) << again.error;
  const auto compared = billing({"reconcile"});
  EXPECT_EQ(compared.status, 0) << compared.output << compared.error;
  EXPECT_EQ(compared.output, "1 teams, 0 differences, 0 repaired, 0 known.\n");
}

TEST_P(BillingCommands, repair_what_a_posting_settles) {
  execute("DELETE FROM member_history WHERE team_id = $1");
  const auto found = billing({"reconcile"});
  EXPECT_EQ(found.status, 1);
  EXPECT_NE(found.output.find(team() + ": the ledger counts a seat of mem_"), std::string::npos) << found.output;
  EXPECT_NE(found.output.find("1 teams, 1 differences, 0 repaired, 0 known.\n"), std::string::npos) << found.output;
  EXPECT_NE(found.error.find("1 differences remain"), std::string::npos) << found.error;
  const auto repaired = billing({"reconcile", "--repair"});
  EXPECT_EQ(repaired.status, 0) << repaired.error;
  EXPECT_NE(repaired.output.find("1 differences, 1 repaired"), std::string::npos) << repaired.output;
  EXPECT_EQ(billing({"reconcile"}).status, 0);
}

TEST_P(BillingCommands, tell_once_what_only_the_operator_can_settle) {
  execute("UPDATE seat_ledger SET exact_minor = '1.00' WHERE team_id = $1");
  EXPECT_EQ(billing({"reconcile"}).status, 1);
  const auto told = billing({"reconcile", "--repair"});
  EXPECT_EQ(told.status, 1);
  EXPECT_NE(told.output.find("a column of row 1 of the ledger says something else than its state (not to be repaired)"),
            std::string::npos)
      << told.output;
  const auto known = billing({"reconcile"});
  EXPECT_EQ(known.status, 0) << known.error;
  EXPECT_NE(known.output.find("(known)"), std::string::npos) << known.output;
}

ROLECALL_ON_BOTH_STORES(BillingCommands);

}  // namespace
}  // namespace rolecall::cli::test
