// The space of all facts, as the second formulation and as policy::decide see it: the same cases built for both, from axes
// that each stand for one fact. Bridges the two and decides nothing.
#pragma once

#include <array>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "policy/decide.h"
#include "policy/specification/specification.h"

namespace rolecall::policy::testing {

/// The second formulation with its names translated to those of src/policy and back.
class Bridge {
 public:
  Bridge();
  [[nodiscard]] const specification::Specification& specification() const { return specification_; }
  [[nodiscard]] Action action(std::size_t place) const { return actions_[place]; }
  [[nodiscard]] ResourceKind kind(std::size_t place) const { return kinds_[place]; }
  [[nodiscard]] GrantId grant(std::size_t row) const { return grants_[row]; }
  [[nodiscard]] Holder holder(std::size_t column) const { return holders_[column]; }
  /// The number that the second formulation has for the outcome of this decision.
  [[nodiscard]] std::size_t outcome_of(const Decision& decision) const {
    if (!decision.grant) return of_rule_[static_cast<std::size_t>(decision.rule)];
    return of_grant_[static_cast<std::size_t>(decision.grant->id)][static_cast<std::size_t>(decision.grant->holder)];
  }

 private:
  specification::Specification specification_;
  std::vector<Action> actions_;
  std::vector<ResourceKind> kinds_;
  std::vector<GrantId> grants_;
  std::vector<Holder> holders_;
  std::array<std::size_t, rule_count> of_rule_{};
  std::array<std::array<std::size_t, holder_count>, grant_count> of_grant_{};
};

[[nodiscard]] const Bridge& bridge();

/// 64 cases side by side, and the question of one of them.
struct Cases {
  specification::World world;
  Question question;
};

/// A fact that holds or not, by its name in the second formulation.
struct Flag {
  std::string name;
  void (*set)(Question&, bool) = nullptr;
};

/// One value of an axis; sets it for both sides, in all 64 cases.
using AxisValue = std::function<void(Cases&)>;
using Axis = std::vector<AxisValue>;

/// Every combination of the settings of its axes, and within each the 64 combinations of six flags.
struct Space {
  std::string name;
  std::vector<Axis> axes;  // a later one may depend on an earlier one
  std::array<Flag, 6> lanes;
};

/// By the name of a fact in policy.yaml: a flag, a word ("state"), or all flags of a list ("role.*").
[[nodiscard]] std::vector<Axis> axes(const std::vector<std::string>& names);
[[nodiscard]] std::array<Flag, 6> lanes(const std::array<std::string, 6>& names);

/// What is held, is in the audience and is asked for through custom roles, by row of the table.
struct CustomRoles {
  std::vector<std::size_t> held, in_audience, asked;
};
[[nodiscard]] AxisValue custom_roles(const CustomRoles&);
/// Features that the plan lacks, and features that the changed settings need.
[[nodiscard]] AxisValue plan(FeatureSet lacking, FeatureSet needed);

/// The spaces of an action on a kind, which together cover every fact; docs/verification.md says why nothing is lost.
[[nodiscard]] std::vector<Space> spaces_of(std::size_t action, std::size_t kind);
/// The part of them that explanations are held to, on a kind that the action is asked on: fewer audiences, since a remedy names
/// the member, and custom roles where they are asked for or where something is passed on.
[[nodiscard]] std::vector<Space> explanation_spaces_of(std::size_t action, std::size_t kind);
/// The same for permits: content reached by built-in and custom roles, the team by ownership and roles.
[[nodiscard]] std::vector<Space> explanation_spaces_of_permits(std::size_t action, std::size_t kind);
/// All facts free, to be drawn from.
[[nodiscard]] Space everything();

/// A calm start (see facts.h) with the lanes of the space laid out.
[[nodiscard]] Cases begin(std::size_t action, std::size_t kind, const Space&);
/// Makes the question that of the given case, 0 to 63.
void take_case(Question&, const Space&, unsigned number);
/// The facts that hold in one of the cases, for a person.
[[nodiscard]] std::string describe(const Cases&, unsigned number);

/// Calls `visit` for every combination of the axes, until it returns false.
template <class Visit>
bool walk(const Space& space, Cases& cases, const Visit& visit, std::size_t axis = 0) {
  if (axis == space.axes.size()) return visit(cases);
  for (const AxisValue& setting : space.axes[axis]) {
    setting(cases);
    if (!walk(space, cases, visit, axis + 1)) return false;
  }
  return true;
}

/// One combination drawn at random.
void draw(const Space&, Cases&, std::mt19937_64&);

/// Runs `work(task)` for each task below `count` on all cores, until one returns false.
void in_parallel(std::size_t count, const std::function<bool(std::size_t)>& work);

}  // namespace rolecall::policy::testing
