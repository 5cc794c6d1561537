// The amount that was shown is the amount that is posted, whatever begins the seat.
#include "service/billing/start_trial.h"
#include "service/money_test.h"

namespace rolecall::testing {
namespace {

class NamedQuotes : public MoneyTest {
 protected:
  void SetUp() override {
    MoneyTest::SetUp();
    world().advance({days(100).ms + 7'654'321});
  }
  /// Reactivated, reinstated or invited again by whoever saw this quote.
  Result<service::MemberView> again(const char* how, const MemberId& member, const QuoteId& quote) {
    const auto by = olga();
    return write([&](auto& tx, const auto& environment) -> Result<service::MemberView> {
      const std::string_view way = how;
      if (way == "reactivate") return service::reactivate_member(tx, environment, by.credential, team(), member, quote);
      if (way == "reinstate") return service::reinstate_member(tx, environment, by.credential, team(), member, quote);
      return service::resend_invitation(tx, environment, by.credential, {team(), member}, quote);
    });
  }
  void start_trial() {
    const auto by = olga();
    ASSERT_TRUE(
        write([&](auto& tx, const auto& environment) { return service::start_trial(tx, environment, by.credential, team()); }));
  }
  /// When this member comes back.
  service::TeamQuote quote_for(const MemberId& member) {
    const auto reader = olga();
    return read([&](auto& tx, const auto& environment) {
             return service::ask_quote(tx, environment, reader.credential, team(), 1, member);
           })
        .value();
  }
  void expect_posted_as_shown(const char* how, const MemberId& member) {
    const auto shown = quote();
    world().advance(minutes(50));
    EXPECT_NE(quote().quote.amount.minor, shown.quote.amount.minor) << "the price of now is another";
    const auto before = owed();
    const auto done = again(how, member, shown.id);
    ASSERT_TRUE(done) << how << ": " << done.error().detail;
    EXPECT_EQ(owed() - before, shown.quote.amount.minor) << how;
    EXPECT_TRUE(differences().empty()) << how;
  }
};

TEST_P(NamedQuotes, of_several_seats_are_posted_by_a_batch_to_the_minor_unit) {
  const std::vector<std::string> addresses{"a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"};
  const auto shown = dry_run(addresses).price.value();
  EXPECT_EQ(shown.quote.seats.count, 5);
  world().advance(minutes(59));
  const auto before = owed();
  ASSERT_TRUE(batch(addresses, shown.id));
  EXPECT_EQ(owed() - before, shown.quote.amount.minor);
  EXPECT_EQ(seats().quantity, 6);
  std::int64_t sum = 0;
  for (const auto& address : addresses) sum += amount_of(address);
  EXPECT_EQ(sum, shown.quote.amount.minor) << "one row for each member";
  EXPECT_TRUE(differences().empty());
}

TEST_P(NamedQuotes, of_a_batch_are_what_was_shown_although_others_added_meanwhile) {
  const std::vector<std::string> addresses{"a@x.example", "b@x.example", "c@x.example"};
  const auto shown = dry_run(addresses).price.value();
  world().advance(minutes(30));
  invited("somebody@x.example");
  const auto single = quote();
  ASSERT_TRUE(add_quoted(olga(), "else@x.example", single.id));
  const auto before = owed();
  ASSERT_TRUE(batch(addresses, shown.id));
  EXPECT_EQ(owed() - before, shown.quote.amount.minor);
  EXPECT_TRUE(differences().empty());
}

TEST_P(NamedQuotes, hold_for_the_good_rows_of_the_dry_run) {
  invited("a@x.example");
  const std::vector<std::string> addresses{"a@x.example", "b@x.example", "c@x.example"};
  const auto shown = dry_run(addresses).price.value();
  EXPECT_EQ(shown.quote.seats.count, 2);
  const auto before = owed();
  ASSERT_TRUE(batch(addresses, shown.id));
  EXPECT_EQ(owed() - before, shown.quote.amount.minor);
}

TEST_P(NamedQuotes, of_another_number_of_seats_are_stale_and_add_nobody) {
  const auto shown = dry_run({"a@x.example", "b@x.example"}).price.value();
  invited("b@x.example");
  EXPECT_EQ(rule_of(batch({"a@x.example", "b@x.example"}, shown.id)), "quote_stale") << "one row is bad by now";
  EXPECT_EQ(rule_of(batch({"a@x.example", "c@x.example", "d@x.example"}, shown.id)), "quote_stale");
  EXPECT_EQ(rule_of(batch({"b@x.example"}, shown.id)), "quote_stale") << "no row is good";
  EXPECT_EQ(rule_of(batch({"a@x.example", "c@x.example"}, QuoteId{"quo_forged"})), "quote_stale");
  EXPECT_EQ(seats().quantity, 2);
  EXPECT_TRUE(batch({"a@x.example", "c@x.example"}, shown.id)) << "two of anybody";
}

TEST_P(NamedQuotes, of_a_batch_that_sends_too_many_mails_add_nobody) {
  // One address gets a few mails an hour: that a row is kept back for it is not known before it is sent.
  std::vector<std::string> addresses;
  for (int i = 0; i < 3; ++i) addresses.push_back("m" + std::to_string(i) + "@x.example");
  for (int i = 0; i < 10; ++i) {
    const auto sent = add(olga(), {"m1@x.example", {"clinician"}});
    if (!sent && sent.error().code == Code::throttled) break;
    const auto by = olga();
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::revoke_invitation(tx, environment, by.credential, {team(), sent.value().id});
    }));
  }
  const auto before = rows();
  const auto refused = batch(addresses, dry_run(addresses).price.value().id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_EQ(rows(), before);
  ASSERT_TRUE(batch(addresses, std::nullopt)) << "without a quote the good rows go";
  EXPECT_EQ(seats().quantity, 3);
}

