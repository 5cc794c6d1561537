#include "support/worlds/smaller_world.h"

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
  remove_shares(team, [&](const Share& share) { return share.member == id || share.by == id; });
  std::erase_if(team.delegations, [&](const Delegation& one) { return one.clinician == id || one.assistant == id; });
  std::erase_if(team.emergencies, [&](const Emergency& emergency) { return emergency.member == id; });
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
  void without_each(Elements Team::*elements) {
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
    without_each(&Team::view_members);
  }

  void without_unheld_roles() {
    const auto is_held = [&](const CustomRole& role) {
      return std::ranges::any_of(world_.teams[team_].members, [&](const Member& member) {
        return std::ranges::find(member.custom_roles, role.id) != member.custom_roles.end();
      });
    };
    if (std::ranges::all_of(world_.teams[team_].custom_roles, is_held)) return;
    with([&](Team& changed) { std::erase_if(changed.custom_roles, std::not_fn(is_held)); });
  }

  void with_calmer_settings() {
    const Team& team = world_.teams[team_];
    if (team.trial) with([](Team& changed) { changed.trial.reset(); });
    if (team.require_mfa) with([](Team& changed) { changed.require_mfa = false; });
    if (team.view_enabled) with([](Team& changed) { changed.view_enabled = false; });
    if (team.retention_days) with([](Team& changed) { changed.retention_days.reset(); });
    if (team.retention_next) with([](Team& changed) { changed.retention_next.reset(); });
  }

  const World& world_;
  std::size_t team_ = 0;
  std::vector<World> found_;
};

}  // namespace

std::vector<World> smaller_worlds(const World& world) { return Smaller(world).all(); }

World smallest_failing(World world, const std::function<bool(const World&)>& fails) {
  while (true) {
    auto smaller = smaller_worlds(world);
    const auto found = std::ranges::find_if(smaller, fails);
    if (found == smaller.end()) return world;
    world = std::move(*found);
  }
}

}  // namespace rolecall::testing::worlds
