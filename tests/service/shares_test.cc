// Direct shares: who may give one, what it opens, and what ends with it.
#include <algorithm>

#include "service/membership/change_roles.h"
#include "service/membership/remove_member.h"
#include "service/membership/suspend_member.h"
#include "service/shares/list_shares.h"
#include "service/shares/share_session.h"
#include "support/clinical_world.h"

namespace rolecall::testing {
namespace {

using policy::ShareLevel;

class Shares : public ClinicalTest {
 protected:
  void SetUp() override {
    ClinicalTest::SetUp();
    cara_ = join("Cara", "cara@clinic.example", {"clinician"});
    dora_ = join("Dora", "dora@clinic.example", {"clinician"});
    emil_ = join("Emil", "emil@clinic.example", {"clinician"});
    session_ = session_of(cara_);
  }

  Result<service::ShownShare> share(const Person& by, const Colleague& with, ShareLevel level,
                                    std::optional<Instant> expires_at = std::nullopt) {
    return write([&](auto& tx, const auto& environment) {
      return service::share_session(tx, environment, by.credential, {team(), session_, with.member, level, expires_at});
    });
  }
  Result<std::int64_t> unshare(const Person& by, const Colleague& with) {
    return write([&](auto& tx, const auto& environment) {
      return service::unshare_session(tx, environment, by.credential, team(), session_, with.member);
    });
  }
  std::vector<service::ShownShare> shares(const Person& by) {
    const auto page = read([&](auto& tx, const auto& environment) {
      return service::list_shares(tx, environment, by.credential, {team(), session_, {}, {}});
    });
    EXPECT_TRUE(page) << rule_of(page);
    return page ? page->items : std::vector<service::ShownShare>{};
  }
  Result<service::ShownSession> change_context(const Person& by) {
    return write([&](auto& tx, const auto& environment) {
      return service::update_session(tx, environment, by.credential,
                                     {.team = team(), .session = session_, .context = "Second opinion"});
    });
  }
  void give_roles(const Colleague& to, const std::vector<std::string>& roles) {
    const auto changed = write([&](auto& tx, const auto& environment) {
      return service::change_roles(tx, environment, owner().credential, {team(), to.member, roles, {}});
    });
    ASSERT_TRUE(changed) << rule_of(changed);
  }
  std::string opens(const Person& by) { return rule_of(open(by, session_)); }

  Colleague cara_;
  Colleague dora_;
  Colleague emil_;
  SessionId session_;
};

TEST_P(Shares, a_share_opens_one_session_at_its_level_on_the_next_request) {
  const auto other = session_of(cara_);
  EXPECT_EQ(opens(dora_), "plan_lacks_feature");
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::view));
  EXPECT_EQ(opens(dora_), "permitted");
  EXPECT_EQ(listed(dora_), std::vector{session_});
  EXPECT_EQ(rule_of(open(dora_, other)), "plan_lacks_feature");
  EXPECT_EQ(rule_of(change_context(dora_)), "share_level_too_low");
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::edit));
  EXPECT_EQ(rule_of(change_context(dora_)), "permitted");
  EXPECT_EQ(shares(cara_).size(), 1U);
}

TEST_P(Shares, only_the_clinician_or_the_holder_of_a_full_share_shares) {
  EXPECT_EQ(rule_of(share(dora_, emil_, ShareLevel::view)), "not_own");
  EXPECT_EQ(rule_of(share(owner(), emil_, ShareLevel::view)), "not_own");
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::edit));
  EXPECT_EQ(rule_of(share(dora_, emil_, ShareLevel::view)), "share_level_too_low");
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  EXPECT_EQ(rule_of(share(dora_, emil_, ShareLevel::full)), "permitted");
  EXPECT_EQ(opens(emil_), "permitted");
}