TEST_P(NamedQuotes, hold_for_whoever_comes_back) {
  const auto cara = joined("cara@clinic.example");
  ASSERT_TRUE(suspend(olga(), cara));
  expect_posted_as_shown("reactivate", cara);
  world().advance(minutes(1));
  ASSERT_TRUE(remove(olga(), cara));
  expect_posted_as_shown("reinstate", cara);
  const auto late = invited("late@clinic.example");
  world().advance(days(30));
  run_jobs();
  expect_posted_as_shown("resend", late);
}

TEST_P(NamedQuotes, for_a_member_say_what_is_posted_for_who_goes_on_paying_through_a_trial) {
  const auto cara = joined("cara@clinic.example");
  const auto emil = joined("emil@clinic.example");
  world().advance(days(1));
  start_trial();
  ASSERT_TRUE(suspend(olga(), cara));
  ASSERT_TRUE(remove(olga(), emil));
  for (const auto& [how, member] : {std::pair{"reactivate", cara}, std::pair{"reinstate", emil}}) {
    const auto shown = quote_for(member);
    EXPECT_GT(shown.quote.amount.minor, quote().quote.amount.minor) << "whoever is new is free in the trial";
    EXPECT_NE(shown.note.value_or("").find("goes on paying"), std::string::npos);
    EXPECT_EQ(rule_of(again(how, member, quote().id)), "quote_stale") << how;
    world().advance(minutes(30));
    const auto before = owed();
    ASSERT_TRUE(again(how, member, shown.id)) << how;
    EXPECT_EQ(owed() - before, shown.quote.amount.minor) << how;
    EXPECT_TRUE(differences().empty()) << how;
  }
}

TEST_P(NamedQuotes, of_a_batch_say_what_is_posted_for_new_people_and_for_who_paid_before_a_trial) {
  const auto cara = joined("cara@x.example");
  const auto dora = joined("dora@x.example");
  world().advance(days(1));
  start_trial();
  for (const auto& member : {cara, dora}) ASSERT_TRUE(remove(olga(), member));
  const std::vector<std::string> addresses{"a@x.example", "cara@x.example", "b@x.example", "dora@x.example"};
  const auto shown = dry_run(addresses).price.value();
  EXPECT_EQ(shown.quote.paid_before.count, 2);
  world().advance(minutes(30));
  EXPECT_EQ(rule_of(batch({"a@x.example", "b@x.example", "c@x.example", "d@x.example"}, shown.id)), "quote_stale")
      << "four people, and none of them pays";
  const auto before = owed();
  ASSERT_TRUE(batch(addresses, shown.id));
  EXPECT_EQ(owed() - before, shown.quote.amount.minor);
  EXPECT_EQ(differences(), std::vector<std::string>{});
}

TEST_P(NamedQuotes, are_refused_where_nothing_is_charged) {
  const auto pending = invited("a@clinic.example");
  const auto refused = again("resend", pending, quote().id);
  EXPECT_EQ(rule_of(refused), "quote_stale") << "its seat is paid already";
}

ROLECALL_ON_BOTH_STORES(NamedQuotes);

}  // namespace
}  // namespace rolecall::testing
