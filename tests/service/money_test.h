// What tests of seats and money share: the owner at the present instant, limits, quotes, plans, and what the team owes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "service/billing/change_subscription.h"
#include "service/billing/limit_seats.h"
#include "service/billing/read_billing.h"
#include "service/billing/reconcile_seats.h"
#include "service/members/add_members.h"
#include "service/members/pending_invitation.h"
#include "service/quotes.h"
#include "service/team_life.h"

namespace rolecall::testing {

class MoneyTest : public TeamLifeTest {
 protected:
  /// The owner, signed in at the present instant.
  Person olga() { return world().signed_in_again(owner()); }

  MemberId invited(const std::string& address) { return add(olga(), {address, {"clinician"}}).value().id; }
  /// Invited at the present instant, and accepted.
  MemberId joined(const std::string& address) {
    invited(address);
    return accept(token_for(address)).value().member;
  }
  Result<service::MemberView> add_quoted(const Person& by, const std::string& address, const QuoteId& quote) {
    service::NewMember person{address, {"clinician"}};
    person.quote = quote;
    return add(by, person);
  }
  service::TeamQuote quote(std::int64_t seats = 1) {
    const auto reader = olga();
    return read([&](auto& tx, const auto& environment) {
             return service::ask_quote(tx, environment, reader.credential, team(), seats);
           })
        .value();
  }
  Result<service::BatchResult> batch(const Person& by, const std::vector<std::string>& addresses, service::BatchMode mode,
                                     const std::optional<QuoteId>& quote = std::nullopt) {
    std::vector<service::BatchRow> rows;
    for (const auto& address : addresses) rows.push_back({address, {address, {"clinician"}}, {}});
    return write([&](auto& tx, const auto& environment) {
      return service::add_members(tx, environment, by.credential, team(), rows, mode, quote);
    });
  }
  Result<service::BatchResult> batch(const std::vector<std::string>& addresses, const std::optional<QuoteId>& quote) {
    return batch(olga(), addresses, service::BatchMode::for_real, quote);
  }
  service::BatchResult dry_run(const std::vector<std::string>& addresses) {
    return batch(olga(), addresses, service::BatchMode::dry_run).value();
  }

  void limit_to(std::optional<std::int64_t> seats) {
    const auto by = olga();
    ASSERT_TRUE(write([&](auto& tx, const auto& environment) {
      return service::limit_seats(tx, environment, by.credential, {team(), seats, std::nullopt});
    }));
  }
  Result<service::BillingView> subscribe(const std::string& plan, const std::string& interval) {
    const auto by = olga();
    return write([&](auto& tx, const auto& environment) {
      return service::change_subscription(tx, environment, by.credential, {team(), plan, interval, std::nullopt});
    });
  }
  service::BillingView billing() {
    const auto reader = olga();
    return read([&](auto& tx, const auto& environment) {
             return service::get_billing(tx, environment, reader.credential, team());
           })
        .value();
  }
  /// Also those that no posting settles.
  std::vector<std::string> differences() {
    auto report =
        world().look([&](store::Transaction& tx) { return service::compare_seats_of(tx, world().environment(), team()); });
    report.differences.insert(report.differences.end(), report.findings.begin(), report.findings.end());
    return report.differences;
  }
  /// What the newest seat of this address was posted with.
  std::int64_t amount_of(const std::string& address) {
    return count(
        "SELECT l.amount_minor FROM seat_ledger l JOIN member m ON m.id = l.member_id WHERE l.team_id = $1 "
        "AND l.kind = 'seat_added' AND m.address_key = '" +
        address + "' ORDER BY l.seq DESC LIMIT 1");
  }
  std::int64_t owed() { return seats().balance_minor; }
  std::int64_t rows() { return count("SELECT count(*) FROM seat_ledger WHERE team_id = $1"); }
  /// Of the newest row of the ledger.
  std::int64_t last_amount() {
    return count("SELECT amount_minor FROM seat_ledger WHERE team_id = $1 ORDER BY seq DESC LIMIT 1");
  }
};

}  // namespace rolecall::testing
