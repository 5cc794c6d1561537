// /me/notices: what the portal tells a member, written with what happened, and read by nobody else.
#include "http/administration_world.h"
#include "http/routes_notices.h"
#include "service/jobs.h"

namespace rolecall {
namespace {

using testing::AdministrationTest;
using testing::Colleague;

std::vector<http::Route> with_notices() {
  auto routes = testing::administration_routes();
  const auto notices = http::notice_routes();
  routes.insert(routes.end(), notices.begin(), notices.end());
  return routes;
}

class NoticesApi : public testing::ApiTest {
 protected:
  explicit NoticesApi(std::vector<http::Route> routes = with_notices()) : ApiTest(std::move(routes)) {}

  [[nodiscard]] std::string path(const std::string& rest) const { return "/api/v1/teams/" + team().value + rest; }
  [[nodiscard]] std::string of(const Colleague& member, const std::string& rest) const {
    return path("/members/" + member.member.value + rest);
  }

  struct Seen {
    std::string kind, text, id;
    bool read;
  };
  struct List {
    std::vector<Seen> items;
    std::int64_t unread;
    std::string cursor;
  };
  [[nodiscard]] List notices(const testing::Person& person, const std::string& query = "") const {
    const auto reply = as(person).get("/api/v1/me/notices" + query);
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto document = json_of(reply);
    List list;
    list.unread = document.root().find("unread")->integer();
    const auto cursor = document.root().find("next_cursor").value();
    if (cursor.is_string()) list.cursor = cursor.string();
    const auto items = document.root().find("items").value();
    for (const json::Value item : items) {
      list.items.push_back({std::string(item.find("kind")->string()), std::string(item.find("text")->string()),
                            std::string(item.find("id")->string()), !item.find("read_at")->is_null()});
    }
    return list;
  }
  [[nodiscard]] std::vector<std::string> kinds(const testing::Person& person) const {
    std::vector<std::string> found;
    for (const auto& notice : notices(person).items) found.push_back(notice.kind);
    return found;
  }
};

using Kinds = std::vector<std::string>;

TEST_P(NoticesApi, a_changed_role_is_told_in_words_with_the_roles_before_and_after) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(as(owner()).put(of(cara, "/roles"), R"({"roles":["administrator"]})").status, 200);
  const auto list = notices(cara);
  ASSERT_EQ(list.items.size(), 1U);
  EXPECT_EQ(list.items[0].text, "Your roles in North Clinic have changed from Clinician to Administrator.");
  EXPECT_EQ(list.unread, 1);
  EXPECT_TRUE(kinds(owner()).empty());
}

TEST_P(NoticesApi, a_refused_change_tells_nobody) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dan = join("Dan", "dan@clinic.example", {"clinician"});
  EXPECT_EQ(as(dan).put(of(cara, "/roles"), R"({"roles":["administrator"]})").status, 403);
  EXPECT_EQ(as(owner()).put(of(cara, "/roles") + "?dry_run=true", R"({"roles":["administrator"]})").status, 200);
  EXPECT_TRUE(kinds(cara).empty());
}

TEST_P(NoticesApi, suspending_reactivating_and_signing_out_are_told) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(as(owner()).remove(of(cara, "/logins")).status, 204);
  EXPECT_EQ(kinds(cara), (Kinds{"logins_revoked"}));
  EXPECT_EQ(as(owner()).post(of(cara, "/suspend"), "{}").status, 200);
  EXPECT_EQ(as(owner()).post(of(cara, "/reactivate")).status, 200);
  EXPECT_EQ(count("SELECT count(*) FROM notice WHERE team_id = $1"), 3);
}

TEST_P(NoticesApi, settings_are_told_to_everybody_but_who_changed_them) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dan = join("Dan", "dan@clinic.example", {"assistant"});
  EXPECT_EQ(as(owner()).patch(path("/settings"), R"({"emergency_access":true})").status, 200);
  EXPECT_EQ(notices(cara).items.at(0).text, "The settings of North Clinic have changed: emergency access.");
  EXPECT_EQ(kinds(dan), (Kinds{"settings_changed"}));
  EXPECT_TRUE(kinds(owner()).empty());
}

TEST_P(NoticesApi, session_view_is_told_to_the_clinicians_alone) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dan = join("Dan", "dan@clinic.example", {"assistant"});
  const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
    auto changed = store::find_team(tx, team()).value();
    changed.plan = "together";
    const auto permit = store::permit_system(tx, team(), store::SystemReason::demo_data);
    store::save_team(tx, permit, store::record(tx, permit, "system.test", {"team", team().value}, nullptr, nullptr), changed);
    return Done{};
  });
  ASSERT_TRUE(done);
  const auto reply = as(owner()).patch(
      path("/settings"),
      R"({"session_view":{"enabled":true,"audience_roles":["administrator"],"audience_members":[],"include_transcripts":false}})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(kinds(cara), (Kinds{"session_view_changed"}));
  EXPECT_TRUE(kinds(dan).empty());
}

