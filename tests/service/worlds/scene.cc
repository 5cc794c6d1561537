#include "service/worlds/scene.h"

namespace rolecall::testing::worlds {
namespace {

bool has_key(const Member& member) {
  return member.by == By::key && member.state == MemberState::active && member.key_state == KeyState::in_force;
}

class Scenes {
 public:
  explicit Scenes(const Loaded& loaded) : loaded_(loaded) {}

  std::vector<Scene> all() {
    for (const Team& team : loaded_.world.teams) {
      for (const Member& member : team.members) add(team, &member, credential_of(loaded_.accounts, member));
      add_strangers(team);
      add_foreign_keys(team);
    }
    return std::move(scenes_);
  }

 private:
  void add(const Team& team, const Member* member, store::Credential credential) {
    const auto& [tx, environment, accounts, world, seed, random] = loaded_;
    scenes_.push_back({tx, environment, world, team, member, std::move(credential), random});
  }

  /// Who is in no team at all is like any other who is.
  void add_strangers(const Team& team) {
    bool has_somebody_of_none = false;
    for (std::size_t person = 0; person < person_count; ++person) {
      const bool is_in_another =
          std::ranges::any_of(loaded_.world.teams, [&](const Team& other) { return member_of(other, person) != nullptr; });
      if (member_of(team, person) || (!is_in_another && has_somebody_of_none)) continue;
      has_somebody_of_none = has_somebody_of_none || !is_in_another;
      add(team, nullptr, loaded_.accounts[person].password);
    }
  }

  void add_foreign_keys(const Team& team) {
    for (const Team& other : loaded_.world.teams) {
      if (&other == &team) continue;
      for (const Member& member : other.members) {
        if (has_key(member)) add(team, nullptr, credential_of(loaded_.accounts, member));
      }
    }
  }

  const Loaded& loaded_;
  std::vector<Scene> scenes_;
};

}  // namespace

std::vector<Scene> scenes_of(const Loaded& loaded) { return Scenes(loaded).all(); }

}  // namespace rolecall::testing::worlds
