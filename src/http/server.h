// The HTTP/1.1 server: sockets, TLS, limits and time-outs. Knows no route and no rule.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/time.h"
#include "http/limits.h"
#include "http/metrics.h"
#include "http/reply.h"
#include "http/request.h"

namespace rolecall::http {

/// Takes the answer: at once inside the handler (the quick path) or later from any thread. Only the first call counts.
/// Dropping it unanswered answers with a 500 problem.
using Responder = std::move_only_function<void(Reply)>;
/// Runs on the I/O thread and must not block. What it throws becomes a 500 problem.
using Handler = std::function<void(Request, Responder)>;

/// How many bytes the body that follows a head may have, or the answer that refuses the request without it.
using Admission = std::expected<std::size_t, Reply>;
/// Takes it as Responder takes an answer.
using Admit = std::move_only_function<void(Admission)>;
/// Runs on the I/O thread and must not block. The request has everything but its body, and is gone when this returns.
using Admitter = std::function<void(const Request&, Admit)>;

/// PEM files: the certificate chain and its key. TLS 1.2 and later.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

/// One answered request, for the log. Holds nothing personal: the route is the template, never the path.
struct RequestDone {
  Method method;
  std::string_view route;
  int status;
  std::int64_t duration_us;
  std::uint64_t bytes;
  std::string_view request_id;
};

struct Options {
  std::string address = "127.0.0.1";  // an IP address or `localhost`
  std::uint16_t port = 0;             // 0: any free one
  unsigned threads = 0;               // 0: one for each core
  std::optional<TlsFiles> tls;
  bool strict_transport = false;             // the public address is https: HSTS also behind a proxy
  std::vector<std::string> trusted_proxies;  // CIDR; from these X-Forwarded-For counts
  Limits limits;
  Admitter admit;                                           // asked before a body is read; empty: Limits::body_bytes everywhere
  std::function<void(unsigned thread)> on_thread_start;     // on each I/O thread, before it serves
  std::function<void(const RequestDone&)> on_request_done;  // on the I/O thread
  Metrics* metrics = nullptr;                               // outlives the server
  const Clock* clock = nullptr;                             // for the Date header; outlives the server
};

class Server {
 public:
  /// Listens, so that the port is known; clients that connect wait for `serve`.
  /// Errors: `invalid` (address, proxies, TLS files) or `unavailable` (cannot bind).
  [[nodiscard]] static Result<std::unique_ptr<Server>> bind(Options options);
  /// Starts the I/O threads. Once.
  void serve(Handler handler);
  /// Both at once.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Options options, Handler handler);
  /// Stops without grace.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Accepts nothing more, closes idle connections, lets requests in flight finish for at most `grace`, cuts the rest and
  /// joins the threads. Responders that come later are ignored. Callable from any thread but the I/O threads; idempotent.
  void stop(Duration grace);

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rolecall::http
