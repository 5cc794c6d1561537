#include "http/security_headers.h"

#include <string_view>

namespace rolecall::http {
namespace {

// Mantine writes style attributes, so inline styles stay allowed; inline scripts never.
constexpr std::string_view content_policy =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";
constexpr std::string_view always =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";
constexpr std::string_view hsts = "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

}  // namespace

void append_security_headers(std::string& head, const Reply& reply, StrictTransport strict_transport) {
  head.append(always);
  if (!reply.header("Content-Security-Policy")) head.append(content_policy);
  if (!reply.header("Cache-Control")) head.append("Cache-Control: no-store\r\n");
  if (strict_transport == StrictTransport::on) head.append(hsts);
}

}  // namespace rolecall::http
