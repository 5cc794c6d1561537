#include "service/worlds/giving_readings.h"

#include <gtest/gtest.h>

#include "service/membership/change_roles.h"
#include "service/shares/preview_share.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;
using policy::ShareLevel;

/// A complete set of roles: as a request names it, and as the policy is asked about it.
struct Gift {
  std::vector<std::string> names;
  policy::RoleRequest asked;
};

policy::GrantSet custom_grants(const Team& team, const Member& member) {
  policy::GrantSet grants;
  for (const RoleId& role : member.custom_roles) grants = grants | at(team.custom_roles, role).grants;
  return grants;
}

/// Custom roles count where they are newly given.
Gift some_gift(const Scene& scene, const Member& target) {
  Gift gift{{}, {.roles = policy::RoleSet::from_bits(scene.random() % (1U << policy::role_count)), .custom = {}}};
  for (const policy::Role role : gift.asked.roles) gift.names.emplace_back(policy::name_of(role));
  for (const CustomRole& role : scene.team.custom_roles) {
    if (scene.random() % 2 == 0) continue;
    gift.names.push_back(role.id.value);
    gift.asked.custom = gift.asked.custom | role.grants;
  }
  gift.asked.custom = gift.asked.custom - custom_grants(scene.team, target);
  gift.asked.owner = scene.random() % 8 == 0;
  if (gift.asked.owner) gift.names.emplace_back("owner");
  return gift;
}

/// Whoever may not assign roles at all hears of nothing else.
std::string expected_answer(const Scene& scene, const Member& target, const Gift& gift) {
  const Place place{.kind = ResourceKind::member, .target = &target};
  const auto in_general = scene.expected(Action::role_assign, place);
  return in_general == "granted" ? scene.expected(Action::role_assign, place, {.roles = gift.asked}) : in_general;
}

bool may_receive(const Scene& scene, const Session& session, const Member& member) {
  const bool is_asker = scene.member != nullptr && member.id == scene.member->id;
  return member.state == MemberState::active && !is_asker && member.id != session.clinician;
}

void compare_shares(const Scene& scene, const Session& session, const Member& receiver) {
  for (const ShareLevel level : {ShareLevel::view, ShareLevel::edit, ShareLevel::full}) {
    const auto preview = service::preview_share(scene.tx, scene.environment, scene.credential,
                                                {scene.team.id, session.id, receiver.id, level, std::nullopt});
    scene.expect_equal("a share of " + session.id.value + " at level " + std::to_string(static_cast<int>(level)),
                       scene.expected(Action::session_share, scene.place(ResourceKind::session, session), {.share = level}),
                       answer_of_policy(scene, preview));
  }
}

}  // namespace

void read_roles_to_give(const Scene& scene) {
  for (const Member& target : scene.team.members) {
    const Gift gift = some_gift(scene, target);
    const auto preview = service::preview_roles(scene.tx, scene.environment, scene.credential,
                                                {scene.team.id, target.id, gift.names, std::nullopt});
    scene.expect_equal("roles for " + target.id.value + ": " + ::testing::PrintToString(gift.names),
                       expected_answer(scene, target, gift), answer_of_policy(scene, preview));
  }
}

void read_shares_to_give(const Scene& scene) {
  for (const Session& session : scene.team.sessions) {
    const auto receiver =
        std::ranges::find_if(scene.team.members, [&](const Member& member) { return may_receive(scene, session, member); });
    if (receiver != scene.team.members.end()) compare_shares(scene, session, *receiver);
  }
}

}  // namespace rolecall::testing::worlds
