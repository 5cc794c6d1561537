// Billing as administrators read it: plan, term, seats, features with their reasons, quotes and the ledger.
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;

class Billing : public AdministrationTest {
 protected:
  http::Reply get(const std::string& rest = "") { return as(owner()).get(path("/billing" + rest)); }
  static std::int64_t number(const http::Reply& reply, std::string_view name) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto document = json_of(reply);
    return document.root().find(name)->integer();
  }
};

TEST_P(Billing, shows_plan_term_seats_balance_trial_and_why_features_are_closed) {
  invite("a@x.example", {"clinician"});
  const auto reply = get();
  EXPECT_EQ(text_of(reply, {"plan"}), "pro");
  EXPECT_EQ(text_of(reply, {"interval"}), "year");
  EXPECT_EQ(text_of(reply, {"term", "start"}), "2026-03-01T12:00:00Z");
  EXPECT_EQ(text_of(reply, {"term", "end"}), "2027-03-01T12:00:00Z");
  EXPECT_EQ(number(reply, "seats_used"), 2);
  EXPECT_EQ(number(reply, "balance_minor"), seats().balance_minor);
  EXPECT_NE(reply.body.find(R"("trial":{"available":true,"started_at":null,"ends_at":null,"running":false})"), std::string::npos)
      << reply.body;
  EXPECT_EQ(text_of(reply, {"features", "session_view", "why", "rule"}), "plan_lacks_feature");
  EXPECT_NE(reply.body.find(R"("team_templates":{"enabled":true,"why":null})"), std::string::npos) << reply.body;
}

TEST_P(Billing, quotes_the_amount_that_is_charged_to_the_minor_unit) {
  world().advance(days(100));
  const auto login = world().signed_in_again(owner());
  const auto before = seats().balance_minor;
  const auto quote = as(login).get(path("/billing/quote?seats=1"));
  ASSERT_EQ(as(login).post(path("/members"), R"({"email":"a@x.example","roles":["clinician"]})").status, 201);
  EXPECT_EQ(seats().balance_minor - before, number(quote, "amount_minor"));
  for (const char* seats : {"0", "1001", "-1", "many", "1.5", ""}) {
    EXPECT_EQ(as(login).get(path("/billing/quote?seats=" + std::string(seats))).status, 422) << seats;
  }
}

TEST_P(Billing, posts_what_a_quote_showed_for_a_batch_and_for_who_comes_back) {
  world().advance(days(100));
  const auto login = world().signed_in_again(owner());
  const auto shown = as(login).get(path("/billing/quote?seats=2"));
  const auto before = seats().balance_minor;
  const std::string named = path("/members/batch?quote=" + text_of(shown, {"id"}));
  const auto fewer = as(login).send(http::Method::post, named, "email,roles\na@x.example,clinician\n", "text/csv");
  EXPECT_EQ(fewer.status, 409);
  EXPECT_EQ(text_of(fewer, {"code"}), "quote_stale");
  const auto added = as(login).send(http::Method::post, named, "email,roles\na@x.example,clinician\nb@x.example,\n", "text/csv");
  EXPECT_EQ(added.status, 200) << added.body;
  EXPECT_EQ(seats().balance_minor - before, number(shown, "amount_minor"));
  const auto pending = added.body.substr(added.body.find("mem_"), 30);
  EXPECT_EQ(text_of(as(login).post(path("/members/" + pending + "/invitation?quote=quo_forged")), {"code"}), "quote_stale");
}

TEST_P(Billing, checks_the_quote_that_is_named_for_who_comes_back) {
  const auto cara = join("Cara", "cara@x.example", {"clinician"});
  const auto member = path("/members/" + cara.member.value);
  ASSERT_EQ(as(owner()).post(member + "/suspend").status, 200);
  EXPECT_EQ(text_of(as(owner()).post(member + "/reactivate?quote=quo_forged"), {"code"}), "quote_stale");
  ASSERT_EQ(as(owner()).remove(member).status, 200);
  EXPECT_EQ(text_of(as(owner()).post(member + "/reinstate?quote=quo_forged"), {"code"}), "quote_stale");
}

TEST_P(Billing, says_when_a_seat_is_charged) {
  EXPECT_EQ(text_of(get(), {"seat_charge"}), "invitation");
  EXPECT_EQ(text_of(get("/quote"), {"seat_charge"}), "invitation");
}

TEST_P(Billing, says_beside_the_price_that_seats_cost_nothing_during_a_trial) {
  EXPECT_NE(get("/quote").body.find("\"note\":null"), std::string::npos);
  force_team([](store::Team& changed, Instant now) { changed.trial.emplace(now, now + days(30)); });
  EXPECT_NE(text_of(get("/quote"), {"note"}).find("trial"), std::string::npos);
  EXPECT_NE(get().body.find(R"("available":false,"started_at":"2026-03-01T12:00:00Z")"), std::string::npos);
}

TEST_P(Billing, lists_the_ledger_newest_first_over_pages) {
  for (int i = 0; i < 3; ++i) invite("m" + std::to_string(i) + "@x.example", {"clinician"});
  std::vector<std::int64_t> quantities;
  std::string cursor;
  do {
    const auto page = get("/ledger?limit=2" + cursor);
    ASSERT_EQ(page.status, 200) << page.body;
    const auto document = json_of(page);
    for (const json::Value row : json::Value(document.root().find("items").value()))
      quantities.push_back(row.find("quantity")->integer());
    const auto next = text_of(page, {"next_cursor"});
    cursor = next.empty() ? "" : "&cursor=" + next;
  } while (!cursor.empty());
  EXPECT_EQ(quantities, (std::vector<std::int64_t>{4, 3, 2, 1}));
}

TEST_P(Billing, is_not_for_clinicians_and_unknown_to_strangers) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto outside = stranger();
  for (const char* rest : {"", "/quote", "/ledger"}) {
    EXPECT_EQ(as(cara).get(path("/billing") + rest).status, 403) << rest;
    const auto foreign = as(outside.person).get(path("/billing") + rest);
    EXPECT_EQ(foreign.status, 404) << rest;
    EXPECT_EQ(foreign.body, as(outside.person).get(std::string("/api/v1/teams/tem_x/billing") + rest).body);
  }
}

ROLECALL_ON_BOTH_STORES(Billing);

}  // namespace
}  // namespace rolecall
