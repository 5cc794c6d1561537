// One I/O thread: its listener (SO_REUSEPORT), its connections and their time-outs. Shares nothing with other workers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/client_address.h"
#include "http/server.h"

namespace rolecall::http {

struct Tls;

/// What all workers share; constant while they run (the handler is set between `listen` and `run`).
struct WorkerSetup {
  Options options;  // `threads` is resolved
  Handler handler;
  std::vector<Network> trusted_proxies;
  std::shared_ptr<Tls> tls;
};

class Worker {
 public:
  Worker(const WorkerSetup& setup, unsigned thread);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Opens the listener; port 0 takes a free one. Answers the port. Errors: `invalid` address, `unavailable`.
  [[nodiscard]] Result<std::uint16_t> listen(std::uint16_t port);
  /// Serves on the calling thread until drained.
  void run();
  /// Accepts nothing more and lets requests in flight finish. Any thread.
  void drain();
  /// Ends every connection. Any thread.
  void cut();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rolecall::http