TEST_P(NoticesApi, an_offered_ownership_and_its_end_are_told_to_both) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const std::string offer =
      R"({"member":")" + cara.member.value + R"(","password":")" + std::string(testing::test_password) + R"("})";
  ASSERT_EQ(as(owner()).post(path("/ownership"), offer).status, 200);
  EXPECT_EQ(kinds(cara), (Kinds{"ownership_offered"}));
  EXPECT_EQ(as(cara).remove(path("/ownership")).status, 204);
  EXPECT_EQ(notices(owner()).items.at(0).text, "Your offer of the ownership of North Clinic was declined.");
  world().advance(minutes(1));
  ASSERT_EQ(as(owner()).post(path("/ownership"), offer).status, 200);
  world().advance(minutes(1));
  ASSERT_EQ(as(cara).post(path("/ownership/accept")).status, 200);
  EXPECT_EQ(kinds(cara).front(), "ownership_taken");
  EXPECT_EQ(kinds(owner()).front(), "ownership_given");
}

TEST_P(NoticesApi, the_administrators_hear_that_invitations_were_revoked_with_the_right_of_the_inviter) {
  const auto adam = join("Adam", "adam@clinic.example", {"administrator"});
  ASSERT_TRUE(add(adam, {"new@clinic.example", {"clinician"}}));
  EXPECT_EQ(as(owner()).put(of(adam, "/roles"), R"({"roles":["clinician"]})").status, 200);
  EXPECT_EQ(notices(owner()).items.at(0).text,
            "One invitation to North Clinic was revoked, because the person who sent them may not invite any more.");
}

class NoticesOfAClinic : public NoticesApi {
 protected:
  NoticesOfAClinic() : NoticesApi(http::all_routes()) {}
  void SetUp() override {
    NoticesApi::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician"});
    anna_ = join("Anna", "anna@clinic.example", {"assistant"});
    session_ = text_of(
        as(cara_).post(path("/sessions"), R"({"patient":{"name":"Ada Byron","identifier":"A-1","date_of_birth":"1980-02-29"}})"),
        {"id"});
  }
  /// Kind and target of the newest notice, as "kind type/id".
  [[nodiscard]] std::string newest(const testing::Person& person) const {
    const auto reply = as(person).get("/api/v1/me/notices?limit=1");
    const auto document = json_of(reply);
    const auto items = document.root().find("items").value();
    for (const json::Value item : items) {
      const auto target = item.find("target").value();
      const std::string kind(item.find("kind")->string());
      if (target.is_null()) return kind;
      return kind + " " + std::string(target.find("type")->string()) + "/" + std::string(target.find("id")->string());
    }
    return "none";
  }

  Colleague cara_, dora_, anna_;
  std::string session_;
};

TEST_P(NoticesOfAClinic, a_share_leads_to_its_session) {
  const auto shared = as(cara_).put(path("/sessions/" + session_ + "/shares/" + dora_.member.value), R"({"level":"edit"})");
  ASSERT_EQ(shared.status / 100, 2) << shared.body;
  EXPECT_EQ(newest(dora_), "share_given session/" + session_);
  EXPECT_EQ(notices(dora_).items.at(0).text, "A session in North Clinic is shared with you: you can read and edit it.");
  EXPECT_EQ(newest(cara_), "none");
}

TEST_P(NoticesOfAClinic, a_delegation_is_told_to_the_assistant_and_its_end_to_the_other_one) {
  const auto given = as(cara_).post(path("/delegations"), R"({"assistant":")" + anna_.member.value +
                                                              R"(","from":"2026-03-01T00:00:00Z","to":"2026-04-01T00:00:00Z"})");
  ASSERT_EQ(given.status, 201) << given.body;
  const auto id = text_of(given, {"id"});
  EXPECT_EQ(newest(anna_), "delegation_given delegation/" + id);
  ASSERT_EQ(as(anna_).remove(path("/delegations/" + id)).status, 204);
  EXPECT_EQ(newest(cara_), "delegation_ended delegation/" + id);
  EXPECT_EQ(kinds(anna_).size(), 1U) << "who ended it knows";
}

