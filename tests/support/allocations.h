// Counts the allocations of the program that it is linked into, thread by thread.
#pragma once

#include <cstddef>

namespace rolecall::testing {

/// By this thread, since it began.
[[nodiscard]] std::size_t allocations_so_far();

}  // namespace rolecall::testing
