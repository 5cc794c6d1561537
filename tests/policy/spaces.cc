// The spaces that are compared, axis by axis, and where they are cut. See docs/verification.md, "Second formulation".
#include <algorithm>

#include "abstract_space.h"

namespace rolecall::policy::testing {
namespace {

using specification::Specification;

std::vector<Axis> joined(std::vector<Axis> axes, const std::vector<Axis>& more) {
  axes.insert(axes.end(), more.begin(), more.end());
  return axes;
}

/// Nothing lacking, everything lacking, each feature lacking alone; with nothing needed, that one, and all.
Axis plans() {
  Axis axis{plan({}, {}), plan({}, FeatureSet::all()), plan(FeatureSet::all(), {}), plan(FeatureSet::all(), FeatureSet::all())};
  for (const FeatureEntry& entry : all_features)
    for (const FeatureSet needed : {FeatureSet{}, FeatureSet{entry.feature}, FeatureSet::all() - FeatureSet{entry.feature}})
      axis.push_back(plan({entry.feature}, needed));
  return axis;
}

/// The rows that can reach an action: its own, and where authorship counts those by which the session is read.
std::vector<std::size_t> rows_that_matter(std::size_t action) {
  const Specification& specification = bridge().specification();
  std::vector<std::size_t> rows = specification.rows_of(action);
  const bool counts_authorship =
      std::any_of(rows.begin(), rows.end(), [&](std::size_t row) { return specification.table()[row].scope == "authored"; });
  for (std::size_t row = 0; counts_authorship && row < specification.table().size(); ++row)
    if (specification.table()[row].action == "session.read") rows.push_back(row);
  return rows;
}

/// Every set of rows that matter, held through custom roles that are in the audience and that are not.
Axis custom_roles_of(std::size_t action) {
  const std::vector<std::size_t> rows = rows_that_matter(action);
  Axis axis;
  for (std::size_t set = 0; set < (std::size_t{1} << rows.size()); ++set) {
    std::vector<std::size_t> held;
    for (std::size_t place = 0; place < rows.size(); ++place)
      if (((set >> place) & 1U) != 0) held.push_back(rows[place]);
    axis.push_back(custom_roles({.held = held, .in_audience = {}, .asked = {}}));
    axis.push_back(custom_roles({.held = held, .in_audience = held, .asked = {}}));
  }
  return axis;
}

/// Each row asked for alone, held through a custom role and not.
Axis single_rows_asked(const std::vector<std::size_t>& rows) {
  Axis axis{custom_roles({})};
  for (const std::size_t row : rows)
    for (const bool held : {false, true})
      axis.push_back(
          custom_roles({.held = held ? std::vector{row} : std::vector<std::size_t>{}, .in_audience = {}, .asked = {row}}));
  return axis;
}

std::vector<std::size_t> all_rows() {
  std::vector<std::size_t> rows(bridge().specification().table().size());
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = row;
  return rows;
}

/// One row that fits into a custom role, one that is the owner's, one that gives roles.
std::vector<std::size_t> telling_rows() {
  std::vector<std::size_t> rows;
  for (const std::size_t row : all_rows()) {
    const std::string& action = bridge().specification().table()[row].action;
    if (action == "member.invite" || action == "team.delete" || action == "role.assign") rows.push_back(row);
  }
  return rows;
}

/// Who asks, with which login, on a resource of which it is not yet known whether it may be seen.
Space who() {
  return {"who asks", axes({"state", "sign_in", "second_factor", "mfa_demanded", "known", "team_deleted", "owner", "via"}),
          lanes({"own", "personal_template", "target_is_owner", "role.clinician", "role.administrator", "retention_expired"})};
}

/// No built-in role and all of them.
Axis no_role_and_all() {
  Axis axis;
  for (const std::size_t last : {std::size_t{0}, std::size_t{1}})
    axis.emplace_back([roles = axes({"role.*"}), last](Cases& cases) {
      for (const Axis& role : roles) role[last](cases);
    });
  return axis;
}

/// An active member with a good login before every guard about what is asked.
Space what() {
  return {"what is asked", joined(axes({"owner", "via", "heir", "target_is_owner"}), {no_role_and_all(), plans()}),
          lanes({"opened_by_subject", "emergency_enabled", "note_signed", "legal_hold", "retention_expired", "trial_used"})};
}

const std::array<std::string, 6> of_giving{"gives.clinician",        "gives.administrator", "gives.assistant",
                                           "gives.template_manager", "gives_owner",         "feature.custom_roles"};

/// Roles that are to be given. `roles_asked` stands first: without it nothing is given.
Space giving() {
  return {"what is given",
          joined(axes({"roles_asked", "role.*", "owner", "via", "target_is_owner"}), {single_rows_asked(all_rows())}),
          lanes(of_giving)};
}

/// The same where no rights are given, which must make no difference.
Space giving_elsewhere() {
  return {
      "what is given elsewhere",
      joined(axes({"roles_asked", "owner", "via", "target_is_owner"}), {no_role_and_all(), single_rows_asked(telling_rows())}),
      lanes(of_giving)};
}

/// The rows of what a share or a delegation opens, and of the same actions on one's own.
std::vector<std::size_t> rows_passed_on() {
  const auto& table = bridge().specification().table();
  const auto is_passed_on = [&](const std::string& action) {
    return std::ranges::any_of(table, [&](const specification::Row& row) {
      return row.action == action && (row.scope.starts_with("shared_") || row.scope == "delegated");
    });
  };
  std::vector<std::size_t> rows;
  for (const std::size_t row : all_rows())
    if (table[row].scope != "viewed" && table[row].scope != "team" && is_passed_on(table[row].action)) rows.push_back(row);
  return rows;
}

/// Held through custom roles: all of these rows, none, each alone, all but each.
Axis rows_that_are_passed_on() {
  const std::vector<std::size_t> rows = rows_passed_on();
  Axis axis{custom_roles({}), custom_roles({.held = rows, .in_audience = {}, .asked = {}})};
  for (const std::size_t row : rows) {
    auto others = rows;
    std::erase(others, row);
    axis.push_back(custom_roles({.held = {row}, .in_audience = {}, .asked = {}}));
    axis.push_back(custom_roles({.held = others, .in_audience = {}, .asked = {}}));
  }
  return axis;
}

const std::array<std::string, 6> of_content{"own", "delegated", "authored", "emergency_open", "restricted", "personal_template"};

/// Shares and delegations that are to be given.
Space passing_on() {
  return {"what is passed on", joined(axes({"asks_share", "delegates", "share", "role.*"}), {rows_that_are_passed_on()}),
          lanes(of_content)};
}

/// The same where nothing is passed on, which must make no difference: not for who may do this alone, and pass on nothing,
/// either.
Space passing_on_elsewhere(std::size_t action) {
  const Axis alone{custom_roles({}),
                   custom_roles({.held = bridge().specification().rows_of(action), .in_audience = {}, .asked = {}})};
  return {"what is passed on elsewhere", joined(axes({"asks_share", "delegates", "owner"}), {no_role_and_all(), alone}),
          lanes(of_content)};
}

/// Content and the ways to reach it, for every set of built-in roles and these audiences.
Space reach(const std::vector<std::string>& audience) {
  return {
      "what is reached",
      joined(axes({"role.*", "share", "feature.session_view", "view_enabled", "view_names_member", "view_includes_transcripts"}),
             axes(audience)),
      lanes(of_content)};
}

Space reach_by_custom_roles(std::size_t action, const std::vector<std::string>& names) {
  return {"what custom roles reach", joined({custom_roles_of(action)}, axes(names)), lanes(of_content)};
}

/// On kinds that the action is not asked on, which content facts could open by mistake.
Space reach_elsewhere() {
  return {"what is reached on another kind",
          joined(axes({"role.*", "owner", "share", "view_enabled"}),
                 {{custom_roles({}), custom_roles({.held = all_rows(), .in_audience = all_rows(), .asked = {}})}}),
          lanes(of_content)};
}

bool passes_on(const std::string& action) { return action == "session.share" || action == "delegation.manage"; }

bool gives_rights(const std::string& action) {
  return action == "role.assign" || action == "role.define" || action == "api_key.manage";
}

}  // namespace

std::vector<Space> spaces_of(std::size_t action, std::size_t kind) {
  const Specification& specification = bridge().specification();
  const bool asked = specification.asked_on(action, kind);
  std::vector<Space> spaces{what(), reach_elsewhere()};
  if (asked || specification.kinds()[kind] == "template") spaces.push_back(who());
  spaces.push_back(asked && gives_rights(specification.actions()[action]) ? giving() : giving_elsewhere());
  spaces.push_back(asked && passes_on(specification.actions()[action]) ? passing_on() : passing_on_elsewhere(action));
  if (!asked) return spaces;
  spaces.push_back(reach({"audience.*"}));
  spaces.push_back(
      reach_by_custom_roles(action, {"role.clinician", "role.administrator", "role.assistant", "audience.administrator", "share",
                                     "view_enabled", "view_names_member", "view_includes_transcripts"}));
  return spaces;
}

std::vector<Space> explanation_spaces_of(std::size_t action, std::size_t) {
  const std::string& name = bridge().specification().actions()[action];
  std::vector<Space> spaces{who(), what(), gives_rights(name) ? giving() : giving_elsewhere(),
                            reach({"audience.administrator", "audience.clinician"})};
  if (passes_on(name)) spaces.push_back(passing_on());
  return spaces;
}

std::vector<Space> explanation_spaces_of_permits(std::size_t action, std::size_t) {
  return {
      what(), reach({"audience.administrator"}),
      reach_by_custom_roles(action, {"role.clinician", "role.administrator", "audience.administrator", "share", "view_enabled"})};
}

Space everything() {
  Axis any_custom;
  std::mt19937_64 random(1);
  const auto some = [&random] {
    std::vector<std::size_t> rows;
    for (std::size_t row = random() % 24; row < all_rows().size(); row += 1 + random() % 24) rows.push_back(row);
    return rows;
  };
  for (int i = 0; i < 4096; ++i) any_custom.push_back(custom_roles({.held = some(), .in_audience = some(), .asked = some()}));
  for (int i = 0; i < 2048; ++i) any_custom.push_back(custom_roles({}));
  Axis any_plan;
  for (std::uint64_t bits = 0; bits < (1U << feature_count); ++bits) {
    any_plan.push_back(plan(FeatureSet::from_bits(bits), FeatureSet::from_bits(random() & random() & random())));
    any_plan.push_back(plan(FeatureSet::from_bits(bits), {}));
  }
  // A calm fact for a third of the draws, so that later rules are reached as well.
  Axis mostly_active = axes({"state"})[0];
  for (int i = 0; i < 56; ++i) mostly_active.push_back(mostly_active[1]);
  Axis mostly_signed_in = axes({"sign_in"})[0];
  for (int i = 0; i < 12; ++i) mostly_signed_in.push_back(mostly_signed_in[1]);
  Axis mostly_known = axes({"known"})[0];
  for (int i = 0; i < 14; ++i) mostly_known.push_back(mostly_known[1]);
  Axis seldom_deleted = axes({"team_deleted"})[0];
  for (int i = 0; i < 14; ++i) seldom_deleted.push_back(seldom_deleted[0]);
  return {"every fact at random",
          joined(axes({"roles_asked",
                       "second_factor",
                       "mfa_demanded",
                       "via",
                       "owner",
                       "trial_used",
                       "emergency_enabled",
                       "view_enabled",
                       "view_names_member",
                       "view_includes_transcripts",
                       "role.*",
                       "audience.*",
                       "gives.*",
                       "gives_owner",
                       "share",
                       "heir",
                       "asks_share",
                       "delegates",
                       "target_is_owner",
                       "opened_by_subject",
                       "personal_template",
                       "legal_hold",
                       "note_signed"}),
                 {mostly_active, mostly_signed_in, mostly_known, seldom_deleted, any_custom, any_plan}),
          lanes({"own", "delegated", "authored", "emergency_open", "restricted", "retention_expired"})};
}

}  // namespace rolecall::policy::testing
