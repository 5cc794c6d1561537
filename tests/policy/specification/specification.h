// The second formulation of the policy: what policy.yaml and the grants table of the specification demand, for 64 cases side by
// side. Shares no code and no table with src/policy, so that a mistake in either shows as a difference.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "formula.h"

namespace rolecall::specification {

/// 64 cases of one question: the same action on the same kind of resource, the facts side by side.
struct World {
  std::size_t action = 0;
  std::size_t kind = 0;
  std::vector<Lanes> facts;            // by Specification::fact
  std::vector<Lanes> custom;           // by row of the table: held through custom roles
  std::vector<Lanes> audience_custom;  // by row: held through custom roles that are in the audience
  std::vector<Lanes> asked_custom;     // by row: asked for through custom roles
};

/// A row of the table and one of its columns.
struct Grant {
  std::size_t row = 0;
  std::size_t column = 0;
  bool operator==(const Grant&) const = default;
};

struct Row {
  std::string action;
  std::string scope;
  std::vector<bool> held_by;  // by column; never `custom`
};

/// In which of the 64 cases this is the outcome.
struct Verdict {
  std::size_t outcome = 0;
  Lanes cases = 0;
};

class Specification {
 public:
  /// Reads policy.yaml in `folder` and the table at `grants_csv`; throws std::runtime_error that names what it cannot read.
  Specification(const std::string& folder, const std::string& grants_csv);

  [[nodiscard]] const std::vector<std::string>& actions() const { return actions_; }
  [[nodiscard]] const std::vector<std::string>& kinds() const { return kinds_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<std::string>& rule_names() const { return rule_names_; }
  [[nodiscard]] const std::vector<Row>& table() const { return table_; }
  [[nodiscard]] const std::vector<std::size_t>& rows_of(std::size_t action) const { return rows_of_[action]; }
  [[nodiscard]] bool asked_on(std::size_t action, std::size_t kind) const { return asked_on_[kind][action]; }
  /// Whether a custom role may hold this row.
  [[nodiscard]] bool fits_custom_role(std::size_t row) const { return fits_custom_role_[row]; }

  /// The place of a fact: "own", "role.clinician", "state is active". Throws when there is none of that name.
  [[nodiscard]] std::size_t fact(const std::string& name) const;

  /// The facts by name, for a person.
  [[nodiscard]] const std::map<std::string, std::size_t>& facts() const { return vocabulary_.facts; }

  /// All facts false, nothing held; asks this action on this kind.
  [[nodiscard]] World world(std::size_t action, std::size_t kind) const;
  /// Asks another action in the same world.
  void ask(World&, std::size_t action) const;

  /// An outcome is a rule of a deny, or the grant of a permit; these number them.
  [[nodiscard]] std::size_t outcome_count() const { return rule_names_.size() + table_.size() * columns_.size(); }
  [[nodiscard]] std::size_t outcome_of(const std::string& rule) const;
  [[nodiscard]] std::size_t outcome_of(Grant) const;
  /// The grant of a permit; none for a deny.
  [[nodiscard]] std::optional<Grant> grant_of(std::size_t outcome) const;
  /// "deny not_own", "permit session.read own by clinician"
  [[nodiscard]] std::string name_of(std::size_t outcome) const;

  /// What is to be answered: verdicts whose cases are disjoint and together all 64. With `struck`, as if the table lacked
  /// that grant in that column.
  void decide(const World&, std::vector<Verdict>&, std::optional<Grant> struck = std::nullopt) const;

  /// In which cases this row of the table is held at all, by any column or a custom role; no guard is looked at.
  [[nodiscard]] Lanes held(const World&, std::size_t row) const;

 private:
  class Evaluation;
  struct Rule {
    std::size_t name = 0;
    Formula when;
  };

  void read_table(const std::string& path);
  void read_vocabulary(const std::string& path);
  void read_formulas(const std::string& path);
  void read_custom_roles(const std::string& path);

  std::vector<std::string> actions_, kinds_, columns_, rule_names_;
  std::vector<Row> table_;
  std::vector<std::vector<std::size_t>> rows_of_;  // by action, nearest scope first
  std::vector<std::vector<bool>> asked_on_;        // by kind, by action
  std::vector<bool> fits_custom_role_;             // by row
  std::vector<std::size_t> read_again_;            // the rows by which a session may still be read
  Vocabulary vocabulary_;
  std::vector<Formula> held_by_;                           // by column but the last
  std::vector<Formula> scope_of_;                          // by row
  std::vector<std::optional<std::size_t>> audience_fact_;  // by column
  std::vector<Rule> rules_, without_a_scope_;
};

}  // namespace rolecall::specification
