#include "cli/policy_commands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "billing/plan.h"
#include "policy/calm_question.h"
#include "policy/compare_tables.h"
#include "policy/explain.h"
#include "policy/fact_words.h"

namespace rolecall::cli {
namespace {

using policy::Question;

template <class Entries>
std::vector<std::string> names_of(const Entries& entries, std::vector<std::string> first = {}) {
  for (const auto& entry : entries) first.emplace_back(entry.name);
  return first;
}

Result<Done> set_roles(Question& question, const std::string& roles) {
  for (const std::string_view name : policy::split_list(roles)) {
    if (name == "member") continue;
    const auto role = name == "owner" ? policy::Role::administrator : policy::role_from(name);
    if (!role) return policy::unknown_word("role", name, names_of(policy::all_roles, {"member", "owner"}));
    question.subject.roles.add(*role);
    question.subject.owner = question.subject.owner || name == "owner";
  }
  return Done{};
}

/// A document that one wrote counts while one may read its session, so the scope `authored` comes with a share.
Result<Done> open_scope(Question& question, const std::string& name) {
  question.resource.personal_template = name == "own";
  if (name == "none") return Done{};
  const auto scope = policy::scope_from(name);
  if (!scope) return policy::unknown_word("scope", name, names_of(policy::all_scopes, {"none"}));
  policy::open_scope(question.resource, *scope);
  if (scope == policy::Scope::viewed) question.team.session_view = policy::view_for_all_roles();
  if (scope == policy::Scope::authored) question.resource.share = policy::ShareLevel::view;
  return Done{};
}

/// The plans that come with the program. INVARIANT: they are valid, which the tests of billing show.
const billing::Plans& shipped_plans() {
  static const billing::Plans plans = billing::parse_plans(billing::default_plans_text()).value();
  return plans;
}

policy::FeatureSet features_of(const billing::Plan& plan) {
  policy::FeatureSet features;
  for (const std::string& name : plan.features)
    if (const auto feature = policy::feature_from(name)) features.add(*feature);
  return features;
}

/// What a trial would open, which a remedy may offer.
policy::FeatureSet features_of_trial() {
  const auto& plans = shipped_plans();
  return plans.trial ? features_of(plans.find_or_default(plans.trial->plan)) : policy::FeatureSet{};
}

Result<Done> set_plan(Question& question, std::string_view id) {
  const billing::Plan* plan = shipped_plans().find(id);
  if (plan == nullptr) {
    std::vector<std::string> known;
    for (const billing::Plan& each : shipped_plans().plans) known.push_back(each.id);
    return policy::unknown_word("plan", id, known);
  }
  question.team.features = features_of(*plan);
  return Done{};
}

Result<Done> set_fact(Question& question, std::string_view fact) {
  const std::size_t equals = fact.find('=');
  if (equals == std::string_view::npos)
    return fail(Code::invalid, "fact_invalid", fmt::format("expected `fact=word` instead of `{}`", fact));
  const std::string_view word = fact.substr(equals + 1);
  fact = fact.substr(0, equals);
  if (fact == "plan") return set_plan(question, word);
  const auto& all = policy::fact_words();
  if (std::ranges::find(all, fact, &policy::FactWords::name) == all.end())
    return policy::unknown_word("fact", fact, names_of(all, {"plan"}));
  return policy::set_fact(question, fact, word);
}

Result<Question> question_of(const AskedInWords& asked) {
  const auto action = policy::action_from(asked.action);
  if (!action) return policy::unknown_word("action", asked.action, names_of(policy::all_actions));
  Question question = policy::calm_question(*action);
  question.team.trial_features = features_of_trial();
  if (const auto set = set_roles(question, asked.roles); !set) return std::unexpected(set.error());
  if (const auto set = open_scope(question, asked.scope); !set) return std::unexpected(set.error());
  for (const std::string& fact : asked.facts)
    if (const auto set = set_fact(question, fact); !set) return std::unexpected(set.error());
  return question;
}

std::string first_line(const policy::Decision& decision) {
  if (!decision.grant) return fmt::format("Denied by the rule {}.", policy::name_of(decision.rule));
  const policy::Grant& grant = policy::grant_at(decision.grant->id);
  return fmt::format("Permitted by the grant {} in the scope {}, held as {}.", policy::name_of(grant.action),
                     policy::name_of(grant.scope), policy::name_of(decision.grant->holder));
}

/// "Session View can be switched on in the team settings. Who: owner, administrator (team.session_view.update)."
std::string line_of(const Remedy& remedy) {
  std::string who = fmt::format("{}", fmt::join(remedy.who, ", "));
  std::ranges::replace(who, '_', ' ');
  return fmt::format("{} Who: {}{}.", remedy.text, who, remedy.action.empty() ? "" : " (" + remedy.action + ")");
}

Result<policy::Table> read_table(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Code::invalid, "file_unreadable", fmt::format("the table `{}` cannot be read", path));
  std::ostringstream text;
  text << file.rdbuf();
  auto table = policy::table_from_csv(text.str());
  if (!table) return fail(Code::invalid, table.error().name, fmt::format("`{}`: {}", path, table.error().detail));
  return table;
}

std::string paragraph_of(const policy::Difference& difference) {
  const std::string_view becomes = difference.now == policy::Effect::permit ? "permitted" : "denied";
  std::string text =
      fmt::format("\n{} {}: {} now {}, such as {}: {}\n", policy::name_of(difference.action), policy::name_of(difference.scope),
                  difference.askers.size(), becomes, policy::name_of(difference.askers.front()),
                  policy::sentence_of(difference.action, difference.scope));
  for (const policy::Asker& asker : difference.askers) text.append("  ").append(policy::name_of(asker)).append("\n");
  return text;
}

}  // namespace

Result<Done> explain_policy(const AskedInWords& asked) {
  const auto question = question_of(asked);
  if (!question) return std::unexpected(question.error());
  const policy::Decision decision = policy::decide(*question);
  const policy::Explanation why = policy::explain(decision, *question);
  fmt::print("{}\n{}\n", first_line(decision), why.explanation);
  if (why.remedy) fmt::print("{}\n", line_of(*why.remedy));
  return Done{};
}

Result<Done> diff_policy(const std::string& old_file, const std::string& new_file) {
  const auto before = read_table(old_file);
  if (!before) return std::unexpected(before.error());
  const auto after = read_table(new_file);
  if (!after) return std::unexpected(after.error());
  std::size_t permits = 0, denies = 0;
  std::string text;
  for (const policy::Difference& difference : policy::differences(*before, *after)) {
    (difference.now == policy::Effect::permit ? permits : denies) += difference.askers.size();
    text += paragraph_of(difference);
  }
  fmt::print("{} of {} cases are decided differently: {} now permitted, {} now denied.\n{}", permits + denies,
             policy::case_count(*before, *after), permits, denies, text);
  return Done{};
}

}  // namespace rolecall::cli
