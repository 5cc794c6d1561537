// A member who reaches sessions in every way there is.
#pragma once

#include "policy/filter.h"

namespace rolecall::testing {

inline constexpr policy::Filter every_way{
    .own = true, .delegated = true, .viewed = true, .shared = policy::ShareLevel::view, .emergency = true};

}  // namespace rolecall::testing
