// Whether bytes are UTF-8. Normalises and folds nothing.
#pragma once

#include <string_view>

namespace rolecall {

/// True for well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace rolecall
