#include "http/worker.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <random>
#include <unordered_map>
#include <unordered_set>

#include "base/log.h"
#include "http/channel.h"
#include "http/connection.h"
#include "http/http_date.h"
#include "http/problem.h"
#include "http/tls_context.h"

namespace rolecall::http {
namespace asio = boost::asio;
using asio::ip::tcp;
namespace {

constexpr auto pause_without_descriptors = std::chrono::milliseconds(50);

std::uint64_t random_start() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

/// Often enough for the shortest time-out, and at least once a second for the Date header.
std::chrono::milliseconds tick_length(const Limits& limits) {
  const auto shortest = std::min({limits.header_time, limits.body_time, limits.idle_time, limits.write_time, limits.linger_time});
  return std::chrono::milliseconds(std::clamp<std::int64_t>(shortest.ms / 4, 5, 1000));
}

std::string text_of(const tcp::endpoint& peer) {
  const auto& address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// SO_REUSEPORT would let a second server of the same user take half of the first one's clients, so the first worker
/// looks whether the port is free before it shares it with its siblings.
void check_free(asio::io_context& io, const tcp::endpoint& endpoint) {
  tcp::acceptor probe(io, endpoint.protocol());
  probe.set_option(tcp::acceptor::reuse_address(true));
  probe.bind(endpoint);
  probe.listen();
}

}  // namespace

class Worker::Impl {
 public:
  Impl(const WorkerSetup& setup, unsigned thread)
      : setup_(setup),
        context_{.options = setup.options,
                 .handler = setup.handler,
                 .trusted_proxies = setup.trusted_proxies,
                 .thread = thread,
                 .date = {},
                 .next_request_id = random_start()},
        share_(std::max<std::size_t>(1, setup.options.limits.connections / setup.options.threads)) {}

  Result<std::uint16_t> listen(std::uint16_t port);
  void run();
  void drain();
  void cut_all();
  asio::io_context& io() { return io_; }

 private:
  asio::awaitable<void> accept();
  asio::awaitable<void> tick();
  void refresh_date();
  void start(tcp::socket socket);
  void ended(const std::shared_ptr<Connection>& connection);
  bool shed();
  void refuse(tcp::socket& socket) const;

  const WorkerSetup& setup_;
  WorkerContext context_;
  const std::size_t share_;  // of Limits::connections
  asio::io_context io_{1};
  tcp::acceptor acceptor_{io_};
  asio::steady_timer ticker_{io_};
  std::unordered_set<std::shared_ptr<Connection>> connections_;
  bool draining_ = false;
};

Result<std::uint16_t> Worker::Impl::listen(std::uint16_t port) {
  const std::string& text = setup_.options.address;
  boost::system::error_code error;
  const auto address = asio::ip::make_address(text == "localhost" ? "127.0.0.1" : text, error);
  if (error) return fail(Code::invalid, "invalid", "`" + text + "` is no IP address to listen on");
  try {
    const tcp::endpoint endpoint(address, port);
    if (context_.thread == 0 && port != 0) check_free(io_, endpoint);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    acceptor_.set_option(ReusePort(true));
    acceptor_.bind(endpoint);
    acceptor_.listen();
    return acceptor_.local_endpoint().port();
  } catch (const boost::system::system_error& fault) {
    return fail(Code::unavailable, "unavailable", "cannot listen on `" + text + "`: " + fault.code().message());
  }
}

void Worker::Impl::run() {
  if (setup_.options.on_thread_start) setup_.options.on_thread_start(context_.thread);
  refresh_date();
  asio::co_spawn(io_, accept(), asio::detached);
  asio::co_spawn(io_, tick(), asio::detached);
  io_.run();
}

void Worker::Impl::refresh_date() {
  if (setup_.options.clock) context_.date = http_date(setup_.options.clock->now());
}

asio::awaitable<void> Worker::Impl::tick() {
  const auto length = tick_length(setup_.options.limits);
  while (!draining_ || !connections_.empty()) {
    ticker_.expires_after(length);
    co_await ticker_.async_wait(as_awaitable);
    refresh_date();
    const auto now = std::chrono::steady_clock::now();
    for (const auto& connection : connections_) connection->check_deadline(now);
  }
}

asio::awaitable<void> Worker::Impl::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(as_awaitable);
    if (!error) {
      start(std::move(socket));
    } else if (acceptor_.is_open()) {
      // Out of file descriptors: the connections that wait longest give theirs back.
      shed();
      asio::steady_timer pause(io_, pause_without_descriptors);
      co_await pause.async_wait(as_awaitable);
    }
  }
}

