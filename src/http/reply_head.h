// The bytes before a body: status line and headers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/reply.h"
#include "http/security_headers.h"

namespace rolecall::http {

/// What the transport knows and the reply does not.
struct Framing {
  enum class Body {
    sized,       // Content-Length
    chunked,     // Transfer-Encoding
    until_close  // a stream to an HTTP/1.0 client
  };
  Body body = Body::sized;
  std::size_t body_size = 0;
  bool close = false;
  std::string_view date;  // empty: no Date
  std::string_view request_id;
  StrictTransport strict_transport = StrictTransport::off;
};

/// Whether an answer of that status may carry a body at all (RFC 9110 section 6.4.1).
[[nodiscard]] bool may_have_body(int status);

/// Appends everything up to and including the empty line.
void append_head(std::string& out, const Reply& reply, const Framing& framing);

}  // namespace rolecall::http
