#include "support/worlds/smaller_world.h"

#include <type_traits>

namespace rolecall::testing::worlds {
namespace {

void remove_share(Team& team, ShareId id) {
  std::erase_if(team.shares, [&](const Share& share) { return share.id == id; });
  for (const Share& under : std::vector(team.shares)) {
    if (under.parent == id) remove_share(team, under.id);
  }
}

void remove_shares(Team& team, const std::function<bool(const Share&)>& unwanted) {
  for (const Share& share : std::vector(team.shares)) {
    if (unwanted(share)) remove_share(team, share.id);
  }
}

void remove_session(Team& team, SessionId id) {
  remove_shares(team, [&](const Share& share) { return share.session == id; });
  for (Emergency& emergency : team.emergencies) std::erase(emergency.sessions, id);
  std::erase_if(team.sessions, [&](const Session& session) { return session.id == id; });
}

void remove_member(Team& team, MemberId id) {
  for (const Session& session : std::vector(team.sessions)) {
    if (session.clinician == id) remove_session(team, session.id);
  }
  for (Session& session : team.sessions) {
    std::erase_if(session.texts, [&](const Text& text) { return text.author == id; });
  }
  for (Session& session : team.sessions) {
    if (session.earlier && session.earlier->clinician == id) session.earlier.reset();
  }
  remove_shares(team, [&](const Share& share) { return share.member == id || share.by == id; });
  std::erase_if(team.delegations, [&](const Delegation& one) { return one.clinician == id || one.assistant == id; });
  std::erase_if(team.emergencies, [&](const Emergency& emergency) { return emergency.member == id; });
  std::erase_if(team.templates, [&](const Template& one) { return one.author == id; });
  std::erase(team.view_members, id);
  std::erase_if(team.members, [&](const Member& member) { return member.id == id; });
}

/// Collects the worlds that differ from one by a change to one of its teams.
class Smaller {
 public:
  explicit Smaller(const World& world) : world_(world) {}

  std::vector<World> all() {
    for (std::size_t team = 0; team < world_.teams.size(); ++team) {
      World without = world_;
      without.teams.erase(without.teams.begin() + static_cast<std::ptrdiff_t>(team));
      if (!without.teams.empty()) found_.push_back(std::move(without));
    }
    for (team_ = 0; team_ < world_.teams.size(); ++team_) {
      without_people_and_sessions();
      without_openings();
      with_calmer_settings();
      with_calmer_people();
      with_calmer_sessions();
      without_grants();
    }
    return std::move(found_);
  }

 private:
  template <class Change>
  void with(Change change) {
    World changed = world_;
    change(changed.teams[team_]);
    found_.push_back(std::move(changed));
  }
  template <class Elements>
  void without_each(Elements Team::* elements) {
    for (std::size_t i = 0; i < (world_.teams[team_].*elements).size(); ++i) {
      with([&](Team& team) { (team.*elements).erase((team.*elements).begin() + static_cast<std::ptrdiff_t>(i)); });
    }
  }

  void without_people_and_sessions() {
    const Team& team = world_.teams[team_];
    for (const Member& member : team.members) {
      if (!member.owner) with([&](Team& changed) { remove_member(changed, member.id); });
    }
    for (const Session& session : team.sessions) with([&](Team& changed) { remove_session(changed, session.id); });
    for (std::size_t i = 0; i < team.sessions.size(); ++i) {
      if (!team.sessions[i].texts.empty()) with([&](Team& changed) { changed.sessions[i].texts.pop_back(); });
    }
    for (std::size_t i = 0; i < team.members.size(); ++i) {
      if (!team.members[i].custom_roles.empty()) with([&](Team& changed) { changed.members[i].custom_roles.clear(); });
    }
  }

  void without_openings() {
    for (const Share& share : world_.teams[team_].shares) {
      with([&](Team& changed) { remove_share(changed, share.id); });
    }
    without_each(&Team::delegations);
    without_unheld_roles();
    without_each(&Team::emergencies);
    without_each(&Team::templates);
    without_each(&Team::view_members);
    without_each(&Team::view_custom_roles);
  }

