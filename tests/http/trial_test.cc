// POST /billing/trial: what it opens, when it ends, that there is no second one, and what seats cost meanwhile.
#include "http/administration_world.h"
#include "service/jobs.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::Colleague;
using testing::Person;

class TrialOfATeam : public AdministrationTest {
 protected:
  TrialOfATeam() : AdministrationTest(http::all_routes()) {}

  [[nodiscard]] Person olga() { return world().signed_in_again(owner()); }
  http::Reply start(const Person& by) { return as(by).post(path("/billing/trial")); }
  http::Reply start_elsewhere(const Person& by, const TeamId& elsewhere) {
    return as(by).post("/api/v1/teams/" + elsewhere.value + "/billing/trial");
  }
  TeamId new_team(const Person& by) {
    return TeamId{text_of(as(by).post("/api/v1/teams", R"({"name":"South Clinic"})"), {"id"})};
  }
  http::Reply switch_session_view_on(const Person& by) {
    return as(by).patch(path("/settings"), R"({"session_view":{"enabled":true}})");
  }
  static std::string rule(const http::Reply& reply) { return reply.status < 400 ? "permitted" : text_of(reply, {"rule"}); }
};

TEST_P(TrialOfATeam, opens_session_view_until_its_end_and_remembers_the_setting_without_effect_after_it) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto session =
      path("/sessions/" + text_of(as(cara).post(path("/sessions"), R"({"patient":{"name":"Ada Byron"}})"), {"id"}));
  const auto locked = switch_session_view_on(olga());
  EXPECT_EQ(rule(locked), "plan_lacks_feature");
  EXPECT_EQ(text_of(locked, {"remedy", "action"}), "billing.start_trial");
  EXPECT_EQ(rule(as(olga()).get(session)), "plan_lacks_feature");

  const auto started = start(olga());
  ASSERT_EQ(started.status, 201) << started.body;
  EXPECT_NE(
      started.body.find(
          R"("trial":{"available":false,"started_at":"2026-03-01T12:00:00Z","ends_at":"2026-03-31T12:00:00Z","running":true})"),
      std::string::npos)
      << started.body;
  EXPECT_EQ(text_of(started, {"plan"}), "pro");
  EXPECT_EQ(switch_session_view_on(olga()).status, 200);
  EXPECT_EQ(as(olga()).get(session).status, 200);
  world().advance({days(30).ms - 1});
  EXPECT_EQ(as(olga()).get(session).status, 200);
  EXPECT_NE(as(olga()).get(path("/sessions?clinician=all")).body.find("Ada Byron"), std::string::npos);

  world().advance({1});
  const auto closed = as(olga()).get(session);
  EXPECT_EQ(rule(closed), "plan_lacks_feature");
  EXPECT_NE(as(olga()).get(path("/billing")).body.find(R"("ends_at":"2026-03-31T12:00:00Z","running":false)"), std::string::npos);
  EXPECT_EQ(text_of(closed, {"remedy", "action"}), "billing.upgrade");
  EXPECT_EQ(as(olga()).get(path("/sessions?clinician=all")).body.find("Ada Byron"), std::string::npos);
  EXPECT_NE(as(olga()).get(path("/settings")).body.find(R"("session_view":{"enabled":true)"), std::string::npos) << "remembered";
  EXPECT_NE(as(olga()).get(path("/session-view")).body.find(R"("enabled":false,"viewable":false)"), std::string::npos);
  EXPECT_EQ(as(world().signed_in_again(cara)).get(session).status, 200) << "nothing is deleted";
  EXPECT_EQ(as(olga()).put(path("/billing/subscription"), R"({"plan":"together","interval":"year"})").status, 200);
  EXPECT_EQ(as(olga()).get(session).status, 200) << "in effect again";
}

TEST_P(TrialOfATeam, is_started_once_whether_it_runs_or_is_over) {
  ASSERT_EQ(start(olga()).status, 201);
  EXPECT_EQ(rule(start(olga())), "trial_used");
  world().advance(days(31));
  const auto again = start(olga());
  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(rule(again), "trial_used");
  EXPECT_EQ(text_of(again, {"remedy", "action"}), "billing.upgrade");
  EXPECT_EQ(audited("billing.start_trial").size(), 3U) << "one permit and two refusals";
}

