// Bytes into one Request, stricter than Beast alone. Reads no socket.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "http/limits.h"
#include "http/request.h"

namespace rolecall::http {

/// A request that the transport answers itself, after which the connection is closed.
struct Refused {
  int status = 400;
  std::string_view code;
  std::string_view detail;
};

/// Looks for the end of the headers in bytes that come piece by piece.
class HeadScanner {
 public:
  explicit HeadScanner(const Limits& limits) : limits_(limits) {}

  enum class State { more, complete, refused };
  /// `bytes` is everything since the start of the request. Refuses what is too long, and lines that do not end in CRLF.
  State scan(std::string_view bytes);
  /// Of a complete head, the empty line included.
  [[nodiscard]] std::size_t size() const { return line_start_; }
  [[nodiscard]] const Refused& refused() const { return refused_; }

 private:
  State refuse(Refused refused);
  State check_length(std::string_view bytes);

  const Limits& limits_;
  std::size_t line_start_ = 0;
  Refused refused_;
};

/// Parses one request. Call `head` once, then `body` until `is_done()`.
class RequestParser {
 public:
  RequestParser(Request& request, const Limits& limits);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  /// `head` is what HeadScanner found complete. Fills everything of the request but body, client address and request id.
  [[nodiscard]] std::optional<Refused> head(std::string_view head);
  /// The largest body; refused at once when more is announced.
  [[nodiscard]] std::optional<Refused> limit_body(std::size_t bytes);
  /// Takes what it can of `bytes`; `consumed` says how much.
  [[nodiscard]] std::optional<Refused> body(std::string_view bytes, std::size_t& consumed);

  [[nodiscard]] bool is_done() const;
  [[nodiscard]] bool keeps_alive() const;
  [[nodiscard]] bool expects_continue() const;
  [[nodiscard]] bool is_http_1_0() const;

 private:
  class Beast;
  std::unique_ptr<Beast> beast_;
  Request& request_;
};

}  // namespace rolecall::http
