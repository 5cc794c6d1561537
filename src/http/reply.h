// One HTTP answer, before the transport adds length, date, security headers and the request id.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace rolecall::http {

/// A piece of a streamed body.
struct Chunk {
  enum class Kind {
    more,    // ask again after these bytes were sent
    last,    // the body ends with these bytes
    failed,  // the connection is cut, so that the client sees an incomplete answer
  };
  Kind kind = Kind::more;
  std::string bytes;
};

/// Takes the next piece, on any thread, once. Dropping it unanswered counts as `failed`.
using ChunkSink = std::move_only_function<void(Chunk)>;
/// Is asked for the next piece each time the one before has been sent; answers at once or later.
using Producer = std::move_only_function<void(ChunkSink)>;

/// Bytes that somebody else owns. A null `owner` says that they live as long as the program.
struct SharedBytes {
  std::string_view bytes;
  std::shared_ptr<const void> owner;
};

/// A cookie for the whole site, HttpOnly and SameSite=Lax. No `lifetime`: until the browser is closed; zero: deleted.
struct Cookie {
  std::string name;
  std::string value;
  std::optional<Duration> lifetime;
  bool secure = true;
};

struct Reply;
/// Makes an answer, in its own time, on a thread that may take it. Must not wait for the store.
using Later = std::move_only_function<Reply()>;

struct Reply {
  int status = 200;
  std::string content_type;  // empty: no Content-Type
  std::string body;
  std::optional<SharedBytes> shared;                         // instead of `body`
  std::optional<Producer> producer;                          // instead of `body`: sent in chunks
  Later later;                                               // instead of all this: asked after the transaction
  std::vector<std::pair<std::string, std::string>> headers;  // names as they shall be sent
  std::string_view route;  // the template of the route for the metrics; lives as long as the server

  /// Adds a header. Bytes below 0x20 end the value, so that nothing can be smuggled behind it.
  Reply& with(std::string_view name, std::string_view value);
  Reply& with_cookie(const Cookie& cookie);
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

[[nodiscard]] Reply json_reply(int status, std::string body);
[[nodiscard]] Reply text_reply(int status, std::string body);
/// 204.
[[nodiscard]] Reply empty_reply();

}  // namespace rolecall::http