TEST_P(TrialOfATeam, is_used_for_every_team_of_its_owner_even_when_the_team_is_deleted_and_erased) {
  ASSERT_EQ(start(olga()).status, 201);
  EXPECT_EQ(rule(start_elsewhere(olga(), new_team(olga()))), "trial_used");
  const auto deleted = as(olga()).remove(path(), R"({"name":"North Clinic","password":"seven green kettles"})");
  ASSERT_EQ(deleted.status / 100, 2) << deleted.body;
  world().advance(days(30));
  service::run_due_jobs(world().store(), world().environment());
  ASSERT_EQ(count("SELECT count(*) FROM member WHERE team_id = $1"), 0) << "it is erased";
  const auto recreated = new_team(olga());
  EXPECT_EQ(rule(start_elsewhere(olga(), recreated)), "trial_used");
  const auto shown = as(olga()).get("/api/v1/teams/" + recreated.value + "/billing");
  EXPECT_NE(shown.body.find(R"("trial":{"available":false,"started_at":null)"), std::string::npos) << shown.body;
}

TEST_P(TrialOfATeam, is_not_started_again_by_a_new_owner) {
  ASSERT_EQ(start(olga()).status, 201);
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  const auto offered =
      as(olga()).post(path("/ownership"), R"({"member":")" + adam.member.value + R"(","password":"seven green kettles"})");
  ASSERT_EQ(offered.status / 100, 2) << offered.body;
  ASSERT_EQ(as(adam).post(path("/ownership/accept")).status / 100, 2);
  EXPECT_EQ(rule(start(adam)), "trial_used");
}

TEST_P(TrialOfATeam, is_started_on_a_plan_that_lacks_what_it_shows_only) {
  put_on_plan("together");
  const auto refused = start(olga());
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "nothing_to_try");
  put_on_plan("free");
  EXPECT_EQ(start(olga()).status, 201);
}

TEST_P(TrialOfATeam, costs_nothing_for_seats_that_are_added_during_it_until_it_ends) {
  ASSERT_EQ(start(olga()).status, 201);
  EXPECT_EQ(seats().balance_minor, 118800) << "the seat that is paid runs on";
  world().advance(days(10));
  const auto quote = as(olga()).get(path("/billing/quote"));
  EXPECT_NE(quote.body.find(R"("amount_minor":109036)"), std::string::npos) << "118800 x 335 / 365: " << quote.body;
  const std::string body = R"({"email":"a@x.example","roles":["clinician"],"quote":")" + text_of(quote, {"id"}) + R"("})";
  const auto added = as(olga()).post(path("/members"), body);
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(seats().balance_minor, 118800 + 109036);
  world().advance(days(10));
  ASSERT_EQ(as(olga()).remove(path("/members/" + text_of(added, {"id"}) + "/invitation")).status / 100, 2);
  EXPECT_EQ(seats().balance_minor, 118800) << "added and removed in the trial: nothing";
}

TEST_P(TrialOfATeam, shows_for_who_comes_back_what_is_posted_for_him) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto member = path("/members/" + cara.member.value);
  world().advance(days(1));
  ASSERT_EQ(start(olga()).status, 201);
  world().advance(days(10));
  const auto by = olga();
  const auto asked = [&](const std::string& query) { return as(by).get(path("/billing/quote" + query)); };
  const auto amount_of = [](const http::Reply& quote) {
    EXPECT_EQ(quote.status, 200) << quote.body;
    return json_of(quote).root().find("amount_minor")->integer();
  };
  for (const std::string way : {"/reactivate", "/reinstate"}) {
    const auto gone = way == "/reactivate" ? as(by).post(member + "/suspend") : as(by).remove(member);
    ASSERT_EQ(gone.status, 200) << gone.body;
    const auto shown = asked("?member=" + cara.member.value);
    EXPECT_GT(amount_of(shown), amount_of(asked(""))) << "he paid before the trial, so it frees him of nothing";
    world().advance(minutes(5));
    const auto before = seats().balance_minor;
    const auto back = as(by).post(member + way + "?quote=" + text_of(shown, {"id"}));
    ASSERT_EQ(back.status, 200) << back.body;
    EXPECT_EQ(seats().balance_minor - before, amount_of(shown)) << way;
  }
  EXPECT_EQ(asked("?seats=2&member=" + cara.member.value).status, 422);
  EXPECT_EQ(asked("?member=mem_00000000000000000000000000").status, 404);
}

TEST_P(TrialOfATeam, makes_the_quotes_stale_that_were_made_before_it) {
  const auto quote = text_of(as(olga()).get(path("/billing/quote")), {"id"});
  ASSERT_EQ(start(olga()).status, 201);
  const std::string body = R"({"email":"a@x.example","roles":["clinician"],"quote":")" + quote + R"("})";
  const auto refused = as(olga()).post(path("/members"), body);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, {"code"}), "quote_stale");
}

ROLECALL_ON_BOTH_STORES(TrialOfATeam);

}  // namespace
}  // namespace rolecall
