// Several members at once: a verdict for each row before anything is sent.
#include "service/members/add_members.h"
#include "support/team_world.h"

namespace rolecall {
namespace {

using service::BatchMode;
using service::BatchRow;
using testing::TeamTest;

BatchRow row(const std::string& email, const std::vector<std::string>& roles = {"clinician"}) {
  return {email, {email, roles}, {}};
}

class MemberBatch : public TeamTest {
 protected:
  Result<service::BatchResult> send(const testing::Person& by, const std::vector<BatchRow>& rows,
                                    BatchMode mode = BatchMode::for_real) {
    return write([&](auto& tx, const auto& environment) {
      return service::add_members(tx, environment, by.credential, team(), rows, mode);
    });
  }
  std::vector<std::string> addresses_mailed() {
    std::vector<std::string> addresses;
    for (const auto& mail : world().take_mails()) addresses.push_back(mail.address);
    std::ranges::sort(addresses);
    return addresses;
  }
};

std::vector<std::string> pointers(const service::BatchResult& result) {
  std::vector<std::string> found;
  for (const auto& verdict : result.rows) found.push_back(verdict.errors.empty() ? "good" : verdict.errors.front().pointer);
  return found;
}

TEST_P(MemberBatch, says_row_by_row_what_happened_and_sends_the_good_rows_only) {
  join("Cara", "cara@clinic.example", {"clinician"});
  const auto result =
      send(owner(), {row("a@clinic.example"), row("no address"), row("CARA@clinic.example"), row("b@clinic.example", {"boss"}),
                     row("A@Clinic.Example"), row("c@clinic.example", {"assistant"})});
  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(pointers(*result), (std::vector<std::string>{"good", "/email", "/email", "/roles/0", "/email", "good"}));
  EXPECT_EQ(result->rows[4].errors[0].detail, "is already in row 1");
  EXPECT_EQ(result->rows[0].member->status, MemberState::invited);
  EXPECT_FALSE(result->rows[1].member);
  EXPECT_EQ(addresses_mailed(), (std::vector<std::string>{"a@clinic.example", "c@clinic.example"}));
  EXPECT_EQ(seats().quantity, 4);
}

TEST_P(MemberBatch, asked_as_dry_run_by_who_may_not_invite_is_refused_and_writes_nothing) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto before = count("SELECT count(*) FROM audit_event WHERE chain = $1");
  const auto asked = send(cara, {row("a@clinic.example")}, BatchMode::dry_run);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, Code::denied);
  EXPECT_EQ(count("SELECT count(*) FROM audit_event WHERE chain = $1"), before);
}

TEST_P(MemberBatch, asked_as_dry_run_gives_the_same_verdicts_with_the_price_and_writes_nothing) {
  const std::vector rows{row("a@clinic.example"), row("b@clinic.example"), row("nobody"), row("c@clinic.example", {"owner"})};
  const auto before = count("SELECT count(*) FROM audit_event WHERE chain = $1");
  const auto asked = send(owner(), rows, BatchMode::dry_run);
  ASSERT_TRUE(asked);
  EXPECT_EQ(pointers(*asked), (std::vector<std::string>{"good", "good", "/email", "/roles"}));
  EXPECT_EQ(asked->price->quote.seats.count, 2);
  EXPECT_EQ(count("SELECT count(*) FROM audit_event WHERE chain = $1"), before);
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1"), 1);
  const auto balance = seats().balance_minor;
  EXPECT_EQ(pointers(send(owner(), rows).value()), pointers(*asked));
  EXPECT_EQ(seats().balance_minor - balance, asked->price->quote.amount.minor);
}

TEST_P(MemberBatch, records_a_refused_row_although_the_others_go) {
  const auto result = send(owner(), {row("a@clinic.example", {"owner"}), row("b@clinic.example")});
  EXPECT_EQ(pointers(*result), (std::vector<std::string>{"/roles", "good"}));
  const auto rows = audited("role.assign");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].outcome, audit::Outcome::deny);
  EXPECT_EQ(rows[0].rule, "above_own_rights");
}

TEST_P(MemberBatch, stops_at_the_seat_limit_row_by_row) {
  const auto limited = world().write([&](store::Transaction& tx) -> Result<Done> {
    store::execute(tx, "UPDATE team SET seat_limit = 2 WHERE id = $1", team());
    return Done{};
  });
  ASSERT_TRUE(limited);
  EXPECT_EQ(pointers(send(owner(), {row("a@clinic.example"), row("b@clinic.example")}).value()),
            (std::vector<std::string>{"good", ""}));
}

TEST_P(MemberBatch, is_refused_whole_beyond_a_thousand_rows_and_for_who_may_not_invite) {
  std::vector<BatchRow> rows;
  for (int i = 0; i < 1001; ++i) rows.push_back(row("p" + std::to_string(i) + "@clinic.example"));
  EXPECT_EQ(send(owner(), rows).error().name, "too_many");
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(send(cara, {row("a@clinic.example")}).error().refusal->rule, "no_grant");
}

TEST_P(MemberBatch, takes_a_thousand_rows) {
  std::vector<BatchRow> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back(row("p" + std::to_string(i) + "@clinic.example"));
  const auto result = send(owner(), rows);
  ASSERT_TRUE(result) << result.error().detail;
  EXPECT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1 AND status = 0"), 1000);
  EXPECT_EQ(seats().quantity, 1001);
}

TEST(MemberCsv, is_read_by_its_heading_line_in_any_order) {
  const auto rows = service::read_member_csv(
      "Name,roles,EMAIL\r\nCara,clinician; administrator,cara@clinic.example\r\n\"Do, ra\",,d@x.example\n");
  ASSERT_TRUE(rows) << rows.error().detail;
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->at(0).person.roles, (std::vector<std::string>{"clinician", "administrator"}));
  EXPECT_EQ(rows->at(0).email, "cara@clinic.example");
  EXPECT_EQ(rows->at(1).person.name, "Do, ra");
  EXPECT_TRUE(rows->at(1).person.roles.empty());
}

TEST(MemberCsv, is_refused_without_a_heading_that_fits) {
  EXPECT_FALSE(service::read_member_csv(""));
  EXPECT_FALSE(service::read_member_csv("cara@clinic.example,clinician\n"));
  EXPECT_FALSE(service::read_member_csv("email,email\n"));
  EXPECT_FALSE(service::read_member_csv("name,roles\n"));
  EXPECT_FALSE(service::read_member_csv("email\n\"open"));
  EXPECT_EQ(service::read_member_csv("email\na@b.example,extra\n")->at(0).errors.at(0).pointer, "");
}

TEST(MemberCsv, has_at_most_a_thousand_rows) {
  std::string csv = "email\n";
  for (int i = 0; i < 1001; ++i) csv += "a@b.example\n";
  EXPECT_EQ(service::read_member_csv(csv).error().name, "too_many");
}

ROLECALL_ON_BOTH_STORES(MemberBatch);

}  // namespace
}  // namespace rolecall
