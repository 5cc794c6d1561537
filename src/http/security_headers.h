// The headers that every answer carries for the browser's sake.
#pragma once

#include <string>

#include "http/reply.h"

namespace rolecall::http {

enum class StrictTransport { off, on };

/// Appends `Name: value\r\n` lines to `head`: content policy, nosniff, referrer, opener, permissions, HSTS when on, and
/// `Cache-Control: no-store`. A Content-Security-Policy or Cache-Control that the reply brings itself is left alone.
void append_security_headers(std::string& head, const Reply& reply, StrictTransport strict_transport);

}  // namespace rolecall::http
