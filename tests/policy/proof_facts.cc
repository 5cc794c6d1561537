#include "proof_facts.h"

#include <array>

namespace rolecall::policy::testing {
namespace {

Words words(z3::context& context, const char* name, const std::vector<std::string>& names) {
  std::vector<const char*> texts;
  for (const std::string& text : names) texts.push_back(text.c_str());
  z3::func_decl_vector constants(context), testers(context);
  Words found{context.enumeration_sort(name, static_cast<unsigned>(texts.size()), texts.data(), constants, testers), {}};
  for (unsigned i = 0; i < constants.size(); ++i) found.values.push_back(constants[i]());
  return found;
}

std::vector<std::string> state_names() {
  std::vector<std::string> names{"outside"};
  names.insert(names.end(), member_state_names.begin(), member_state_names.end());
  return names;
}

std::vector<std::string> kind_names() { return {resource_kind_names.begin(), resource_kind_names.end()}; }

/// The predicate of each of `count` things, as "asked_role_2".
std::vector<z3::expr> each(const ProofWorld& world, const std::string& predicate, std::size_t count,
                           std::initializer_list<z3::expr> of) {
  std::vector<z3::expr> exprs;
  for (std::size_t i = 0; i < count; ++i) exprs.push_back(world.holds(predicate + "_" + std::to_string(i), of));
  return exprs;
}

/// A key carries roles of its own, of which those count that its maker holds.
std::vector<z3::expr> roles_in_force(const ProofWorld& world, const Asking& asking, const z3::expr& person,
                                     const std::string& holds) {
  std::vector<z3::expr> roles = each(world, holds + "_role", role_count, {person, asking.team});
  const std::vector<z3::expr> of_key = each(world, "key_has_role", role_count, {asking.login});
  for (std::size_t i = 0; i < role_count; ++i) roles[i] = roles[i] && (!world.holds("is_key", {asking.login}) || of_key[i]);
  return roles;
}

}  // namespace

ProofWorld::ProofWorld(z3::context& context)
    : context_(&context),
      person(context.uninterpreted_sort("Person")),
      team(context.uninterpreted_sort("Team")),
      login(context.uninterpreted_sort("Login")),
      thing(context.uninterpreted_sort("Thing")),
      states(words(context, "State", state_names())),
      sign_ins(words(context, "SignIn", {"before_forced_sign_out", "current", "sign_in_assumed"})),
      second_factors(words(context, "SecondFactor", {"none_used", "used", "factor_assumed"})),
      kinds(words(context, "Kind", kind_names())),
      shares(words(context, "Share", {"not_shared", "view", "edit", "full"})) {}

z3::expr ProofWorld::someone(const std::string& name, const z3::sort& sort) const {
  return context_->constant(name.c_str(), sort);
}

z3::expr ProofWorld::holds(const std::string& predicate, std::initializer_list<z3::expr> of) const {
  return value(predicate, context_->bool_sort(), of);
}

z3::expr ProofWorld::value(const std::string& function, const z3::sort& result, std::initializer_list<z3::expr> of) const {
  z3::sort_vector domain(*context_);
  z3::expr_vector arguments(*context_);
  for (const z3::expr& argument : of) {
    domain.push_back(argument.get_sort());
    arguments.push_back(argument);
  }
  return context_->function(function.c_str(), domain, result)(arguments);
}

ProofFacts facts_of(const ProofWorld& world, const Asking& asking, const std::string& roles) {
  const auto& [login, team, thing] = asking;
  const z3::expr person = world.value("person_of", world.person, {login});
  const z3::expr holder = world.value("belongs_to", world.person, {thing});  // the clinician, author or member that it is of
  return {
      .state = world.value("state", world.states.sort, {person, team}),
      .owner = world.holds("owner", {person, team}),
      .roles = roles_in_force(world, asking, person, roles),
      .custom = each(world, "custom_grant", grant_count, {person, team}),
      .sign_in = world.value("sign_in", world.sign_ins.sort, {login, team}),
      .second_factor = world.value("second_factor", world.second_factors.sort, {login}),
      .by_key = world.holds("is_key", {login}),
      .deleted = world.holds("deleted", {team}),
      .features = each(world, "feature", feature_count, {team}),
      .trial_used = world.holds("trial_used", {team}),
      .require_mfa = world.holds("require_mfa", {team}),
      .emergency_access_enabled = world.holds("emergency_access_enabled", {team}),
      .view_enabled = world.holds("view_enabled", {team}),
      .names_subject = world.holds("audience_names", {team, person}),
      .include_transcripts = world.holds("include_transcripts", {team}),
      .audience_roles = each(world, "audience_role", role_count, {team}),
      .audience_custom = each(world, "audience_custom", grant_count, {team, person}),
      .kind = world.value("kind", world.kinds.sort, {thing}),
      .known = world.value("team_of", world.team, {thing}) == team && world.holds("exists", {thing}),
      .own = holder == person,
      .personal_template = world.holds("personal", {thing}),
      .target_is_owner = world.holds("owner", {holder, team}),
      .delegated = world.holds("delegated", {holder, person, thing}),
      .share = world.value("share", world.shares.sort, {thing, person}),
      .restricted = world.holds("restricted", {thing}),
      .authored = world.value("author", world.person, {thing}) == person,
      .emergency_open = world.holds("emergency_open", {thing, person}),
      .note_signed = world.holds("note_signed", {thing}),
      .legal_hold = world.holds("legal_hold", {thing}),
      .retention_expired = world.holds("retention_expired", {thing}),
      .accessed_by_subject = world.value("accessed_by", world.person, {thing}) == person,
      .asks_roles = world.holds("asks_roles", {login}),
      .asks_owner = world.holds("asks_owner", {login}),
      .heir_named = world.holds("heir_named", {login}),
      .heir_is_subject = world.value("heir", world.person, {login}) == person,
      .asked_share = world.value("asked_share", world.shares.sort, {login}),
      .delegates = world.holds("delegates", {login}),
      .asked_roles = each(world, "asked_role", role_count, {login}),
      .asked_custom = each(world, "asked_custom", grant_count, {login}),
      .asked_features = each(world, "asked_feature", feature_count, {login}),
  };
}

}  // namespace rolecall::policy::testing