TEST_P(Shares, lowering_a_share_lowers_what_hangs_under_it) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::full));
  ASSERT_TRUE(share(emil_, owner(), ShareLevel::view));
  ASSERT_EQ(opens(owner()), "permitted");
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::view));
  EXPECT_EQ(opens(dora_), "permitted");
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
  EXPECT_EQ(opens(owner()), "plan_lacks_feature");
  const auto ended = audited("session.unshare");
  ASSERT_EQ(ended.size(), 2U);
  EXPECT_EQ(ended.front().actor.type, audit::ActorType::system);
}

TEST_P(Shares, ending_a_share_ends_what_was_passed_on_from_it) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::edit));
  EXPECT_EQ(unshare(cara_, dora_).value(), 2);
  EXPECT_EQ(opens(dora_), "plan_lacks_feature");
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
  EXPECT_EQ(rule_of(unshare(cara_, dora_)), "not_found");
}

TEST_P(Shares, two_shares_of_different_level_never_lend_each_other_rights) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(cara_, emil_, ShareLevel::view));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::edit));
  ASSERT_EQ(rule_of(change_context(emil_)), "permitted");
  ASSERT_TRUE(unshare(cara_, dora_));
  EXPECT_EQ(opens(emil_), "permitted");
  EXPECT_EQ(rule_of(change_context(emil_)), "share_level_too_low");
}

TEST_P(Shares, two_shares_that_were_passed_on_to_each_other_do_not_keep_each_other_alive) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full, world().clock().now() + days(1)));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::full));
  ASSERT_TRUE(share(emil_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::full, world().clock().now() + hours(1)));
  EXPECT_EQ(unshare(cara_, dora_).value(), 3);
  EXPECT_EQ(opens(dora_), "plan_lacks_feature");
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
  EXPECT_TRUE(shares(cara_).empty());
}

TEST_P(Shares, a_share_that_is_passed_on_never_outlives_the_one_above_it) {
  const Instant soon = world().clock().now() + minutes(10);
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full, soon + minutes(10)));
  EXPECT_EQ(share(dora_, emil_, ShareLevel::view).value().share.expires_at, soon + minutes(10));
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full, soon));
  world().advance(minutes(10));
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
  EXPECT_EQ(opens(dora_), "plan_lacks_feature");
  EXPECT_EQ(rule_of(share(cara_, dora_, ShareLevel::view, soon)), "invalid");
  EXPECT_EQ(rule_of(share(cara_, dora_, ShareLevel::view)), "permitted");
}

TEST_P(Shares, shares_he_passed_on_end_with_his_right_to_share) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::view));
  give_roles(dora_, {"template_manager"});
  EXPECT_EQ(opens(dora_), "permitted");
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
}

TEST_P(Shares, who_becomes_an_assistant_still_passes_on_but_shares_no_own_session) {
  ASSERT_TRUE(share(cara_, emil_, ShareLevel::view));
  give_roles(cara_, {"assistant"});
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
}

/// What a custom role grants that reads and shares own sessions, and with `more` what else.
std::string sharer_grants(const std::string& more = "") {
  std::string grants = R"(["session.create","own"],["session.share","own"])";
  for (const char* read : {"session.read", "transcript.read", "note.read", "document.read"})
    grants += std::string(",[\"") + read + R"(","own"])";
  return "[" + grants + more + "]";
}

