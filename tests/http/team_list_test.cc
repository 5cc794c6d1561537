// GET /teams: every team of the caller, page by page, and nothing of a team that he may not open now.
#include "http/administration_world.h"
#include "service/keys/manage_api_keys.h"
#include "service/teams/read_teams.h"

namespace rolecall::testing {
namespace {

class TeamList : public TeamTest {
 protected:
  std::vector<service::TeamView> teams_of(const store::Credential& credential, int limit = 50, const TeamId& after = {}) {
    const auto listed =
        read([&](auto& tx, const auto& environment) { return service::list_teams(tx, environment, credential, after, limit); });
    return listed.value();
  }
};

class TeamListApi : public AdministrationTest {};

TEST_P(TeamList, tells_a_suspended_member_that_he_is_in_the_team_and_nothing_of_it) {
  const auto cara = join("Cara", "cara@clinic.example", {"clinician"});
  EXPECT_EQ(teams_of(cara.credential).at(0).owner.name, "Olga");
  put_into(cara.member, MemberState::suspended);
  const auto listed = teams_of(cara.credential);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].team.name, "North Clinic");
  EXPECT_EQ(listed[0].my_member.status, MemberState::suspended);
  EXPECT_EQ(listed[0].owner.name, "");
  EXPECT_EQ(listed[0].team.plan, "");
}

TEST_P(TeamListApi, shows_nothing_of_a_team_that_demands_a_second_factor_to_a_login_without_one) {
  put_on_plan("enterprise");
  force_team([](store::Team& changed, Instant) { changed.settings.require_mfa = true; });
  const auto reply = as(owner()).get("/api/v1/teams");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.find("enterprise"), std::string::npos) << reply.body;
  EXPECT_NE(reply.body.find("North Clinic"), std::string::npos) << reply.body;
}

TEST_P(TeamList, finds_the_one_team_of_a_key_behind_those_that_the_key_does_not_open) {
  std::vector<TeamId> made;
  for (const char* name : {"One", "Two", "Three"}) {
    const auto created =
        write([&](auto& tx, const auto& environment) { return service::create_team(tx, environment, owner().credential, name); });
    made.push_back(created.value().team.id);
    world().advance(seconds(1));
  }
  const auto key = write([&](auto& tx, const auto& environment) {
    return service::make_api_key(tx, environment, owner().credential,
                                 {made.back(), "Export", {"administrator"}, tx.now() + days(30)});
  });
  const store::Credential credential{store::Credential::Kind::api_key, crypto::token_hash(key.value().key)};
  const auto listed = teams_of(credential, 2);
  ASSERT_EQ(listed.size(), 1U) << "the first page begins with teams that are not the key's";
  EXPECT_EQ(listed[0].team.id, made.back());
}

ROLECALL_ON_BOTH_STORES(TeamList);
ROLECALL_ON_BOTH_STORES(TeamListApi);

}  // namespace
}  // namespace rolecall::testing