TEST_P(NoticesOfAClinic, an_emergency_access_leads_its_reviewers_to_it) {
  ASSERT_EQ(as(owner()).patch(path("/settings"), R"({"emergency_access":true})").status, 200);
  const auto opened =
      as(dora_).post(path("/emergency"), R"({"identifier":"A-1","date_of_birth":"1980-02-29","reason":"Collapsed"})");
  ASSERT_EQ(opened.status, 201) << opened.body;
  const auto told = kinds(owner());
  EXPECT_NE(std::ranges::find(told, "emergency_review_due"), told.end());
  EXPECT_EQ(count("SELECT count(*) FROM notice WHERE team_id = $1 AND kind = 'emergency_review_due'"), 1);
  const auto body = as(owner()).get("/api/v1/me/notices").body;
  EXPECT_NE(body.find(R"("target":{"type":"emergency","id":")" + text_of(opened, {"id"})), std::string::npos) << body;
  EXPECT_EQ(body.find("Byron"), std::string::npos);
}

TEST_P(NoticesOfAClinic, a_decided_proposal_is_told_to_who_made_it) {
  const auto proposed =
      as(dora_).post(path("/templates/proposals"), R"({"kind":"note","name":"Visit","body":"{{patient.name}}"})");
  ASSERT_EQ(proposed.status, 201) << proposed.body;
  const auto id = text_of(proposed, {"id"});
  ASSERT_EQ(as(owner()).post(path("/templates/proposals/" + id + "/decline"), R"({"answer":"We have one"})").status / 100, 2);
  EXPECT_EQ(newest(dora_), "proposal_decided proposal/" + id);
  EXPECT_EQ(notices(dora_).items.at(0).text, "The template that you proposed to North Clinic was declined.");
}

TEST_P(NoticesOfAClinic, money_is_told_to_the_owner) {
  world().advance(days(1));
  service::run_due_jobs(world().store(), world().environment());
  const auto olga = world().signed_in_again(owner());
  EXPECT_TRUE(newest(olga).starts_with("invoice_issued invoice/inv_")) << newest(olga);
  world().advance(days(40));
  service::run_due_jobs(world().store(), world().environment());
  EXPECT_TRUE(newest(world().signed_in_again(owner())).starts_with("invoice_overdue invoice/inv_"));
  ASSERT_EQ(as(world().signed_in_again(owner())).post(path("/billing/trial")).status, 201);
  world().advance(days(29));
  service::run_due_jobs(world().store(), world().environment());
  EXPECT_EQ(newest(world().signed_in_again(owner())), "trial_ending billing/" + team().value);
}

ROLECALL_ON_BOTH_STORES(NoticesOfAClinic);

TEST_P(NoticesApi, are_read_one_by_one_or_all_at_once) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  for (const char* roles : {R"({"roles":["assistant"]})", R"({"roles":["clinician"]})", R"({"roles":["administrator"]})"}) {
    EXPECT_EQ(as(owner()).put(of(cara, "/roles"), roles).status, 200);
  }
  const auto first = notices(cara).items.at(0).id;
  const auto reply = as(cara).post("/api/v1/me/notices/read", R"({"ids":[")" + first + R"("]})");
  EXPECT_EQ(reply.body, R"({"unread":2})");
  EXPECT_TRUE(notices(cara).items.at(0).read);
  EXPECT_FALSE(notices(cara).items.at(1).read);
  EXPECT_EQ(as(cara).post("/api/v1/me/notices/read").body, R"({"unread":0})");
}

TEST_P(NoticesApi, nobody_reads_or_marks_those_of_another) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  const auto dan = join("Dan", "dan@clinic.example", {"clinician"});
  EXPECT_EQ(as(owner()).put(of(cara, "/roles"), R"({"roles":["assistant"]})").status, 200);
  const auto id = notices(cara).items.at(0).id;
  EXPECT_TRUE(kinds(dan).empty());
  EXPECT_EQ(as(dan).post("/api/v1/me/notices/read", R"({"ids":[")" + id + R"("]})").status, 200);
  EXPECT_EQ(as(dan).post("/api/v1/me/notices/read").status, 200);
  EXPECT_EQ(notices(cara).unread, 1);
  EXPECT_EQ(nobody().get("/api/v1/me/notices").status, 401);
}

TEST_P(NoticesApi, come_in_pages_without_gap_or_repeat_also_within_one_millisecond) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(as(owner())
                  .patch(path("/settings"), i % 2 == 0 ? R"({"emergency_access":true})" : R"({"emergency_access":false})")
                  .status,
              200);
  }
  std::vector<std::string> seen;
  std::string query = "?limit=2";
  for (int page = 0; page < 3; ++page) {
    const auto list = notices(cara, query);
    for (const auto& notice : list.items) seen.push_back(notice.id);
    query = "?limit=2&cursor=" + list.cursor;
  }
  std::ranges::sort(seen);
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_EQ(std::ranges::unique(seen).begin(), seen.end());
  EXPECT_EQ(as(owner()).get("/api/v1/me/notices" + query).status, query.ends_with("=") ? 200 : 400);
}

ROLECALL_ON_BOTH_STORES(NoticesApi);

}  // namespace
}  // namespace rolecall
