// Who can open a session, and who did, over the API (SPEC sections 8.2 and 8.5).
#include <map>

#include "http/routes_session_access.h"
#include "http/sharing_world.h"
#include "support/started_server.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class SessionAccess : public SharingTest {
 protected:
  void SetUp() override {
    start_server(world());
    SharingTest::SetUp();
  }

  /// Member to the rule of the answer, over all pages.
  std::map<std::string, std::string> rules(const Person& by, const std::string& limit = "50") {
    std::map<std::string, std::string> found;
    for (std::string cursor;;) {
      const auto page = as(by).get(session_ + "/access?limit=" + limit + (cursor.empty() ? "" : "&cursor=" + cursor));
      EXPECT_EQ(page.status, 200) << page.body;
      const auto document = json_of(page);
      for (const auto* list : {"can_open", "cannot"}) {
        for (const json::Value item : json::Value(document.root().find(list).value())) {
          const std::string member(item.find("member")->string());
          EXPECT_FALSE(found.contains(member)) << "nobody stands in two places";
          found[member] = item.find("because")->find("rule")->string();
        }
      }
      cursor = text_of(page, {"next_cursor"});
      if (cursor.empty()) return found;
    }
  }
};

TEST_P(SessionAccess, says_of_each_member_what_opening_the_session_answers) {
  const auto anna = join("Anna", "anna@clinic.example", {"assistant"});
  const auto tess = join("Tess", "tess@clinic.example", {"template_manager"});
  const auto sven = join("Sven", "sven@clinic.example", {"clinician"});
  const auto kept_out = join("Kurt", "kurt@clinic.example", {"administrator"});
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  ASSERT_EQ(share(cara_, tess, "view").status, 200);
  ASSERT_EQ(delegate(cara_, anna).status, 201);
  put_into(sven.member, MemberState::suspended);
  const auto agree = [&](const std::string& where) {
    const auto said = rules(cara_);
    EXPECT_EQ(said.size(), 8U) << where << ": every active and suspended member stands in it";
    for (const Colleague& member : {owner(), cara_, dora_, emil_, anna, tess, sven, kept_out}) {
      const auto rule = said.at(member.member.value);
      EXPECT_EQ(rule == "granted" ? "permitted" : rule, opens(member)) << where << ": " << member.name;
    }
  };
  agree("with Session View off");
  EXPECT_EQ(rules(cara_).at(sven.member.value), "subject_not_active");
  ASSERT_EQ(switch_session_view("true").status, 200);
  agree("with Session View on");
  EXPECT_EQ(rules(cara_).at(kept_out.member.value), "granted");
  ASSERT_EQ(as(cara_).put(session_ + "/restriction", "").status, 204);
  agree("restricted");
  EXPECT_EQ(rules(cara_).at(kept_out.member.value), "session_restricted");
}

TEST_P(SessionAccess, names_the_grant_the_actions_and_what_was_assumed) {
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  const auto access = as(owner()).get(session_ + "/access");
  EXPECT_THAT(access.body, HasSubstr(R"("assumed":["sign_in","second_factor"])"));
  EXPECT_THAT(access.body, HasSubstr(R"("grant":{"role":"member","action":"session.read","scope":"shared_view"})"));
  const auto dora = access.body.substr(access.body.find(dora_.member.value));
  EXPECT_THAT(dora.substr(0, dora.find("because")), HasSubstr("note.update"));
  EXPECT_THAT(dora.substr(0, dora.find("because")), Not(HasSubstr("transcript.update")));
  EXPECT_THAT(access.body, Not(HasSubstr("Byron"))) << "it shows no content";
  EXPECT_EQ(audited("session.open").size(), 0U);
}

TEST_P(SessionAccess, is_complete_over_pages) {
  ASSERT_EQ(share(cara_, emil_, "view").status, 200);
  EXPECT_EQ(rules(cara_, "1"), rules(cara_));
}

TEST_P(SessionAccess, is_read_where_a_walk_of_the_team_holds_up_no_other_request) {
  const auto routes = http::session_access_routes();
  const auto access = std::ranges::find_if(routes, [](const auto& route) { return route.path.ends_with("/access"); });
  ASSERT_NE(access, routes.end());
  EXPECT_EQ(access->kind, store::Kind::long_read);
}

TEST_P(SessionAccess, is_for_its_clinician_and_administrators) {
  const auto tess = join("Tess", "tess@clinic.example", {"template_manager"});
  EXPECT_EQ(rule_of(as(dora_).get(session_ + "/access")), "not_own");
  EXPECT_EQ(rule_of(as(tess).get(session_ + "/access")), "no_grant");
  EXPECT_EQ(as(owner()).get(session_ + "/access").status, 200);
}

TEST_P(SessionAccess, openings_say_who_opened_what_by_which_right) {
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  ASSERT_EQ(opens(dora_), "permitted");
  world().advance(minutes(15));
  ASSERT_EQ(as(dora_).get(session_ + "/transcript").status, 200);
  ASSERT_EQ(opens(cara_), "permitted");
  const auto openings = as(cara_).get(session_ + "/openings?limit=2");
  ASSERT_EQ(openings.status, 200) << openings.body;
  EXPECT_THAT(openings.body, HasSubstr(R"("name":"Cara","what":"session","grant":{"role":"clinician")"));
  EXPECT_THAT(openings.body,
              HasSubstr(R"("what":"transcript","grant":{"role":"member","action":"transcript.read","scope":"shared_view"})"));
  EXPECT_THAT(openings.body, HasSubstr("Being an active member of the team allows this"));
  const auto rest = as(cara_).get(session_ + "/openings?limit=2&cursor=" + text_of(openings, {"next_cursor"}));
  EXPECT_THAT(rest.body, HasSubstr(R"("name":"Dora","what":"session")"));
  EXPECT_EQ(text_of(rest, {"next_cursor"}), "");
}

TEST_P(SessionAccess, openings_are_for_the_clinician_and_for_who_reads_the_audit_which_is_audited) {
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(opens(dora_), "permitted");
  EXPECT_EQ(rule_of(as(dora_).get(session_ + "/openings")), "share_level_too_low");
  EXPECT_EQ(rule_of(as(emil_).get(session_ + "/openings")), "not_own");
  EXPECT_EQ(as(cara_).get(session_ + "/openings").status, 200);
  EXPECT_EQ(audited("audit.read").size(), 0U);
  EXPECT_EQ(as(owner()).get(session_ + "/openings").status, 200);
  EXPECT_EQ(as(owner()).get(session_ + "/openings").status, 200);
  EXPECT_EQ(audited("audit.read").size(), 1U);
  EXPECT_EQ(as(owner()).get(path("/sessions/ses_x/openings")).status, 404);
}

ROLECALL_ON_BOTH_STORES(SessionAccess);

}  // namespace
}  // namespace rolecall::testing
