#include "specification.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace rolecall::specification {
namespace {

/// In the order of `words`.
enum class Word : int {
  held,
  held_in_viewed,
  audience_counts_a_giver,
  this_giver_in_audience,
  grants_transcripts,
  may_still_read,
  asked_custom_not_held,
  asked_custom_never_custom,
  asked_on_this_kind,
  own_covers_view,
  own_covers_edit,
  own_covers_full,
  own_covers_delegation,
  share_covers_view,
  share_covers_edit,
  share_covers_full,
};
const std::vector<std::string> words{"held",
                                     "held_in_viewed",
                                     "audience_counts_a_giver",
                                     "this_giver_in_audience",
                                     "grants_transcripts",
                                     "may_still_read",
                                     "asked_custom_not_held",
                                     "asked_custom_never_custom",
                                     "asked_on_this_kind",
                                     "own_covers_view",
                                     "own_covers_edit",
                                     "own_covers_full",
                                     "own_covers_delegation",
                                     "share_covers_view",
                                     "share_covers_edit",
                                     "share_covers_full"};

using Strings = std::vector<std::string>;

Strings split(const std::string& text, char separator) {
  Strings parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::size_t place_of(const std::string& name, const Strings& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::runtime_error("unknown name `" + name + "`");
  return static_cast<std::size_t>(found - names.begin());
}

bool is_among(const std::string& name, const Strings& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

/// One world while it is decided: the lanes of what is held, and the values of the words.
class Specification::Evaluation final : public Words {
 public:
  Evaluation(const Specification& of, const World& world, std::optional<Grant> struck) : of_(of), world_(world), struck_(struck) {
    for (std::size_t column = 0; column < of.held_by_.size(); ++column)
      column_held_.at(column) = evaluate(of.held_by_[column], world.facts, *this);
  }

  [[nodiscard]] Lanes holds(Grant grant) const {
    if (grant == struck_) return 0;
    if (grant.column == of_.held_by_.size()) return of_.fits_custom_role_[grant.row] ? world_.custom[grant.row] : 0;
    return of_.table_[grant.row].held_by[grant.column] ? column_held_.at(grant.column) : 0;
  }

  /// Where the grant is held and its scope reaches the resource.
  [[nodiscard]] Lanes stands(Grant grant) const {
    const Lanes where_held = holds(grant);
    if (where_held == 0) return 0;
    const auto outer = looked_at_;
    looked_at_ = grant;
    const Lanes reached = evaluate(of_.scope_of_[grant.row], world_.facts, *this);
    looked_at_ = outer;
    return where_held & reached;
  }

  [[nodiscard]] Lanes value(int word) const override {
    switch (static_cast<Word>(word)) {
      case Word::held:
        return any_of(of_.rows_of_[world_.action], [this](Grant grant) { return holds(grant); });
      case Word::held_in_viewed:
        return any_of(of_.rows_of_[world_.action], [this](Grant grant) { return is_viewed(grant) ? holds(grant) : 0; });
      case Word::audience_counts_a_giver:
        return any_of(of_.rows_of_[world_.action],
                      [this](Grant grant) { return is_viewed(grant) ? holds(grant) & in_audience(grant) : 0; });
      case Word::this_giver_in_audience:
        return in_audience(looked_at_);
      case Word::grants_transcripts:
        return of_.table_[looked_at_.row].action == "transcript.read" ? in_all_cases : 0;
      case Word::may_still_read:
        return any_of(of_.read_again_, [this](Grant grant) { return stands(grant); });
      case Word::asked_custom_not_held:
        return asked_custom([this](std::size_t row) { return ~any_of({row}, [this](Grant grant) { return holds(grant); }); });
      case Word::asked_custom_never_custom:
        return asked_custom([this](std::size_t row) { return of_.fits_custom_role_[row] ? Lanes{0} : in_all_cases; });
      case Word::asked_on_this_kind:
        return of_.asked_on(world_.action, world_.kind) ? in_all_cases : 0;
      case Word::own_covers_view:
        return held_as_own_where("shared_view");
      case Word::own_covers_edit:
        return held_as_own_where("shared_edit");
      case Word::own_covers_full:
        return held_as_own_where("shared_full");
      case Word::own_covers_delegation:
        return held_as_own_where("delegated");
      case Word::share_covers_view:
        return held_where("shared_view");
      case Word::share_covers_edit:
        return held_where("shared_edit");
      case Word::share_covers_full:
        return held_where("shared_full");
    }
    throw std::logic_error("a word without a value");
  }

  [[nodiscard]] std::size_t column_count() const { return of_.columns_.size(); }

 private:
  template <class Ask>
  [[nodiscard]] Lanes any_of(const std::vector<std::size_t>& rows, Ask ask) const {
    Lanes any = 0;
    for (const std::size_t row : rows)
      for (std::size_t column = 0; column < column_count(); ++column) any |= ask(Grant{row, column});
    return any;
  }

  template <class Ask>
  [[nodiscard]] Lanes asked_custom(Ask ask) const {
    Lanes any = 0;
    for (std::size_t row = 0; row < of_.table_.size(); ++row)
      if (world_.asked_custom[row] != 0) any |= world_.asked_custom[row] & ask(row);
    return any;
  }

  [[nodiscard]] Lanes row_held(std::size_t row) const {
    return any_of({row}, [this](Grant grant) { return holds(grant); });
  }

  /// Where every row of this scope is held.
  [[nodiscard]] Lanes held_where(const std::string& scope) const {
    Lanes all = in_all_cases;
    for (std::size_t row = 0; row < of_.table_.size(); ++row)
      if (of_.table_[row].scope == scope) all &= row_held(row);
    return all;
  }

  /// Where every action of this scope is held in scope `own`; ending a delegation passes nothing on.
  [[nodiscard]] Lanes held_as_own_where(const std::string& scope) const {
    Lanes all = in_all_cases;
    for (const Row& opened : of_.table_) {
      if (opened.scope != scope || opened.action == "delegation.end") continue;
      Lanes own = 0;
      for (std::size_t row = 0; row < of_.table_.size(); ++row)
        if (of_.table_[row].scope == "own" && of_.table_[row].action == opened.action) own |= row_held(row);
      all &= own;
    }
    return all;
  }

  [[nodiscard]] bool is_viewed(Grant grant) const { return of_.table_[grant.row].scope == "viewed"; }

  [[nodiscard]] Lanes in_audience(Grant grant) const {
    if (grant.column == of_.held_by_.size()) return world_.audience_custom[grant.row];
    const auto fact = of_.audience_fact_[grant.column];
    return fact ? world_.facts[*fact] : 0;
  }

  const Specification& of_;
  const World& world_;
  std::optional<Grant> struck_;
  mutable Grant looked_at_;
  std::array<Lanes, 8> column_held_{};
};

Specification::Specification(const std::string& folder, const std::string& grants_csv) {
  const std::string policy = folder + "/policy.yaml";
  read_table(grants_csv);
  read_vocabulary(policy);
  read_formulas(policy);
  read_custom_roles(policy);
}

/// action,scope,member,...,owner,source; the source may be quoted and is not read.
void Specification::read_table(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error("cannot read " + path);
  const Strings header = split(line, ',');
  columns_.assign(header.begin() + 2, header.end() - 1);
  while (std::getline(file, line)) {
    const Strings cells = split(line, ',');
    Row row{.action = cells.at(0), .scope = cells.at(1), .held_by = {}};
    for (std::size_t column = 0; column < columns_.size(); ++column) row.held_by.push_back(cells.at(2 + column) == "1");
    if (!is_among(row.action, actions_)) actions_.push_back(row.action);
    table_.push_back(row);
  }
  columns_.emplace_back("custom");
}

void Specification::read_vocabulary(const std::string& path) {
  const YAML::Node file = YAML::LoadFile(path);
  const auto add = [this](const std::string& name) { vocabulary_.facts.emplace(name, vocabulary_.facts.size()); };
  for (const auto& words_of : file["facts"]["words"])
    for (const auto& word : words_of.second) add(words_of.first.as<std::string>() + " is " + word.as<std::string>());
  for (const std::string& action : actions_) add("action is " + action);
  for (const auto& flag : file["facts"]["flags"]) add(flag.as<std::string>());
  for (const auto& [list, members] : {std::pair{"for_each_role", "roles"}, std::pair{"for_each_feature", "features"}})
    for (const auto& prefix : file["facts"][list])
      for (const auto& member : file[members]) add(prefix.as<std::string>() + "." + member.as<std::string>());
  kinds_ = file["facts"]["words"]["kind"].as<Strings>();
  for (const std::string& word : words) vocabulary_.words.emplace(word, vocabulary_.words.size());
  vocabulary_.definitions = file["define"].as<std::map<std::string, std::string>>();
  if (file["columns"].as<Strings>() != columns_) throw std::runtime_error("the columns are not those of the table");
}

void Specification::read_formulas(const std::string& path) {
  const YAML::Node file = YAML::LoadFile(path);
  const auto formula = [this](const YAML::Node& node) { return parse(node.as<std::string>(), vocabulary_); };
  for (std::size_t column = 0; column + 1 < columns_.size(); ++column)
    held_by_.push_back(formula(file["held_by"][columns_[column]]));
  for (const std::string& column : columns_) {
    const auto found = vocabulary_.facts.find("audience." + column);
    audience_fact_.push_back(found == vocabulary_.facts.end() ? std::nullopt : std::optional(found->second));
  }
  for (const Row& row : table_) scope_of_.push_back(formula(file["scopes"][row.scope]));
  for (const auto& [list, rules] : {std::pair{"rules", &rules_}, std::pair{"without_a_scope", &without_a_scope_}})
    for (const auto& node : file[list]) {
      const std::string name = node["rule"].as<std::string>();
      if (!is_among(name, rule_names_)) rule_names_.push_back(name);
      rules->push_back({.name = place_of(name, rule_names_), .when = formula(node["when"])});
    }
  asked_on_.assign(kinds_.size(), std::vector<bool>(actions_.size()));
  for (const auto& kind : file["asked_on"])
    for (const auto& some : kind.second)
      for (const std::string& action : split(some.as<std::string>(), '|'))
        asked_on_[place_of(kind.first.as<std::string>(), kinds_)][place_of(action, actions_)] = true;
}

void Specification::read_custom_roles(const std::string& path) {
  const YAML::Node file = YAML::LoadFile(path);
  const Strings nearest = file["scopes_nearest_first"].as<Strings>();
  const Strings never_action = file["never_in_a_custom_role"]["actions"].as<Strings>();
  const Strings authored_needs = file["authored_needs"].as<Strings>();
  rows_of_.resize(actions_.size());
  for (std::size_t row = 0; row < table_.size(); ++row) {
    rows_of_[place_of(table_[row].action, actions_)].push_back(row);
    bool fits = !is_among(table_[row].action, never_action);
    for (const auto& column : file["never_in_a_custom_role"]["columns"])
      fits = fits && !table_[row].held_by[place_of(column.as<std::string>(), columns_)];
    fits_custom_role_.push_back(fits);
    if (table_[row].action == "session.read" && is_among(table_[row].scope, authored_needs)) read_again_.push_back(row);
  }
  for (auto& rows : rows_of_)
    std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
      return place_of(table_[a].scope, nearest) < place_of(table_[b].scope, nearest);
    });
}

std::size_t Specification::fact(const std::string& name) const {
  const auto found = vocabulary_.facts.find(name);
  if (found == vocabulary_.facts.end()) throw std::runtime_error("no fact is called `" + name + "`");
  return found->second;
}

World Specification::world(std::size_t action, std::size_t kind) const {
  World world{.action = action,
              .kind = kind,
              .facts = std::vector<Lanes>(vocabulary_.facts.size()),
              .custom = std::vector<Lanes>(table_.size()),
              .audience_custom = std::vector<Lanes>(table_.size()),
              .asked_custom = std::vector<Lanes>(table_.size())};
  world.facts[fact("action is " + actions_[action])] = in_all_cases;
  world.facts[fact("kind is " + kinds_[kind])] = in_all_cases;
  return world;
}

void Specification::ask(World& world, std::size_t action) const {
  world.facts[fact("action is " + actions_[world.action])] = 0;
  world.facts[fact("action is " + actions_[action])] = in_all_cases;
  world.action = action;
}

std::size_t Specification::outcome_of(const std::string& rule) const { return place_of(rule, rule_names_); }
std::size_t Specification::outcome_of(Grant grant) const {
  return rule_names_.size() + grant.row * columns_.size() + grant.column;
}

std::optional<Grant> Specification::grant_of(std::size_t outcome) const {
  if (outcome < rule_names_.size()) return std::nullopt;
  const std::size_t place = outcome - rule_names_.size();
  return Grant{place / columns_.size(), place % columns_.size()};
}

std::string Specification::name_of(std::size_t outcome) const {
  const auto grant = grant_of(outcome);
  if (!grant) return "deny " + rule_names_[outcome];
  const Row& row = table_[grant->row];
  return "permit " + row.action + " " + row.scope + " by " + columns_[grant->column];
}

Lanes Specification::held(const World& world, std::size_t row) const {
  const Evaluation evaluation(*this, world, std::nullopt);
  Lanes any = 0;
  for (std::size_t column = 0; column < columns_.size(); ++column) any |= evaluation.holds({row, column});
  return any;
}

void Specification::decide(const World& world, std::vector<Verdict>& verdicts, std::optional<Grant> struck) const {
  const Evaluation evaluation(*this, world, struck);
  verdicts.clear();
  Lanes left = in_all_cases;
  const auto answer = [&](std::size_t outcome, Lanes cases) {
    if ((left & cases) != 0) verdicts.push_back({outcome, left & cases});
    left &= ~cases;
  };
  for (const Rule& rule : rules_)
    if (left != 0) answer(rule.name, evaluate(rule.when, world.facts, evaluation));
  for (const std::size_t row : rows_of_[world.action])
    for (std::size_t column = 0; column < columns_.size() && left != 0; ++column)
      answer(outcome_of(Grant{row, column}), evaluation.stands({row, column}));
  for (const Rule& rule : without_a_scope_)
    if (left != 0) answer(rule.name, evaluate(rule.when, world.facts, evaluation));
}

}  // namespace rolecall::specification
