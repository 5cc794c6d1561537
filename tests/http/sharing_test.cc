// Shares over the API, and what others got wrong about sharing (TRAPS, Sharing).
#include "http/sharing_world.h"

namespace rolecall::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Sharing : public SharingTest {
 protected:
  std::size_t shares() { return json_of(as(cara_).get(session_ + "/shares")).root().find("items")->size(); }
};

TEST_P(Sharing, a_share_is_given_listed_changed_and_ended) {
  const auto made = share(cara_, dora_, "view");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_THAT(made.body, HasSubstr(R"("level":"view","granted_by":{"id":")" + cara_.member.value));
  EXPECT_THAT(made.body, HasSubstr(R"("parent":null,"expires_at":null)"));
  EXPECT_THAT(made.body, HasSubstr(R"("allowed_actions":["session.share","session.unshare"])"));
  EXPECT_EQ(share(cara_, dora_, "full").status, 200);
  const auto listed = as(cara_).get(session_ + "/shares");
  EXPECT_THAT(listed.body, HasSubstr(R"("level":"full")"));
  EXPECT_THAT(as(owner()).get(session_ + "/shares").body, HasSubstr(R"("allowed_actions":["session.unshare"])"));
  EXPECT_EQ(as(cara_).get(session_ + "/shares/" + dora_.member.value).body, listed.body);
  EXPECT_EQ(as(cara_).get(session_ + "/shares/" + emil_.member.value).status, 404);
  EXPECT_EQ(unshare(cara_, dora_).body, R"({"ended":1})");
  EXPECT_EQ(unshare(cara_, dora_).status, 404);
  EXPECT_EQ(shares(), 0U);
}

TEST_P(Sharing, a_list_of_shares_is_complete_over_pages) {
  for (const auto& colleague : {dora_, emil_, owner()}) {
    ASSERT_EQ(share(cara_, colleague, "view").status, 200);
    world().advance(minutes(1));
  }
  std::vector<std::string> seen;
  for (std::string cursor, query = "?limit=1";; query = "?limit=1&cursor=" + cursor) {
    const auto page = as(cara_).get(session_ + "/shares" + query);
    ASSERT_EQ(page.status, 200) << page.body;
    const auto document = json_of(page);
    for (const json::Value item : json::Value(document.root().find("items").value())) {
      seen.emplace_back(item.find("member")->find("id")->string());
    }
    cursor = text_of(page, {"next_cursor"});
    if (cursor.empty()) break;
  }
  EXPECT_EQ(seen, (std::vector{dora_.member.value, emil_.member.value, owner().member.value}));
}

TEST_P(Sharing, wrong_fields_are_named) {
  EXPECT_THAT(share(cara_, dora_, "everything").body, HasSubstr(R"("pointer":"/level")"));
  EXPECT_THAT(share(cara_, cara_, "view").body, HasSubstr(R"("pointer":"/member")"));
  const auto over =
      as(cara_).put(session_ + "/shares/" + dora_.member.value, R"({"level":"view","expires_at":"2020-01-01T00:00:00Z"})");
  EXPECT_THAT(over.body, HasSubstr(R"("pointer":"/expires_at")"));
  EXPECT_EQ(shares(), 0U);
}

TEST_P(Sharing, a_preview_says_who_gains_and_loses_what_and_writes_nothing) {
  const auto gains = share(cara_, dora_, "view", "?dry_run=true");
  ASSERT_EQ(gains.status, 200) << gains.body;
  EXPECT_THAT(gains.body, HasSubstr(R"("name":"Dora"},"action":"note.read","scope":"shared_view")"));
  EXPECT_THAT(gains.body, Not(HasSubstr("note.update")));
  EXPECT_THAT(gains.body, HasSubstr(R"("lost":[])"));
  EXPECT_EQ(opens(dora_), "session_view_off") << "a preview gives nothing";

  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(share(dora_, emil_, "edit").status, 200);
  const auto rows = audit_rows();
  const auto losses = share(cara_, dora_, "edit", "?dry_run=true");
  EXPECT_THAT(losses.body, HasSubstr(R"("name":"Dora"},"action":"session.share","scope":"shared_full")"));
  EXPECT_THAT(losses.body, HasSubstr(R"("name":"Emil"},"action":"session.read","scope":"shared_view")"));
  EXPECT_THAT(losses.body, HasSubstr("passed on from this one will end: 1."));
  EXPECT_EQ(share(emil_, owner(), "view", "?dry_run=true").status, 403);
  EXPECT_EQ(audit_rows(), rows) << "a question, even a refused one, writes nothing";
  EXPECT_EQ(shares(), 2U);
}

TEST_P(Sharing, lowering_a_share_lowers_what_hangs_under_it) {
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(share(dora_, emil_, "full").status, 200);
  ASSERT_EQ(share(emil_, owner(), "edit").status, 200);
  ASSERT_EQ(changes(owner()), "permitted");
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  EXPECT_EQ(changes(dora_), "permitted");
  EXPECT_EQ(text_of(share(dora_, emil_, "view"), {"rule"}), "share_level_too_low");
  EXPECT_NE(opens(emil_), "permitted");
  EXPECT_NE(opens(owner()), "permitted");
  const auto ended = audited("session.unshare");
  ASSERT_EQ(ended.size(), 2U);
  EXPECT_EQ(*ended.front().reason.text(), "parent_share_changed");
}

TEST_P(Sharing, two_shares_of_different_level_never_lend_each_other_rights) {
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(share(cara_, emil_, "view").status, 200);
  ASSERT_EQ(share(dora_, emil_, "edit").status, 200);
  EXPECT_EQ(changes(emil_), "permitted");
  EXPECT_EQ(text_of(share(emil_, owner(), "view"), {"rule"}), "share_level_too_low");
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  EXPECT_EQ(opens(emil_), "permitted");
  EXPECT_EQ(changes(emil_), "share_level_too_low");
}

TEST_P(Sharing, an_ended_share_gives_a_clean_refusal) {
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  ASSERT_EQ(opens(dora_), "permitted");
  ASSERT_EQ(unshare(cara_, dora_).status, 200);
  const auto page = as(dora_).get(session_);
  EXPECT_EQ(page.status, 403);
  EXPECT_EQ(text_of(page, {"code"}), "denied");
  EXPECT_NE(text_of(page, {"explanation"}), "");
  EXPECT_FALSE(page.header("Location")) << "no loop";
  EXPECT_EQ(as(dora_).get(session_).body, page.body) << "asked again it says the same";
  EXPECT_EQ(as(dora_).get(path("/sessions?clinician=all")).status, 200);
}

TEST_P(Sharing, restriction_holds_for_every_representation) {
  const auto note = session_ + "/notes/" + text_of(as(cara_).post(session_ + "/notes", R"({"title":"Visit"})"), {"id"});
  const auto letter =
      session_ + "/documents/" + text_of(as(cara_).post(session_ + "/documents", R"({"title":"Letter"})"), {"id"});
  ASSERT_EQ(switch_session_view("true").status, 200);
  const std::vector<std::string> bodies{
      session_,           session_ + "/transcript", session_ + "/notes",     note,
      note + "/versions", note + "/versions/1",     session_ + "/documents", letter,
      letter + ".pdf",    letter + ".txt",          letter + "/versions",    letter + "/versions/1"};
  const auto id = session_.substr(session_.rfind('/') + 1);
  const auto readable = [&] {
    const auto preview = as(owner()).put(path("/members/" + owner().member.value + "/roles?dry_run=true"),
                                         R"({"roles":["administrator","clinician"]})");
    return json_of(preview).root().find("sessions")->find("readable_before")->integer();
  };
  for (const auto& target : bodies) EXPECT_EQ(as(owner()).get(target).status, 200) << target;
  EXPECT_THAT(as(owner()).get(path("/sessions?clinician=all")).body, HasSubstr(id));
  EXPECT_THAT(as(owner()).get(path("/sessions?clinician=all&query=byron")).body, HasSubstr(id));
  EXPECT_EQ(readable(), 1);

  ASSERT_EQ(as(cara_).put(session_ + "/restriction", "").status, 204);
  for (const auto& target : bodies) EXPECT_EQ(text_of(as(owner()).get(target), {"rule"}), "session_restricted") << target;
  EXPECT_EQ(text_of(as(owner()).post(session_ + "/documents", R"({"title":"Mine"})"), {"rule"}), "session_restricted");
  EXPECT_THAT(as(owner()).get(path("/sessions?clinician=all")).body, Not(HasSubstr(id)));
  EXPECT_THAT(as(owner()).get(path("/sessions?clinician=" + cara_.member.value)).body, Not(HasSubstr(id)));
  EXPECT_THAT(as(owner()).get(path("/sessions?clinician=all&query=byron")).body, Not(HasSubstr(id)));
  EXPECT_EQ(readable(), 0);
  const auto access = json_of(as(owner()).get(session_ + "/access"));
  EXPECT_EQ(access.root().find("can_open")->size(), 1U) << "its clinician alone";
  for (const auto& target : bodies) EXPECT_EQ(as(cara_).get(target).status, 200) << target;
}

TEST_P(Sharing, one_hidden_item_never_hides_the_next) {
  ASSERT_EQ(switch_session_view("true").status, 200);
  std::vector<std::string> shown;
  for (int i = 0; i < 6; ++i) {
    world().advance(minutes(1));
    const auto session = session_of(cara_, "Grace Hopper");
    if (i % 2 == 0) {
      ASSERT_EQ(as(cara_).put(session + "/restriction", "").status, 204);
    } else {
      shown.insert(shown.begin(), session.substr(session.rfind('/') + 1));
    }
  }
  for (const std::string filter : {"?clinician=all&query=grace", "?clinician=all&query=grace%20hopper"}) {
    std::vector<std::string> seen;
    for (std::string cursor;;) {
      const auto page = as(owner()).get(path("/sessions" + filter + "&limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor)));
      ASSERT_EQ(page.status, 200) << page.body;
      const auto document = json_of(page);
      for (const json::Value item : json::Value(document.root().find("items").value())) {
        seen.emplace_back(item.find("id")->string());
      }
      cursor = text_of(page, {"next_cursor"});
      if (cursor.empty()) break;
    }
    EXPECT_EQ(seen, shown) << filter;
  }
}

TEST_P(Sharing, a_session_shared_twice_never_hides_the_next) {
  const auto newest = session_of(cara_, "Grace Hopper");
  const auto with = [&](const std::string& session, const Person& by, const Colleague& to, const std::string& level) {
    const auto reply = as(by).put(session + "/shares/" + to.member.value, R"({"level":")" + level + R"("})");
    ASSERT_EQ(reply.status, 200) << reply.body;
  };
  with(session_, cara_, emil_, "view");
  with(newest, cara_, dora_, "full");
  with(newest, cara_, emil_, "view");
  with(newest, dora_, emil_, "edit");
  const auto page = as(emil_).get(path("/sessions?clinician=all&limit=1"));
  EXPECT_EQ(json_of(page).root().find("items")->size(), 1U);
  const auto cursor = text_of(page, {"next_cursor"});
  ASSERT_NE(cursor, "") << page.body;
  const auto rest = as(emil_).get(path("/sessions?clinician=all&limit=1&cursor=" + cursor));
  EXPECT_EQ(json_of(rest).root().find("items")->size(), 1U);
  EXPECT_EQ(text_of(rest, {"next_cursor"}), "");
}

TEST_P(Sharing, shares_he_passed_on_end_with_his_right_to_share) {
  const auto role = as(owner()).post(
      path("/roles"), R"({"name":"Referrer","family":"clinician","grants":[{"action":"session.share","scope":"shared_full"}]})");
  ASSERT_EQ(role.status, 201) << role.body;
  give_roles(dora_, R"([")" + text_of(role, {"id"}) + R"("])");
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(share(dora_, emil_, "view").status, 200);
  ASSERT_EQ(opens(emil_), "permitted");
  const auto redefined =
      as(owner()).patch(path("/roles/" + text_of(role, {"id"})), R"({"grants":[{"action":"member.list","scope":"team"}]})");
  ASSERT_EQ(redefined.status, 200) << redefined.body;
  EXPECT_EQ(opens(dora_), "permitted");
  EXPECT_NE(opens(emil_), "permitted");
  ASSERT_EQ(audited("session.unshare").size(), 1U);
  EXPECT_EQ(*audited("session.unshare").front().reason.text(), "sharer_lost_right");
}

TEST_P(Sharing, the_preview_of_a_role_change_warns_of_shares_that_would_end) {
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(share(dora_, emil_, "full").status, 200);
  ASSERT_EQ(share(emil_, owner(), "view").status, 200);
  const auto preview = [&](const std::string& roles) {
    return as(owner()).put(path("/members/" + dora_.member.value + "/roles?dry_run=true"), R"({"roles":)" + roles + "}").body;
  };
  EXPECT_THAT(preview(R"(["template_manager"])"), HasSubstr("Shares of sessions that will end"));
  EXPECT_THAT(preview(R"(["template_manager"])"), HasSubstr("no longer give them: 2."));
  EXPECT_THAT(preview(R"(["assistant"])"), Not(HasSubstr("Shares of sessions"))) << "an assistant passes on";
  give_roles(dora_, R"(["template_manager"])");
  EXPECT_EQ(shares(), 1U);
}

TEST_P(Sharing, a_reassigned_session_is_shared_by_its_new_clinician_or_not_at_all) {
  ASSERT_EQ(share(cara_, dora_, "full").status, 200);
  ASSERT_EQ(share(dora_, emil_, "view").status, 200);
  const auto heir = join("Hans", "hans@clinic.example", {"clinician"});
  ASSERT_EQ(as(owner()).post(path("/members/" + cara_.member.value + "/suspend")).status, 200);
  EXPECT_EQ(opens(emil_), "permitted") << "a suspended clinician comes back to his sessions";
  ASSERT_EQ(as(owner()).put(session_ + "/clinician", R"({"member":")" + heir.member.value + R"("})").status, 204);
  EXPECT_NE(opens(dora_), "permitted");
  EXPECT_NE(opens(emil_), "permitted");
  EXPECT_THAT(as(heir).get(session_ + "/shares").body, HasSubstr(R"("items":[])"));
  EXPECT_EQ(*audited("session.unshare").front().reason.text(), "sharer_lost_right");
  EXPECT_EQ(share(heir, dora_, "view").status, 200);
  EXPECT_EQ(opens(dora_), "permitted");
}

TEST_P(Sharing, lists_a_shared_session_under_the_status_that_it_has_now) {
  const auto is_listed_as = [&](const std::string& status) {
    return as(dora_).get(path("/sessions?clinician=all&status=" + status)).body.contains("Ada Byron");
  };
  ASSERT_EQ(share(cara_, dora_, "view").status, 200);
  EXPECT_TRUE(is_listed_as("draft"));
  ASSERT_EQ(as(cara_).patch(session_, R"({"status":"completed"})").status, 200);
  EXPECT_FALSE(is_listed_as("draft"));
  EXPECT_TRUE(is_listed_as("completed"));
  ASSERT_EQ(share(cara_, dora_, "edit").status, 200);
  EXPECT_TRUE(is_listed_as("completed")) << "a changed share too";
}

ROLECALL_ON_BOTH_STORES(Sharing);

}  // namespace
}  // namespace rolecall::testing
