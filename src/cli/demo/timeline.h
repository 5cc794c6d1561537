// What happens in the demo's months, each at its instant, played in the order of time whatever the order of telling.
#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::cli::demo {

/// What a happening says of a use case's answer.
template <class T>
Result<Done> only_done(const Result<T>& result) {
  if (!result) return std::unexpected(result.error());
  return Done{};
}

class Timeline {
 public:
  using Happening = std::function<Result<Done>(store::Transaction&)>;

  /// Equal instants stay in the order of telling.
  void at(Instant instant, Happening happening) { moments_.push_back({instant, std::move(happening)}); }
  /// Everything up to now inside `tx`, each in its own time. The first error ends it.
  [[nodiscard]] Result<Done> play(store::Transaction& tx);

 private:
  struct Moment {
    Instant instant;
    Happening happening;
  };
  std::vector<Moment> moments_;
};

}  // namespace rolecall::cli::demo
