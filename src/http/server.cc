#include "http/server.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/tls.h"
#include "http/worker.h"

namespace rolecall::http {

struct Server::Impl {
  WorkerSetup setup;
  std::vector<std::unique_ptr<Worker>> workers;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
  std::mutex stopping;  // one stop at a time

  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0;  // threads; guarded by `mutex`

  Result<Done> listen();
  void start_threads();
};

/// All workers listen on the port that the first one got.
Result<Done> Server::Impl::listen() {
  port = setup.options.port;
  for (unsigned i = 0; i < setup.options.threads; ++i) {
    auto worker = std::make_unique<Worker>(setup, i);
    const auto bound = worker->listen(port);
    if (!bound) return std::unexpected(bound.error());
    port = *bound;
    workers.push_back(std::move(worker));
  }
  return Done{};
}

void Server::Impl::start_threads() {
  running = workers.size();
  for (const auto& worker : workers) {
    threads.emplace_back([this, &worker] {
      worker->run();
      const std::scoped_lock lock(mutex);
      --running;
      ended.notify_all();
    });
  }
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { stop({}); }

Result<std::unique_ptr<Server>> Server::bind(Options options) {
  if (options.threads == 0) options.threads = std::max(1U, std::thread::hardware_concurrency());
  auto impl = std::make_unique<Impl>();
  auto networks = parse_networks(options.trusted_proxies);
  if (!networks) return std::unexpected(networks.error());
  std::shared_ptr<Tls> tls;
  if (options.tls) {
    auto loaded = load_tls(*options.tls);
    if (!loaded) return std::unexpected(loaded.error());
    tls = *loaded;
  }
  impl->setup = {std::move(options), {}, std::move(*networks), std::move(tls)};
  if (auto listening = impl->listen(); !listening) return std::unexpected(listening.error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::serve(Handler handler) {
  impl_->setup.handler = std::move(handler);
  impl_->start_threads();
}

Result<std::unique_ptr<Server>> Server::start(Options options, Handler handler) {
  auto server = bind(std::move(options));
  if (server) (*server)->serve(std::move(handler));
  return server;
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop(Duration grace) {
  const std::scoped_lock one_at_a_time(impl_->stopping);
  for (const auto& worker : impl_->workers) worker->drain();
  {
    std::unique_lock lock(impl_->mutex);
    impl_->ended.wait_for(lock, std::chrono::milliseconds(grace.ms), [&] { return impl_->running == 0; });
  }
  for (const auto& worker : impl_->workers) worker->cut();
  for (auto& thread : impl_->threads) thread.join();
  impl_->threads.clear();
}

}  // namespace rolecall::http
