// What a client may cost: sizes, times and numbers. Values only.
#pragma once

#include <cstddef>

#include "base/time.h"

namespace rolecall::http {

struct Limits {
  std::size_t header_bytes = 16 * 1024;     // request line and headers; beyond: 431
  std::size_t target_bytes = 8 * 1024;      // beyond: 414
  std::size_t body_bytes = 1024 * 1024;     // where Options::admit says nothing; beyond: 413
  std::size_t open_body_bytes = 64 * 1024;  // of a body for which nobody has to be signed in
  Duration header_time = seconds(10);       // from the first byte to the end of the headers; then 408
  Duration body_time = seconds(30);         // for the whole body; then 408
  Duration idle_time = seconds(75);         // between requests, and before the first byte
  Duration write_time = seconds(30);        // without progress while the client reads; then the connection is cut
  Duration linger_time = seconds(2);        // how long a refused client's rest is read and thrown away
  std::size_t connections = 8192;           // beyond: the connection that waits longest for its client is closed, else 503
};

}  // namespace rolecall::http
