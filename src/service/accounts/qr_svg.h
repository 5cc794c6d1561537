// A QR code as an SVG document. Knows nothing of what it says.
#pragma once

#include <string>

namespace rolecall::service {

/// Dark modules on white with the quiet zone that the standard asks for. Throws when `text` is too long for a QR code (2,331
/// octets).
[[nodiscard]] std::string qr_svg(const std::string& text);

}  // namespace rolecall::service
