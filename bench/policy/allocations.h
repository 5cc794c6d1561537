// Counts every allocation of the program it is linked into.
#pragma once

#include <cstddef>

namespace rolecall::bench {

[[nodiscard]] std::size_t allocations_so_far();

}  // namespace rolecall::bench
