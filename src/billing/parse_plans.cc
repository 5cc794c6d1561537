#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "billing/plan.h"

namespace rolecall::billing {
namespace {

constexpr std::int64_t max_trial_days = 366;
constexpr std::size_t max_plans = 100;

/// Ends the reading at the first wrong key; never leaves this file.
struct WrongKey {
  std::string key;
  std::string expected;
};

/// One table of the file: gives each key once, typed, and refuses what nobody asked for.
class Section {
 public:
  Section(const toml::table& table, std::string path) : table_(table), path_(std::move(path)) {}

  [[nodiscard]] std::string path_of(std::string_view key) const { return path_ + std::string(key); }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }

  [[noreturn]] void refuse(std::string_view key, std::string expected) const {
    throw WrongKey{path_of(key), std::move(expected)};
  }

  [[nodiscard]] std::string text(std::string_view key) {
    const auto* value = get(key).as_string();
    if (value == nullptr || value->get().empty() || value->get().size() > 80) refuse(key, "expected a text of 1 to 80 bytes");
    return value->get();
  }

  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t low, std::int64_t high) {
    const auto* value = get(key).as_integer();
    if (value == nullptr || value->get() < low || value->get() > high)
      refuse(key, fmt::format("expected an integer from {} to {}", low, high));
    return value->get();
  }

  [[nodiscard]] const toml::array& array(std::string_view key) {
    const auto* value = get(key).as_array();
    if (value == nullptr) refuse(key, "expected an array");
    return *value;
  }

  /// Call last: a key that was never read is a mistake of spelling.
  void refuse_other_keys() const {
    for (const auto& [key, value] : table_) {
      if (std::ranges::find(read_, key.str()) == read_.end()) throw WrongKey{path_of(key.str()), "is no key of the plans file"};
    }
  }

 private:
  const toml::node& get(std::string_view key) {
    read_.emplace_back(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr) throw WrongKey{path_of(key), "is missing"};
    return *node;
  }

  const toml::table& table_;
  std::string path_;
  std::vector<std::string> read_;
};

bool is_plan_id(std::string_view id) {
  return id.front() >= 'a' && id.front() <= 'z' && id.size() <= 40 &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<std::string> read_features(Section& section) {
  std::vector<std::string> named;
  for (const toml::node& node : section.array("features")) {
    const std::string name = node.value_or(std::string());
    if (std::ranges::find(feature_names, name) == feature_names.end())
      section.refuse("features", fmt::format("expected names out of {}", fmt::join(feature_names, ", ")));
    if (std::ranges::find(named, name) != named.end()) section.refuse("features", fmt::format("names `{}` twice", name));
    named.push_back(name);
  }
  std::vector<std::string> features;
  for (const std::string_view name : feature_names) {
    if (std::ranges::find(named, name) != named.end()) features.emplace_back(name);
  }
  return features;
}

Plan read_plan(Section section) {
  Plan plan;
  plan.id = section.text("id");
  if (!is_plan_id(plan.id)) section.refuse("id", "expected small letters, digits, `_` and `-`, a letter first, at most 40");
  plan.name = section.text("name");
  plan.features = read_features(section);
  plan.price_per_seat_month = section.integer("price_per_seat_month", 0, max_price_minor);
  plan.price_per_seat_year = section.integer("price_per_seat_year", 0, max_price_minor);
  plan.currency = section.text("currency");
  if (!is_currency(plan.currency)) section.refuse("currency", "expected three capital letters like `AUD`");
  section.refuse_other_keys();
  return plan;
}

void read_all_plans(Section& file, Plans& plans) {
  const toml::array& tables = file.array("plan");
  if (tables.empty() || tables.size() > max_plans) file.refuse("plan", fmt::format("expected 1 to {} plans", max_plans));
  for (const toml::node& node : tables) {
    const std::string path = fmt::format("plan[{}]", plans.plans.size());
    const toml::table* table = node.as_table();
    if (table == nullptr) throw WrongKey{path, "expected a table"};
    Plan plan = read_plan(Section(*table, path + "."));
    if (plans.find(plan.id) != nullptr) throw WrongKey{path + ".id", "is taken by an earlier plan"};
    if (!plans.plans.empty() && plan.currency != plans.plans.front().currency)
      throw WrongKey{path + ".currency", "expected the currency of the first plan"};
    plans.plans.push_back(std::move(plan));
  }
}

std::string read_plan_name(Section& file, std::string_view key, const Plans& plans) {
  std::string id = file.text(key);
  if (plans.find(id) == nullptr) file.refuse(key, "expected the id of a plan of this file");
  return id;
}

Interval read_interval(Section& file) {
  if (!file.has("default_interval")) return Interval::year;
  const auto interval = parse_interval(file.text("default_interval"));
  if (!interval) file.refuse("default_interval", "expected `month` or `year`");
  return *interval;
}

std::optional<TrialOffer> read_trial(Section& file, const Plans& plans) {
  if (!file.has("trial_plan") && !file.has("trial_days")) return std::nullopt;
  std::string plan = read_plan_name(file, "trial_plan", plans);
  return TrialOffer{std::move(plan), static_cast<int>(file.integer("trial_days", 1, max_trial_days))};
}

Plans read_plans(const toml::table& table) {
  Section file(table, "");
  Plans plans;
  read_all_plans(file, plans);
  plans.default_plan = read_plan_name(file, "default_plan", plans);
  plans.default_interval = read_interval(file);
  plans.trial = read_trial(file, plans);
  file.refuse_other_keys();
  return plans;
}

}  // namespace

Result<Plans> parse_plans(std::string_view toml) {
  try {
    return read_plans(toml::parse(toml));
  } catch (const WrongKey& wrong) {
    return fail(Code::invalid, "plans_invalid", fmt::format("`{}`: {}", wrong.key, wrong.expected));
  } catch (const toml::parse_error& error) {
    return fail(Code::invalid, "plans_invalid",
                fmt::format("line {} of the plans file: {}", error.source().begin.line, error.description()));
  }
}

}  // namespace rolecall::billing
