// /me/notices: what the portal tells a member, written with what happened, and read by nobody else.
#include "http/administration_world.h"
#include "http/routes_notices.h"

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
  NoticesApi() : ApiTest(with_notices()) {}

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
