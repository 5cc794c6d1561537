#include "service/accounts/qr_svg.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace rolecall::service {
namespace {

constexpr int quiet_zone = 4;

struct Closer {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

/// One row's dark modules as runs: `M4,4h7v1h-7z`.
void append_row(std::string& path, const QRcode& code, int y) {
  const auto is_dark = [&](int x) { return (code.data[y * code.width + x] & 1U) != 0; };
  for (int x = 0; x < code.width; ++x) {
    if (!is_dark(x)) continue;
    const int begin = x;
    while (x + 1 < code.width && is_dark(x + 1)) ++x;
    const std::string length = std::to_string(x + 1 - begin);
    path += "M" + std::to_string(begin + quiet_zone) + "," + std::to_string(y + quiet_zone);
    path.append("h").append(length).append("v1h-").append(length).append("z");
  }
}

}  // namespace

std::string qr_svg(const std::string& text) {
  const std::unique_ptr<QRcode, Closer> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (!code) throw std::runtime_error("the text does not fit into a QR code");
  std::string path;
  for (int y = 0; y < code->width; ++y) append_row(path, *code, y);
  const std::string side = std::to_string(code->width + 2 * quiet_zone);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
         "\" fill=\"#fff\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
}

}  // namespace rolecall::service