  void without_unheld_roles() {
    const auto is_held = [&](const CustomRole& role) {
      return std::ranges::any_of(world_.teams[team_].members, [&](const Member& member) {
        return std::ranges::find(member.custom_roles, role.id) != member.custom_roles.end();
      });
    };
    if (std::ranges::all_of(world_.teams[team_].custom_roles, is_held)) return;
    with([&](Team& changed) {
      std::erase_if(changed.custom_roles, std::not_fn(is_held));
      std::erase_if(changed.view_custom_roles, [&](const RoleId& id) {
        return std::ranges::find(changed.custom_roles, id, &CustomRole::id) == changed.custom_roles.end();
      });
    });
  }

  /// Where the element differs after the change.
  template <class Elements, class Value, class Element>
  void with_each(Elements Team::* elements, Value Element::* member, const std::type_identity_t<Value>& value) {
    for (std::size_t i = 0; i < (world_.teams[team_].*elements).size(); ++i) {
      if ((world_.teams[team_].*elements)[i].*member == value) continue;
      with([&](Team& team) { (team.*elements)[i].*member = value; });
    }
  }
  template <class Value>
  void with_setting(Value Team::* setting, const std::type_identity_t<Value>& value) {
    if (world_.teams[team_].*setting != value) with([&](Team& team) { team.*setting = value; });
  }
  template <class Value>
  void without_setting(std::optional<Value> Team::* setting) {
    if (world_.teams[team_].*setting) with([&](Team& team) { (team.*setting).reset(); });
  }

  void with_calmer_settings() {
    with_setting(&Team::deleted, false);
    without_setting(&Team::plan_next);
    without_setting(&Team::trial);
    with_setting(&Team::require_mfa, false);
    with_setting(&Team::emergency_access, false);
    with_setting(&Team::view_enabled, false);
    with_setting(&Team::view_roles, {});
    with_setting(&Team::view_transcripts, false);
    with_setting(&Team::was_open, false);
    without_setting(&Team::retention_days);
    without_setting(&Team::retention_next);
  }

  void with_calmer_people() {
    with_each(&Team::members, &Member::signed_out, false);
    with_each(&Team::members, &Member::by, By::password);
    with_each(&Team::members, &Member::key_state, KeyState::in_force);
    with_each(&Team::members, &Member::earlier_roles, std::nullopt);
    with_each(&Team::members, &Member::earlier_membership, std::nullopt);
    for (std::size_t i = 0; i < world_.teams[team_].members.size(); ++i) {
      const Member& member = world_.teams[team_].members[i];
      for (const policy::Role role : member.roles) {
        if (!member.owner || role != policy::Role::administrator) with([&](Team& team) { team.members[i].roles.remove(role); });
      }
    }
  }

  void with_calmer_sessions() {
    with_each(&Team::sessions, &Session::restricted, false);
    with_each(&Team::sessions, &Session::legal_hold, false);
    with_each(&Team::shares, &Share::earlier_level, std::nullopt);
    for (std::size_t i = 0; i < world_.teams[team_].sessions.size(); ++i) {
      if (world_.teams[team_].sessions[i].earlier) with([&](Team& team) { team.sessions[i].earlier.reset(); });
    }
  }

  void without_grants() {
    for (std::size_t i = 0; i < world_.teams[team_].custom_roles.size(); ++i) {
      for (const policy::GrantId grant : world_.teams[team_].custom_roles[i].grants) {
        with([&](Team& team) { team.custom_roles[i].grants.remove(grant); });
      }
    }
  }

  const World& world_;
  std::size_t team_ = 0;
  std::vector<World> found_;
};

}  // namespace

std::vector<World> smaller_worlds(const World& world) { return Smaller(world).all(); }

World smallest_failing(World world, const std::function<bool(const World&)>& fails) {
  for (bool has_shrunk = true; has_shrunk;) {
    has_shrunk = false;
    auto smaller = smaller_worlds(world);
    for (std::size_t next = 0; next < smaller.size();) {
      if (!fails(smaller[next])) {
        ++next;
        continue;
      }
      // What stood before it was tried in a larger world and is tried again in the end.
      world = std::move(smaller[next]);
      smaller = smaller_worlds(world);
      has_shrunk = true;
    }
  }
  return world;
}

}  // namespace rolecall::testing::worlds
