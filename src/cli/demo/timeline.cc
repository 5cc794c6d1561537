#include "cli/demo/timeline.h"

#include <algorithm>

#include "store/backdated.h"

namespace rolecall::cli::demo {

Result<Done> Timeline::play(store::Transaction& tx) {
  std::ranges::stable_sort(moments_, {}, &Moment::instant);
  for (const auto& [instant, happening] : moments_) {
    if (instant > tx.now()) break;
    if (const auto done = store::run_backdated(tx, instant, happening); !done) return done;
  }
  return Done{};
}

}  // namespace rolecall::cli::demo
