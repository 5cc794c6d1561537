// The control: the grants table as one would write it in an afternoon, keyed by strings, without guards. What `decide` has to be
// faster than although it does more.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "policy/question.h"

namespace rolecall::bench {

class StringTable {
 public:
  StringTable();

  /// The sentence of the first grant that one of the roles holds in a scope that is open, or that there is none.
  [[nodiscard]] std::string explained(const policy::Question&) const;

 private:
  std::unordered_map<std::string, std::string> sentences_;  // by "role|action|scope"
};

}  // namespace rolecall::bench
