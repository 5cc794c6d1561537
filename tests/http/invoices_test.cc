// Invoices and the seat limit over HTTP.
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;

class InvoicesApi : public AdministrationTest {
 protected:
  http::Reply get(const std::string& rest) { return as(owner()).get(path("/billing" + rest)); }
  http::Reply limit(const std::string& seats) {
    return as(owner()).put(path("/billing/seat-limit"), R"({"seats":)" + seats + "}");
  }
};

TEST_P(InvoicesApi, are_listed_newest_first_over_pages_and_opened_with_their_lines) {
  invite("a@x.example", {"clinician"});
  const auto first = invoiced(team());
  invite("b@x.example", {"clinician"});
  const auto second = invoiced(team());
  const auto page = get("/invoices?limit=1");
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_NE(page.body.find(second.value), std::string::npos);
  EXPECT_EQ(page.body.find(first.value), std::string::npos);
  const auto rest = get("/invoices?limit=1&cursor=" + text_of(page, {"next_cursor"}));
  EXPECT_NE(rest.body.find(first.value), std::string::npos);
  EXPECT_NE(rest.body.find("\"next_cursor\":null"), std::string::npos);
  const auto opened = get("/invoices/" + second.value);
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(text_of(opened, {"status"}), "open");
  EXPECT_NE(opened.body.find("\"name\":\"b@x.example\""), std::string::npos) << opened.body;
  EXPECT_NE(opened.body.find("seconds of the term left to pay for"), std::string::npos);
}

TEST_P(InvoicesApi, say_what_is_open_after_the_credits_that_were_used_for_them) {
  const auto cara = join("Cara", "cara@x.example", {"clinician"});
  const auto first = invoiced(team());
  ASSERT_EQ(as(owner()).remove(path("/members/" + cara.member.value)).status, 200);
  ASSERT_TRUE(world().write([&](store::Transaction& tx) {
    store::execute(tx, "UPDATE invoice SET due_at = 0 WHERE team_id = $1", team());
    return service::remind_of_invoice(tx, world().environment(), team(), first);
  }));
  const auto opened = get("/invoices/" + first.value);
  EXPECT_NE(opened.body.find("\"total_minor\":237600,\"credited_minor\":1188"), std::string::npos) << opened.body;
  EXPECT_EQ(opened.body.find("\"open_minor\":0"), std::string::npos) << opened.body;
  const auto next = get("/next-invoice");
  EXPECT_NE(next.body.find("\"credits\":[{"), std::string::npos) << next.body;
  EXPECT_NE(next.body.find("was used for invoice 1, so it is not used again here"), std::string::npos) << next.body;
}

TEST_P(InvoicesApi, come_as_pdf_and_as_csv) {
  const auto id = invoiced(team());
  const auto pdf = get("/invoices/" + id.value + ".pdf");
  EXPECT_EQ(pdf.content_type, "application/pdf");
  EXPECT_EQ(pdf.header("Content-Disposition"), "attachment; filename=\"invoice-1.pdf\"");
  const auto csv = get("/invoices/" + id.value + ".csv");
  EXPECT_TRUE(csv.content_type.starts_with("text/csv"));
  EXPECT_TRUE(csv.body.starts_with("number,issued_at,"));
}

TEST_P(InvoicesApi, the_next_one_is_shown_with_its_total) {
  invoiced(team());
  const auto next = get("/next-invoice");
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_NE(next.body.find("\"total_minor\":118800"), std::string::npos) << next.body;
  EXPECT_EQ(text_of(next, {"at"}), "2027-03-01T12:00:00Z");
}

TEST_P(InvoicesApi, the_plans_to_choose_from_are_shown_with_their_prices) {
  const auto plans = get("/plans");
  ASSERT_EQ(plans.status, 200) << plans.body;
  EXPECT_NE(plans.body.find(R"("id":"together")"), std::string::npos);
  EXPECT_NE(plans.body.find(R"("price_per_seat_year":118800)"), std::string::npos) << plans.body;
}

TEST_P(InvoicesApi, a_limit_of_seats_lets_no_more_begin_and_takes_none_away) {
  invite("a@x.example", {"clinician"});
  ASSERT_EQ(limit("1").status, 200);
  EXPECT_NE(get("").body.find("\"seat_limit\":1"), std::string::npos);
  const auto refused = as(owner()).post(path("/members"), R"({"email":"b@x.example","roles":["clinician"]})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "seat_limit");
  EXPECT_EQ(seats().quantity, 2);
  ASSERT_EQ(limit("null").status, 200);
  EXPECT_EQ(as(owner()).post(path("/members"), R"({"email":"b@x.example","roles":["clinician"]})").status, 201);
  for (const char* wrong : {"0", "-1", "1000001", "\"2\"", "1.5"}) EXPECT_EQ(limit(wrong).status, 422) << wrong;
  EXPECT_EQ(audited("billing.change_seats").size(), 2U);
}

TEST_P(InvoicesApi, a_limit_of_seats_is_not_set_by_who_saw_an_older_team) {
  const auto first = get("");
  const auto client = as(owner()).with("if-match", std::string(first.header("ETag").value()));
  ASSERT_EQ(client.put(path("/billing/seat-limit"), R"({"seats":5})").status, 200);
  EXPECT_EQ(client.put(path("/billing/seat-limit"), R"({"seats":9})").status, 412);
  EXPECT_NE(get("").body.find("\"seat_limit\":5"), std::string::npos);
}

ROLECALL_ON_BOTH_STORES(InvoicesApi);

}  // namespace
}  // namespace rolecall
