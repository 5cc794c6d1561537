// PUT /billing/subscription: what bites at once and what waits, what is posted, who may, and the preview.
#include "http/administration_world.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::Person;

class Subscription : public AdministrationTest {
 protected:
  /// The owner with a fresh login: the clock moves far in these tests.
  [[nodiscard]] Person olga() { return world().signed_in_again(owner()); }
  http::Reply choose(const Person& by, const std::string& plan, const std::string& interval, const std::string& query = "") {
    return as(by).put(path("/billing/subscription" + query), R"({"plan":")" + plan + R"(","interval":")" + interval + R"("})");
  }
  http::Reply choose(const std::string& plan, const std::string& interval, const std::string& query = "") {
    return choose(olga(), plan, interval, query);
  }
  http::Reply billing() { return as(olga()).get(path("/billing")); }
  static std::int64_t number(const http::Reply& reply, std::initializer_list<std::string_view> path) {
    const auto document = json_of(reply);
    std::optional<json::Value> value = document.root();
    for (const auto name : path) value = value ? value->find(name) : std::nullopt;
    EXPECT_TRUE(value) << reply.body;
    return value ? value->integer() : 0;
  }
  [[nodiscard]] static bool has(const http::Reply& reply, std::string_view text) {
    return reply.body.find(text) != std::string::npos;
  }
  [[nodiscard]] static bool has_session_view(const http::Reply& reply) { return has(reply, R"("session_view":{"enabled":true)"); }
};

TEST_P(Subscription, to_a_higher_plan_bites_at_once_and_charges_the_difference_for_the_rest_of_the_term) {
  world().advance(days(73));  // a fifth of the year
  const auto reply = choose("together", "year");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_of(reply, {"plan"}), "together");
  EXPECT_TRUE(has_session_view(reply));
  EXPECT_EQ(text_of(reply, {"term", "end"}), "2027-03-01T12:00:00Z");
  EXPECT_EQ(number(reply, {"balance_minor"}), 118800 + 30000 * 4 / 5);
  const auto row = as(olga()).get(path("/billing/ledger?limit=1"));
  EXPECT_TRUE(has(row, R"("kind":"plan","member":null,"quantity":1,)")) << row.body;
  EXPECT_TRUE(has(row, R"("amount_minor":24000)")) << row.body;
  EXPECT_TRUE(has(row, R"("cause":"billing.subscribe")")) << row.body;
  const auto rows = audited("billing.subscribe");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].before, (audit::Object{{"plan", "pro"}, {"interval", "year"}, {"next", nullptr}}));
  EXPECT_EQ(rows[0].after, (audit::Object{{"plan", "together"}, {"interval", "year"}, {"next", nullptr}}));
}

TEST_P(Subscription, to_a_lower_plan_waits_for_the_end_of_the_term_and_then_holds_by_the_clock) {
  ASSERT_EQ(choose("together", "year").status, 200);
  const auto reply = choose("pro", "year");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(text_of(reply, {"plan"}), "together");
  EXPECT_TRUE(has_session_view(reply));
  EXPECT_TRUE(has(reply, R"("next":{"plan":"pro","interval":"year","from":"2027-03-01T12:00:00Z"})")) << reply.body;
  EXPECT_EQ(number(reply, {"balance_minor"}), 148800);
  world().advance({days(365).ms - 1});
  EXPECT_TRUE(has_session_view(billing()));
  world().advance({1});
  const auto after = billing();
  EXPECT_EQ(text_of(after, {"plan"}), "pro");
  EXPECT_FALSE(has_session_view(after));
  EXPECT_TRUE(has(after, R"("next":null)")) << after.body;
  EXPECT_EQ(number(after, {"balance_minor"}), 148800 + 118800);
}

TEST_P(Subscription, to_a_lower_plan_is_the_owners_alone) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  EXPECT_EQ(choose(adam, "together", "year").status, 200);
  const auto refused = choose(adam, "free", "year");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(text_of(refused, {"rule"}), "no_grant");
  EXPECT_EQ(text_of(refused, {"remedy", "action"}), "billing.cancel");
  EXPECT_EQ(with_key(key_of(owner(), R"(["administrator"])"))
                .put(path("/billing/subscription"), R"({"plan":"free","interval":"year"})")
                .status,
            403);
  EXPECT_EQ(choose("free", "year").status, 200);
}

