#include "abstract_space.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <stdexcept>
#include <thread>

#include "facts.h"

namespace rolecall::policy::testing {
namespace {

using specification::in_all_cases;
using specification::Lanes;
using specification::Row;

template <Role Which>
constexpr void put(RoleSet& set, bool present) {
  present ? set.add(Which) : set.remove(Which);
}
template <Feature Which>
constexpr void put(FeatureSet& set, bool present) {
  present ? set.add(Which) : set.remove(Which);
}
template <Role Which>
void give(Question& q, bool v) {
  if (q.request.roles) put<Which>(q.request.roles->roles, v);
}

void ask_for_roles(Question& q, bool asked) {
  if (asked)
    q.request.roles = RoleRequest{};
  else
    q.request.roles = std::nullopt;
}

const std::map<std::string, void (*)(Question&, bool)>& flags() {
  static const std::map<std::string, void (*)(Question&, bool)> table{
      {"owner", [](Question& q, bool v) { q.subject.owner = v; }},
      {"team_deleted", [](Question& q, bool v) { q.team.deleted = v; }},
      {"trial_used", [](Question& q, bool v) { q.team.trial_used = v; }},
      {"mfa_demanded", [](Question& q, bool v) { q.team.require_mfa = v; }},
      {"emergency_enabled", [](Question& q, bool v) { q.team.emergency_access_enabled = v; }},
      {"view_enabled", [](Question& q, bool v) { q.team.session_view.enabled = v; }},
      {"view_names_member", [](Question& q, bool v) { q.team.session_view.names_subject = v; }},
      {"view_includes_transcripts", [](Question& q, bool v) { q.team.session_view.include_transcripts = v; }},
      {"known", [](Question& q, bool v) { q.resource.known = v; }},
      {"own", [](Question& q, bool v) { q.resource.own = v; }},
      {"personal_template", [](Question& q, bool v) { q.resource.personal_template = v; }},
      {"target_is_owner", [](Question& q, bool v) { q.resource.target_is_owner = v; }},
      {"delegated", [](Question& q, bool v) { q.resource.delegated = v; }},
      {"restricted", [](Question& q, bool v) { q.resource.restricted = v; }},
      {"authored", [](Question& q, bool v) { q.resource.authored = v; }},
      {"emergency_open", [](Question& q, bool v) { q.resource.emergency_open = v; }},
      {"note_signed", [](Question& q, bool v) { q.resource.note_signed = v; }},
      {"legal_hold", [](Question& q, bool v) { q.resource.legal_hold = v; }},
      {"retention_expired", [](Question& q, bool v) { q.resource.retention_expired = v; }},
      {"opened_by_subject", [](Question& q, bool v) { q.resource.accessed_by_subject = v; }},
      {"roles_asked", ask_for_roles},
      {"delegates", [](Question& q, bool v) { q.request.delegates = v; }},
      {"gives_owner",
       [](Question& q, bool v) {
         if (q.request.roles) q.request.roles->owner = v;
       }},
      {"role.clinician", [](Question& q, bool v) { put<Role::clinician>(q.subject.roles, v); }},
      {"role.administrator", [](Question& q, bool v) { put<Role::administrator>(q.subject.roles, v); }},
      {"role.assistant", [](Question& q, bool v) { put<Role::assistant>(q.subject.roles, v); }},
      {"role.template_manager", [](Question& q, bool v) { put<Role::template_manager>(q.subject.roles, v); }},
      {"audience.clinician", [](Question& q, bool v) { put<Role::clinician>(q.team.session_view.audience_roles, v); }},
      {"audience.administrator", [](Question& q, bool v) { put<Role::administrator>(q.team.session_view.audience_roles, v); }},
      {"audience.assistant", [](Question& q, bool v) { put<Role::assistant>(q.team.session_view.audience_roles, v); }},
      {"audience.template_manager",
       [](Question& q, bool v) { put<Role::template_manager>(q.team.session_view.audience_roles, v); }},
      {"gives.clinician", give<Role::clinician>},
      {"gives.administrator", give<Role::administrator>},
      {"gives.assistant", give<Role::assistant>},
      {"gives.template_manager", give<Role::template_manager>},
      {"feature.session_view", [](Question& q, bool v) { put<Feature::session_view>(q.team.features, v); }},
      {"feature.custom_roles", [](Question& q, bool v) { put<Feature::custom_roles>(q.team.features, v); }},
  };
  return table;
}

/// The words of a fact, in the order of its enumerators.
struct Words {
  std::vector<std::string> words;
  void (*set)(Question&, std::size_t) = nullptr;
};

void set_state(Question& q, std::size_t word) {
  q.subject.state = std::nullopt;
  if (word < member_state_names.size()) q.subject.state = static_cast<MemberState>(word);
}

const std::map<std::string, Words>& word_facts() {
  static const std::map<std::string, Words> table{
      {"state", {{"invited", "active", "declined", "revoked", "expired", "suspended", "removed", "outside"}, set_state}},
      {"sign_in",
       {{"before_forced_sign_out", "current", "assumed"},
        [](Question& q, std::size_t word) { q.subject.sign_in = static_cast<SignIn>(word); }}},
      {"second_factor",
       {{"none", "used", "assumed"},
        [](Question& q, std::size_t word) { q.subject.second_factor = static_cast<SecondFactor>(word); }}},
      {"via", {{"browser", "api_key"}, [](Question& q, std::size_t word) { q.subject.via = static_cast<Via>(word); }}},
      {"share",
       {{"none", "view", "edit", "full"},
        [](Question& q, std::size_t word) { q.resource.share = static_cast<ShareLevel>(word); }}},
      {"heir",
       {{"unnamed", "another_member", "subject"},
        [](Question& q, std::size_t word) { q.request.heir = static_cast<Heir>(word); }}},
      {"asks_share",
       {{"none", "view", "edit", "full"},
        [](Question& q, std::size_t word) { q.request.share = static_cast<ShareLevel>(word); }}},
  };
  return table;
}

Flag flag(const std::string& name) { return {name, flags().at(name)}; }

Axis axis_of_flag(const Flag& flag) {
  const std::size_t fact = bridge().specification().fact(flag.name);
  Axis axis;
  for (const bool value : {false, true})
    axis.emplace_back([flag, fact, value](Cases& cases) {
      flag.set(cases.question, value);
      cases.world.facts[fact] = value ? in_all_cases : 0;
    });
  return axis;
}

Axis axis_of_words(const std::string& name) {
  const Words& fact = word_facts().at(name);
  std::vector<std::size_t> places;
  for (const std::string& word : fact.words) places.push_back(bridge().specification().fact(name + " is " + word));
  Axis axis;
  for (std::size_t chosen = 0; chosen < places.size(); ++chosen)
    axis.emplace_back([set = fact.set, places, chosen](Cases& cases) {
      set(cases.question, chosen);
      for (std::size_t word = 0; word < places.size(); ++word)
        cases.world.facts[places[word]] = word == chosen ? in_all_cases : 0;
    });
  return axis;
}

GrantSet grants_of_rows(const std::vector<std::size_t>& rows) {
  GrantSet set;
  for (const std::size_t row : rows) set.add(bridge().grant(row));
  return set;
}

std::vector<Lanes> lanes_of_rows(const std::vector<std::size_t>& rows) {
  std::vector<Lanes> all(bridge().specification().table().size());
  for (const std::size_t row : rows) all[row] = in_all_cases;
  return all;
}

/// What calm_question says, for both sides.
const std::vector<AxisValue>& calm() {
  static const std::vector<AxisValue> settings{
      axis_of_words("state")[1],         axis_of_words("sign_in")[1],
      axis_of_words("second_factor")[0], axis_of_words("via")[0],
      axis_of_words("share")[0],         axis_of_words("heir")[0],
      axis_of_words("asks_share")[0],    axis_of_flag(flag("emergency_enabled"))[1],
      axis_of_flag(flag("known"))[1],    plan({}, {}),
  };
  return settings;
}

/// Bit `number` of the cases that have bit `lane` in their number.
constexpr std::array<Lanes, 6> lane_pattern{0xAAAAAAAAAAAAAAAAULL, 0xCCCCCCCCCCCCCCCCULL, 0xF0F0F0F0F0F0F0F0ULL,
                                            0xFF00FF00FF00FF00ULL, 0xFFFF0000FFFF0000ULL, 0xFFFFFFFF00000000ULL};

template <class Element>
Element known(std::optional<Element> element) {
  if (!element) throw std::runtime_error("the second formulation names what the catalogue lacks");
  return *element;
}

GrantId id_of(const Row& row) {
  for (const GrantId id : grants_of(known(action_from(row.action))))
    if (name_of(grant_at(id).scope) == row.scope) return id;
  throw std::runtime_error("no grant of " + row.action + " in " + row.scope);
}

}  // namespace

Bridge::Bridge()
    : specification_(ROLECALL_SOURCE_DIR "/tests/policy/specification", ROLECALL_SOURCE_DIR "/tests/policy/golden/grants.csv") {
  for (const std::string& name : specification_.actions()) actions_.push_back(known(action_from(name)));
  for (const std::string& name : specification_.kinds()) kinds_.push_back(known(resource_kind_from(name)));
  for (const Row& row : specification_.table()) grants_.push_back(id_of(row));
  for (const std::string& name : specification_.columns())
    for (const HolderEntry& entry : all_holders)
      if (entry.name == name) holders_.push_back(entry.holder);
  const std::size_t nowhere = specification_.outcome_count();
  of_rule_.fill(nowhere);
  for (const std::string& name : specification_.rule_names())
    of_rule_.at(static_cast<std::size_t>(known(rule_from(name)))) = specification_.outcome_of(name);
  for (std::size_t row = 0; row < grants_.size(); ++row)
    for (std::size_t column = 0; column < holders_.size(); ++column)
      of_grant_.at(static_cast<std::size_t>(grants_[row])).at(static_cast<std::size_t>(holders_.at(column))) =
          specification_.outcome_of(specification::Grant{row, column});
}

const Bridge& bridge() {
  static const Bridge one;
  return one;
}

std::vector<Axis> axes(const std::vector<std::string>& names) {
  std::vector<Axis> all;
  for (const std::string& name : names) {
    if (word_facts().contains(name)) {
      all.push_back(axis_of_words(name));
    } else if (name.ends_with("*")) {
      for (const auto& [flag_name, set] : flags())
        if (flag_name.starts_with(name.substr(0, name.size() - 1))) all.push_back(axis_of_flag({flag_name, set}));
    } else {
      all.push_back(axis_of_flag(flag(name)));
    }
  }
  return all;
}

std::array<Flag, 6> lanes(const std::array<std::string, 6>& names) {
  std::array<Flag, 6> all;
  std::transform(names.begin(), names.end(), all.begin(), flag);
  return all;
}

AxisValue custom_roles(const CustomRoles& custom) {
  return [held = grants_of_rows(custom.held), in_audience = grants_of_rows(custom.in_audience),
          asked = grants_of_rows(custom.asked), held_lanes = lanes_of_rows(custom.held),
          audience_lanes = lanes_of_rows(custom.in_audience), asked_lanes = lanes_of_rows(custom.asked)](Cases& cases) {
    cases.question.subject.custom = held;
    cases.question.team.session_view.audience_custom = in_audience;
    if (cases.question.request.roles) cases.question.request.roles->custom = asked;
    cases.world.custom = held_lanes;
    cases.world.audience_custom = audience_lanes;
    cases.world.asked_custom = asked_lanes;
  };
}

AxisValue plan(FeatureSet lacking, FeatureSet needed) {
  std::vector<std::pair<std::size_t, Lanes>> facts;
  for (const FeatureEntry& entry : all_features) {
    const auto fact = [&entry](const char* prefix) { return bridge().specification().fact(prefix + std::string(entry.name)); };
    facts.emplace_back(fact("feature."), lacking.has(entry.feature) ? 0 : in_all_cases);
    facts.emplace_back(fact("needs."), needed.has(entry.feature) ? in_all_cases : 0);
  }
  return [lacking, needed, facts](Cases& cases) {
    cases.question.team.features = FeatureSet::all() - lacking;
    cases.question.request.features = needed;
    for (const auto& [fact, value] : facts) cases.world.facts[fact] = value;
  };
}

Cases begin(std::size_t action, std::size_t kind, const Space& space) {
  Cases cases{.world = bridge().specification().world(action, kind), .question = calm_question(bridge().action(action))};
  cases.question.resource.kind = bridge().kind(kind);
  for (const AxisValue& setting : calm()) setting(cases);
  for (std::size_t lane = 0; lane < lane_pattern.size(); ++lane)
    cases.world.facts[bridge().specification().fact(space.lanes.at(lane).name)] = lane_pattern.at(lane);
  return cases;
}

void take_case(Question& question, const Space& space, unsigned number) {
  for (unsigned lane = 0; lane < lane_pattern.size(); ++lane) space.lanes[lane].set(question, ((number >> lane) & 1U) != 0);
}

std::string describe(const Cases& cases, unsigned number) {
  const auto holds = [number](Lanes lanes) { return ((lanes >> number) & 1U) != 0; };
  std::string text;
  for (const auto& [name, fact] : bridge().specification().facts())
    if (holds(cases.world.facts[fact])) text += "  " + name + "\n";
  const auto list = [&](const char* what, const std::vector<Lanes>& rows) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Row& grant = bridge().specification().table()[row];
      if (holds(rows[row])) text += "  " + std::string(what) + " " + grant.action + " " + grant.scope + "\n";
    }
  };
  list("a custom role holds", cases.world.custom);
  list("in the audience through a custom role:", cases.world.audience_custom);
  list("asked for through a custom role:", cases.world.asked_custom);
  return text;
}

void draw(const Space& space, Cases& cases, std::mt19937_64& random) {
  for (const Axis& axis : space.axes) axis[random() % axis.size()](cases);
}

void in_parallel(std::size_t count, const std::function<bool(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;
  const auto run = [&] {
    for (std::size_t task = next++; task < count && !stopped; task = next++)
      if (!work(task)) stopped = true;
  };
  std::vector<std::jthread> others;
  for (unsigned core = 1; core < std::thread::hardware_concurrency(); ++core) others.emplace_back(run);
  run();
}

}  // namespace rolecall::policy::testing
