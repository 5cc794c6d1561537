#include "service/worlds/team_readings.h"

#include <map>
#include <utility>

#include "service/members/list_members.h"
#include "service/members/member_actions.h"
#include "service/teams/read_teams.h"
#include "service/templates/read_template.h"
#include "service/worlds/words.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;

const Place the_team{ResourceKind::team};

Place place_of(const Member& member) { return {.kind = ResourceKind::member, .target = &member}; }
Place place_of(const Template& one) { return {.kind = ResourceKind::template_, .one_template = &one}; }

/// What the policy permits, of what makes sense in the state that the member is in. Reinstating one is inviting him with his
/// roles.
policy::ActionSet allowed_on(const Scene& scene, const Member& member) {
  auto allowed = scene.permitted(place_of(member));
  if (scene.permits(Action::member_invite, the_team) && scene.permits(Action::role_assign, the_team))
    allowed.add(Action::member_invite);
  return allowed & service::actions_in(member.state);
}

/// Those who are asked for by their state: all who are or may become members when none is named.
struct WantedStates {
  std::vector<std::string> names;
  [[nodiscard]] bool has(MemberState state) const {
    if (!names.empty()) return names.front() == name_of(state);
    return state == MemberState::active || state == MemberState::suspended || state == MemberState::invited ||
           state == MemberState::expired;
  }
};

std::string line_of(const Scene& scene, const Member& member) {
  const bool has_address = scene.permits(Action::member_read_contact, the_team) || member.id == scene.member->id;
  return member.id.value + " " + std::string(name_of(member.state)) + (has_address ? " at an address: " : ": ") +
         names_of(allowed_on(scene, member)) + "; ";
}

/// By name; a membership before the present one has the same.
std::string expected_members(const Scene& scene, const WantedStates& wanted) {
  std::map<std::pair<std::size_t, std::string>, std::string> by_name;
  const auto add = [&](const Member& member) {
    if (wanted.has(member.state)) by_name[{member.person, member.id.value}] = line_of(scene, member);
  };
  for (const Member& member : scene.team.members) {
    add(member);
    if (member.earlier_membership) {
      add({.id = *member.earlier_membership, .person = member.person, .state = MemberState::removed});
    }
  }
  std::string list;
  for (const auto& [name, line] : by_name) list += line;
  return list;
}

std::string listed(const service::MemberPage& page) {
  std::string list;
  for (const service::MemberView& one : page.items) {
    list += one.id.value + " " + std::string(name_of(one.status)) + (one.email ? " at an address: " : ": ") +
            names_of(one.allowed_actions) + "; ";
  }
  return list;
}

std::string all_pages(const Scene& scene, const WantedStates& wanted) {
  service::ListMembers request{scene.team.id, {.statuses = wanted.names}, std::nullopt, 1 + static_cast<int>(scene.random() % 6)};
  std::string list;
  do {
    const auto page = service::list_members(scene.tx, scene.environment, scene.credential, request);
    if (!page) return answer_of(scene, page);
    list += listed(*page);
    request.after = page->next;
  } while (request.after);
  return list;
}

WantedStates some_states(const Scene& scene) {
  if (scene.random() % 2 == 0) return {};
  return {{std::string(member_state_names[scene.random() % member_state_names.size()])}};
}

std::string line_of_template(const std::string& id, const policy::ActionSet& actions) {
  return id + ": " + names_of(actions) + "; ";
}

std::string expected_templates(const Scene& scene) {
  std::map<std::string, std::string> by_name;
  for (const Template& one : scene.team.templates) {
    if (!scene.permits(Action::template_use, place_of(one))) continue;
    by_name[one.id.value] = line_of_template(one.id.value, scene.permitted(place_of(one)));
  }
  std::string list;
  for (const auto& [name, line] : by_name) list += line;
  return list;
}

/// A list of templates is asked about like one that the asker has made.
std::string answer_to_member_list(const Scene& scene) {
  const Template own{{}, scene.member ? scene.member->id : MemberId{}, false};
  return scene.expected(Action::template_use, place_of(own));
}

std::string listed_templates(const Scene& scene) {
  const auto page = service::list_templates(scene.tx, scene.environment, scene.credential, {.team = scene.team.id, .after = {}});
  if (!page) return answer_of(scene, page);
  std::string list;
  for (const service::ShownTemplate& shown : page->items) list += line_of_template(shown.stored.id.value, shown.allowed_actions);
  return list;
}

}  // namespace

void read_team(const Scene& scene) {
  const auto shown = service::get_team(scene.tx, scene.environment, scene.credential, scene.team.id);
  scene.expect_equal("the team", scene.expected(Action::team_read, the_team), answer_of(scene, shown));
  if (!shown) return;
  scene.expect_equal("allowed_actions of the team", names_of(scene.permitted(the_team)), names_of(shown->allowed_actions));
  scene.expect_equal("allowed_actions of himself", names_of(allowed_on(scene, *scene.member)),
                     names_of(shown->my_member.allowed_actions));
}

void read_members(const Scene& scene) {
  const auto answer = scene.expected(Action::member_list, the_team);
  const auto wanted = some_states(scene);
  scene.expect_equal("the list of " + (wanted.names.empty() ? "" : wanted.names.front() + " ") + "members",
                     answer == "granted" ? expected_members(scene, wanted) : answer, all_pages(scene, wanted));
}

void read_templates(const Scene& scene) {
  const auto answer = answer_to_member_list(scene);
  scene.expect_equal("the list of templates", answer == "granted" ? expected_templates(scene) : answer, listed_templates(scene));
  for (const Template& one : scene.team.templates) {
    const auto shown = service::read_template(scene.tx, scene.environment, scene.credential, {scene.team.id, one.id});
    scene.expect_equal("template " + one.id.value, scene.expected(Action::template_use, place_of(one)), answer_of(scene, shown));
    if (!shown) continue;
    scene.expect_equal("allowed_actions of " + one.id.value, names_of(scene.permitted(place_of(one))),
                       names_of(shown->allowed_actions));
  }
}

}  // namespace rolecall::testing::worlds