TEST_P(Subscription, is_offered_with_the_action_that_choosing_it_is_asked_as) {
  ASSERT_EQ(choose("together", "month").status, 200);
  const auto plans = as(olga()).get(path("/billing/plans"));
  const auto offered = [&](std::string_view id, std::string_view rest) {
    const auto at = plans.body.find(R"({"id":")" + std::string(id) + '"');
    const auto end = plans.body.find(R"({"id":)", at + 1);
    return plans.body.substr(at, end - at).find(rest) != std::string::npos;
  };
  EXPECT_TRUE(offered("free", R"("free_of_charge":true,"chosen_by":{"month":"billing.cancel","year":"billing.cancel"})"))
      << plans.body;
  EXPECT_TRUE(offered("pro", R"("free_of_charge":false,"chosen_by":{"month":"billing.cancel","year":"billing.cancel"})"));
  EXPECT_TRUE(offered("enterprise", R"("chosen_by":{"month":"billing.upgrade","year":"billing.upgrade"})"));
}

TEST_P(Subscription, that_names_what_is_in_force_takes_back_what_waits) {
  ASSERT_EQ(choose("free", "month").status, 200);
  const auto back = choose("pro", "year");
  EXPECT_TRUE(has(back, R"("next":null)")) << back.body;
  world().advance(days(365));
  EXPECT_EQ(text_of(billing(), {"plan"}), "pro");
  EXPECT_EQ(audited("billing.subscribe").size(), 2U);
  const auto rows = audit_rows();
  EXPECT_EQ(choose("pro", "year").status, 200);
  EXPECT_EQ(audited("billing.subscribe").size(), 2U) << "nothing changes, nothing is recorded";
  EXPECT_EQ(audit_rows(), rows);
}

TEST_P(Subscription, changes_to_months_when_the_year_is_over_and_back_to_a_year_at_once) {
  const auto waiting = choose("pro", "month");
  EXPECT_TRUE(has(waiting, R"("next":{"plan":"pro","interval":"month","from":"2027-03-01T12:00:00Z"})")) << waiting.body;
  world().advance(days(365));
  const auto monthly = billing();
  EXPECT_EQ(text_of(monthly, {"interval"}), "month");
  EXPECT_EQ(text_of(monthly, {"term", "end"}), "2027-04-01T12:00:00Z");
  EXPECT_EQ(number(monthly, {"balance_minor"}), 118800 + 11900);
  world().advance(hours(31 * 12));  // half of March
  const auto yearly = choose("pro", "year");
  EXPECT_EQ(text_of(yearly, {"term", "start"}), "2027-03-17T00:00:00Z");
  EXPECT_EQ(text_of(yearly, {"term", "end"}), "2028-03-17T00:00:00Z");
  EXPECT_EQ(number(yearly, {"balance_minor"}), 118800 + 11900 - 5950 + 118800);
  EXPECT_EQ(count("SELECT count(*) FROM seat_ledger WHERE team_id = $1"), 3)
      << "a seat, the month that began meanwhile, the year";
  EXPECT_EQ(count("SELECT CAST(sum(amount_minor) AS BIGINT) FROM seat_ledger WHERE team_id = $1"), seats().balance_minor);
  EXPECT_TRUE(has(yearly, R"("next":null)")) << yearly.body;
}

TEST_P(Subscription, to_more_for_a_shorter_interval_opens_the_plan_now_and_changes_the_interval_later) {
  const auto reply = choose("together", "month");
  EXPECT_EQ(text_of(reply, {"plan"}), "together");
  EXPECT_EQ(text_of(reply, {"interval"}), "year");
  EXPECT_TRUE(has(reply, R"("next":{"plan":"together","interval":"month",)")) << reply.body;
  EXPECT_EQ(number(reply, {"balance_minor"}), 148800);
}