void Worker::Impl::start(tcp::socket socket) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error || draining_) return;
  if (connections_.size() >= share_ && !shed()) return refuse(socket);
  socket.set_option(tcp::no_delay(true), error);
  auto* tls = setup_.tls ? &setup_.tls->context : nullptr;
  const auto connection = std::make_shared<Connection>(context_, std::make_unique<Channel>(std::move(socket), tls),
                                                       io_.get_executor(), text_of(peer));
  connections_.insert(connection);
  if (setup_.options.metrics) setup_.options.metrics->connection_opened();
  asio::co_spawn(io_, connection->run(), [this, connection](const std::exception_ptr& fault) {
    connection->cut();
    ended(connection);
    if (fault) log::error("connection_failed");
  });
}

void Worker::Impl::ended(const std::shared_ptr<Connection>& connection) {
  connections_.erase(connection);
  if (setup_.options.metrics) setup_.options.metrics->connection_closed();
  if (draining_ && connections_.empty()) ticker_.cancel();
}

/// Closes some of those that wait longest for their client, of the address that holds most of them, so that one flooding
/// address loses its own. False when every connection is at work.
bool Worker::Impl::shed() {
  std::unordered_map<std::string_view, std::vector<Connection*>> waiting;
  for (const auto& connection : connections_) {
    if (connection->waiting_since()) waiting[connection->peer()].push_back(connection.get());
  }
  if (waiting.empty()) return false;
  auto& busiest = std::ranges::max_element(waiting, {}, [](const auto& entry) { return entry.second.size(); })->second;
  std::ranges::sort(busiest, {}, [](const Connection* connection) { return connection->waiting_since(); });
  busiest.resize(std::min(busiest.size(), std::max<std::size_t>(1, share_ / 64)));
  for (Connection* connection : busiest) {
    connection->cut();
    if (setup_.options.metrics) setup_.options.metrics->connection_shed();
  }
  return true;
}

/// Best effort, without TLS only: there is no room for a connection that would wait.
void Worker::Impl::refuse(tcp::socket& socket) const {
  if (setup_.tls) return;
  const Reply reply = problem(503, "unavailable", "too many requests are being worked on");
  std::string bytes;
  append_head(bytes, reply, {.body_size = reply.body.size(), .close = true, .date = context_.date, .request_id = "none"});
  bytes += reply.body;
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes), ignored);
}

void Worker::Impl::drain() {
  draining_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  for (const auto& connection : connections_) connection->drain();
  if (connections_.empty()) ticker_.cancel();
}

void Worker::Impl::cut_all() {
  // Who waits for an answer goes on at once and takes itself out of the set.
  const std::vector<std::shared_ptr<Connection>> all(connections_.begin(), connections_.end());
  for (const auto& connection : all) connection->cut();
}

Worker::Worker(const WorkerSetup& setup, unsigned thread) : impl_(std::make_unique<Impl>(setup, thread)) {}
Worker::~Worker() = default;
Result<std::uint16_t> Worker::listen(std::uint16_t port) { return impl_->listen(port); }
void Worker::run() { impl_->run(); }
void Worker::drain() {
  asio::post(impl_->io(), [impl = impl_.get()] { impl->drain(); });
}
void Worker::cut() {
  asio::post(impl_->io(), [impl = impl_.get()] { impl->cut_all(); });
}

}  // namespace rolecall::http
