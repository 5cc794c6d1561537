// Claiming an address by a mailed link, and the logins that follow from it.
#include "service/accounts/claim_account.h"
#include "store/caller.h"
#include "support/service_world.h"

namespace rolecall {
namespace {

using testing::ServiceTest;

class ClaimedAccounts : public ServiceTest {};

TEST_P(ClaimedAccounts, are_verified_and_their_login_opens_the_account) {
  const auto ada = world().signed_in("Ada", "ada@clinic.example");
  const auto caller = world().read([&](store::Transaction& tx) { return store::load_caller(tx, ada.credential, minutes(30)); });
  ASSERT_TRUE(caller) << caller.error().detail;
  EXPECT_EQ(caller->user, ada.user);
  EXPECT_EQ(caller->name, "Ada");
}

TEST_P(ClaimedAccounts, of_somebody_who_verified_before_are_refused) {
  world().signed_in("Ada", "ada@clinic.example");
  const auto again = world().write([&](store::Transaction& tx) {
    return service::claim_account(tx, {*read_address("ADA@clinic.example"), "Eve", "hash", {}});
  });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().name, "account_exists");
}

ROLECALL_ON_BOTH_STORES(ClaimedAccounts);

}  // namespace
}  // namespace rolecall