TEST_P(Shares, never_open_more_than_their_maker_may_do) {
  const auto fred = join("Fred", "fred@clinic.example", {"assistant"});
  set([](store::TeamSettings&) {});
  const auto make_role = [&](const std::string& grants) {
    const auto done = world().write([&](store::Transaction& tx) -> Result<Done> {
      store::execute(tx,
                     "INSERT INTO custom_role(id, team_id, name, name_key, family, grants, created_at) VALUES "
                     "('rol_reader', $1, 'Reader', 'reader', 'clinician', $2, 0) ON CONFLICT (id) DO UPDATE SET grants = $2",
                     team(), grants);
      return Done{};
    });
    ASSERT_TRUE(done);
  };
  make_role(sharer_grants());
  force(fred.member, [](store::Member& member) {
    member.roles = {};
    member.custom_roles = {RoleId{"rol_reader"}};
  });
  session_ = session_of(fred);
  EXPECT_EQ(rule_of(share(fred, dora_, ShareLevel::edit)), "above_own_rights");
  EXPECT_EQ(rule_of(share(fred, dora_, ShareLevel::view)), "permitted");
  const std::string editing = R"(,["session.update","own"],["note.create","own"],["note.update","own"])"
                              R"(,["document.create","own"],["document.update","own"])";
  make_role(sharer_grants(editing));
  EXPECT_EQ(rule_of(share(fred, dora_, ShareLevel::edit)), "permitted");
  EXPECT_EQ(rule_of(share(fred, emil_, ShareLevel::view)), "permitted");
  make_role(sharer_grants());
  give_roles(fred, {"rol_reader", "template_manager"});
  EXPECT_EQ(opens(dora_), "session_view_off");
  EXPECT_EQ(opens(emil_), "permitted") << "reading is still his to give";
}

TEST_P(Shares, removal_ends_the_shares_to_a_member_and_those_he_gave) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::view));
  const auto removed = write([&](auto& tx, const auto& environment) {
    return service::remove_member(tx, environment, owner().credential, {team(), dora_.member, {}});
  });
  ASSERT_TRUE(removed) << rule_of(removed);
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
  EXPECT_TRUE(shares(cara_).empty());
}

TEST_P(Shares, a_suspended_clinicians_own_shares_stay_and_what_he_passed_on_ends) {
  const auto suspend = [&](const Colleague& who) {
    return write([&](auto& tx, const auto& environment) {
      return service::suspend_member(tx, environment, owner().credential, {team(), who.member, {}});
    });
  };
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  ASSERT_TRUE(share(dora_, emil_, ShareLevel::view));
  ASSERT_TRUE(suspend(dora_));
  EXPECT_EQ(opens(emil_), "plan_lacks_feature");
  ASSERT_TRUE(share(cara_, emil_, ShareLevel::view));
  ASSERT_TRUE(suspend(cara_));
  EXPECT_EQ(opens(emil_), "permitted");
}

TEST_P(Shares, an_administrator_ends_a_share_without_reading_and_the_clinician_is_told) {
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::view));
  world().take_mails();
  EXPECT_EQ(rule_of(unshare(dora_, dora_)), "share_level_too_low");
  ASSERT_TRUE(unshare(owner(), dora_));
  EXPECT_EQ(opens(owner()), "plan_lacks_feature");
  EXPECT_EQ(opens(dora_), "plan_lacks_feature");
  const auto mails = world().take_mails();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails.front().address, cara_.address);
  EXPECT_EQ(mails.front().text.find("Ada Byron"), std::string::npos);
  EXPECT_EQ(count("SELECT count(*) FROM notice WHERE team_id = $1 AND kind = 'share_ended'"), 1);
}

TEST_P(Shares, nobody_gets_a_share_who_is_the_clinician_the_sharer_or_not_active) {
  EXPECT_EQ(rule_of(share(cara_, cara_, ShareLevel::view)), "invalid");
  ASSERT_TRUE(share(cara_, dora_, ShareLevel::full));
  EXPECT_EQ(rule_of(share(dora_, cara_, ShareLevel::view)), "invalid");
  put_into(emil_.member, MemberState::suspended);
  EXPECT_EQ(rule_of(share(cara_, emil_, ShareLevel::view)), "invalid");
  Colleague stranger;
  stranger.member = MemberId::make(world().clock().now());
  EXPECT_EQ(rule_of(share(cara_, stranger, ShareLevel::view)), "not_found");
}

ROLECALL_ON_BOTH_STORES(Shares);

}  // namespace
}  // namespace rolecall::testing
