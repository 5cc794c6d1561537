// A server on a free loopback port whose handler answers a few paths in the ways that tests need.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/json_write.h"
#include "client.h"
#include "http/problem.h"
#include "http/server.h"

namespace rolecall::http::test {

/// Keeps responders until the test answers them.
class Waiting {
 public:
  void add(Responder responder) {
    const std::scoped_lock lock(mutex_);
    responders_.push_back(std::move(responder));
    changed_.notify_all();
  }
  /// Blocks until a request came.
  Responder take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !responders_.empty(); });
    Responder first = std::move(responders_.front());
    responders_.erase(responders_.begin());
    return first;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Responder> responders_;
};

class TestServer {
 public:
  explicit TestServer(Options options = {}) {
    if (options.threads == 0) options.threads = 2;
    auto started = Server::start(std::move(options),
                                 [this](Request request, Responder respond) { answer(std::move(request), std::move(respond)); });
    if (!started) throw std::runtime_error(started.error().detail);
    server_ = std::move(*started);
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Client connect() const { return Client(port()); }
  Response request(const std::string& head, const std::string& body = "") const { return connect().request(head, body); }
  Server& server() { return *server_; }

  Waiting waiting;  // requests to /wait

 private:
  void answer(Request request, Responder respond) {
    const std::string path = request.path;
    if (path == "/echo") return respond(echo(request));
    if (path == "/wait") return waiting.add(std::move(respond));
    if (path == "/throw") throw std::runtime_error("the disk is on fire");
    if (path == "/drop") return;
    if (path == "/large") return respond(text_reply(200, std::string(8'000'000, 'x')));
    if (path == "/stream") return respond(stream(request));
    if (path == "/nothing") return respond(empty_reply());
    if (path == "/cookie") {
      Reply reply = empty_reply();
      reply.with_cookie({.name = "rolecall_login", .value = "s3cret", .lifetime = hours(12)})
          .with("X-Evil", "a\r\nX-Injected: 1");
      return respond(std::move(reply));
    }
    return respond(problem(not_found().error()));
  }

  static Reply echo(const Request& request) {
    std::string body;
    json::Writer writer(body);
    writer.begin_object()
        .field("method", to_string(request.method))
        .field("path", request.path)
        .field("body_size", request.body.size())
        .field("body", request.body.substr(0, 100))
        .field("client", request.client_address)
        .field("q", std::string(request.query("q").value_or("none")))
        .field("trailer", std::string(request.header("x-trailer").value_or("none")))
        .field("cookie", std::string(request.cookie("rolecall_login").value_or("none")))
        .field("id", request.request_id)
        .end_object();
    Reply reply = json_reply(200, std::move(body));
    reply.route = "/echo";
    return reply;
  }

  /// Twenty pieces, each from another thread; `?fail=1` breaks off after five.
  static Reply stream(const Request& request) {
    Reply reply{.content_type = "text/csv"};
    const int failing = request.query("fail") ? 5 : -1;
    reply.producer = [count = 0, failing](ChunkSink sink) mutable {
      const int number = count++;
      std::thread([number, failing, take = std::move(sink)]() mutable {
        if (number == failing) return;  // dropped
        const auto kind = number == 19 ? Chunk::Kind::last : Chunk::Kind::more;
        take({.kind = kind, .bytes = number % 4 == 3 ? "" : "row " + std::to_string(number) + "\n"});
      }).detach();
    };
    return reply;
  }

  std::unique_ptr<Server> server_;
};

}  // namespace rolecall::http::test
