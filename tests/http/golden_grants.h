// The rows of tests/policy/golden/grants.csv, which is the grants table of SPEC section 2.
#pragma once

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace rolecall::testing {

struct GoldenGrant {
  std::string action;
  std::string scope;
  std::set<std::string> holders;  // names of columns

  /// Whether somebody who holds this column alone holds the grant. The owner always holds administrator as well.
  [[nodiscard]] bool is_held_by(const std::string& column) const {
    if (holders.contains("member") || holders.contains(column)) return true;
    return column == "owner" && holders.contains("administrator");
  }
};

/// The columns that somebody may hold alone.
inline const std::vector<std::string> golden_columns{"member",    "clinician",        "administrator",
                                                     "assistant", "template_manager", "owner"};

[[nodiscard]] inline std::vector<GoldenGrant> golden_grants() {
  std::ifstream file(ROLECALL_SOURCE_DIR "/tests/policy/golden/grants.csv");
  std::string line;
  std::getline(file, line);  // the head, in the order of golden_columns
  std::vector<GoldenGrant> grants;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    GoldenGrant grant;
    std::getline(cells, grant.action, ',');
    std::getline(cells, grant.scope, ',');
    for (const auto& column : golden_columns) {
      std::string cell;
      std::getline(cells, cell, ',');
      if (cell == "1") grant.holders.insert(column);
    }
    grants.push_back(std::move(grant));
  }
  return grants;
}

/// Decided on the facts of sessions, which the table of a team's life does not have: clinical_grants_test.cc asks it.
[[nodiscard]] inline bool is_about_sessions(std::string_view route) {
  return route.starts_with("/api/v1/teams/{team}/sessions") || route.starts_with("/api/v1/teams/{team}/emergency") ||
         route.starts_with("/api/v1/teams/{team}/delegations");
}

}  // namespace rolecall::testing
