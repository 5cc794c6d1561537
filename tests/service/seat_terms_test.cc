// Seats at the end of a term: what a request meets whose instant lies before a term that somebody else has begun already.
#include "service/members/pending_invitation.h"
#include "service/quotes.h"
#include "support/team_world.h"

namespace rolecall::testing {
namespace {

class SeatTerms : public TeamTest {
 protected:
  /// The next term has begun, posted by somebody whose clock is ahead of ours, which then goes on a second before it.
  Person behind_the_end_of_the_term() {
    world().advance(days(365));
    const Person owner_again = world().signed_in_again(owner());
    EXPECT_TRUE(add(owner_again, {"a@clinic.example", {"clinician"}}));
    world().advance({-1000});
    return owner_again;
  }
};

TEST_P(SeatTerms, a_seat_begins_with_the_term_that_is_running_already) {
  const Person olga = behind_the_end_of_the_term();
  const auto added = add(olga, {"b@clinic.example", {"clinician"}});
  ASSERT_TRUE(added) << added.error().detail;
  EXPECT_EQ(seats().quantity, 3);
  EXPECT_EQ(seats().balance_minor, 118800 * 4) << "one seat of the first term and three whole ones of the second";
  const auto quote =
      read([&](auto& tx, const auto& environment) { return service::ask_quote(tx, environment, olga.credential, team(), 1); });
  EXPECT_EQ(quote.value().quote.amount.minor, 118800);
}

TEST_P(SeatTerms, a_seat_ends_with_all_of_its_price_in_the_term_that_is_running_already) {
  const Person olga = behind_the_end_of_the_term();
  const auto invited =
      world().look([&](store::Transaction& tx) { return store::find_current_member(tx, team(), "a@clinic.example").value(); });
  const auto revoked = write([&](auto& tx, const auto& environment) {
    return service::revoke_invitation(tx, environment, olga.credential, {team(), invited.id});
  });
  ASSERT_TRUE(revoked) << revoked.error().detail;
  EXPECT_EQ(seats().quantity, 1);
  EXPECT_EQ(seats().balance_minor, 118800 * 2);
}

ROLECALL_ON_BOTH_STORES(SeatTerms);

}  // namespace
}  // namespace rolecall::testing
