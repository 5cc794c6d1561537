// What random worlds have come to: what they never come to, they cannot show.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "policy/decide.h"
#include "support/worlds/world.h"

namespace rolecall::testing::worlds {

class Reached {
 public:
  /// Everybody in the world asks for everything that can be asked on the teams, members, templates and sessions of it.
  void note(const World& world);

  /// Grants, rules, states of members and of keys that no world came to, by name: of those that a question without further wishes
  /// (roles that are to be given, an heir) about such a thing can come to. And what views by a custom role alone.
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  void note(policy::Question question);

  policy::GrantSet grants_;
  std::set<policy::Rule> rules_;
  std::set<MemberState> states_;
  std::set<KeyState> key_states_;
  bool views_by_custom_role_ = false;
};

}  // namespace rolecall::testing::worlds