TEST_P(Subscription, to_less_for_a_year_begins_the_year_where_the_month_ends) {
  ASSERT_EQ(choose("pro", "month").status, 200);
  world().advance(days(365 + 40));  // in the second month, which began on 1 April
  ASSERT_EQ(choose("free", "year").status, 200);
  world().advance(days(40));
  const auto after = billing();
  EXPECT_EQ(text_of(after, {"plan"}), "free");
  EXPECT_EQ(text_of(after, {"term", "start"}), "2027-05-01T12:00:00Z");
  EXPECT_EQ(text_of(after, {"term", "end"}), "2028-05-01T12:00:00Z");
  ASSERT_EQ(choose("pro", "year").status, 200) << "what has come into force is what the next change starts from";
  EXPECT_EQ(text_of(billing(), {"term", "end"}), "2028-05-01T12:00:00Z");
}

TEST_P(Subscription, is_previewed_with_the_price_that_is_posted_and_what_is_lost) {
  world().advance(days(73));
  const auto before = audit_rows();
  const auto up = choose("together", "year", "?dry_run=true");
  ASSERT_EQ(up.status, 200) << up.body;
  EXPECT_EQ(number(up, {"price", "amount_minor"}), 24000);
  EXPECT_EQ(number(up, {"next_term_minor"}), 148800);
  EXPECT_TRUE(has(up, R"("features":{"gained":["session_view","team_policies"],"lost":[]},"warnings":[])")) << up.body;
  const auto down = choose("free", "month", "?dry_run=true");
  EXPECT_EQ(number(down, {"price", "amount_minor"}), 0);
  EXPECT_EQ(text_of(down, {"from"}), "2027-03-01T12:00:00Z");
  EXPECT_TRUE(has(down, R"("features":{"gained":[],"lost":["team_templates"]})")) << down.body;
  EXPECT_TRUE(has(down, "Nothing is deleted")) << down.body;
  EXPECT_EQ(text_of(billing(), {"plan"}), "pro");
  EXPECT_EQ(audit_rows(), before);
}

TEST_P(Subscription, makes_the_quotes_stale_that_were_made_before_it) {
  const auto add_with = [&](const std::string& quote, const std::string& address) {
    return as(olga()).post(path("/members"),
                           R"({"email":")" + address + R"(","roles":["clinician"],"quote":")" + quote + R"("})");
  };
  const auto quote = [&] { return text_of(as(olga()).get(path("/billing/quote")), {"id"}); };
  const auto before_plan = quote();
  ASSERT_EQ(choose("together", "year").status, 200);
  EXPECT_EQ(text_of(add_with(before_plan, "a@x.example"), {"code"}), "quote_stale");
  const auto waiting = quote();
  ASSERT_EQ(choose("together", "month").status, 200);
  EXPECT_EQ(add_with(waiting, "a@x.example").status, 201) << "the price of this term stays what it was";
  const auto before_term = quote();
  world().advance(days(365));
  EXPECT_EQ(text_of(add_with(before_term, "b@x.example"), {"code"}), "quote_stale");
  const auto before_interval = quote();
  ASSERT_EQ(choose("together", "year").status, 200);
  EXPECT_EQ(text_of(add_with(before_interval, "b@x.example"), {"code"}), "quote_stale");
}

TEST_P(Subscription, names_what_is_wrong_and_refuses_what_somebody_changed_meanwhile) {
  EXPECT_TRUE(has(choose("gold", "year"), "/plan"));
  EXPECT_EQ(choose("pro", "week").status, 422);
  EXPECT_TRUE(has(choose("pro", "week"), "/interval"));
  const auto client = as(olga());
  const auto reply = client.get(path("/billing"));
  const std::string seen(reply.header("ETag").value());
  const std::string body = R"({"plan":"together","interval":"year"})";
  EXPECT_EQ(client.with("if-match", seen).put(path("/billing/subscription"), body).status, 200);
  EXPECT_EQ(client.with("if-match", seen).put(path("/billing/subscription"), body).status, 412);
}

ROLECALL_ON_BOTH_STORES(Subscription);

}  // namespace
}  // namespace rolecall
