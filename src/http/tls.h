// The server's certificate and key. Which protocols and ciphers are spoken is decided here.
#pragma once

#include <memory>

#include "base/result.h"
#include "http/server.h"

namespace rolecall::http {

struct Tls;  // tls_context.h

/// TLS 1.2 and later, HTTP/1.1 only. Errors: `invalid` naming the file that cannot be used.
[[nodiscard]] Result<std::shared_ptr<Tls>> load_tls(const TlsFiles& files);

}  // namespace rolecall::http
