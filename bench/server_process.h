// The server that is measured: `rolecall serve` in a folder of its own on a free loopback port, and what it costs.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "cli/settings.h"

namespace rolecall::bench {

class ServerProcess {
 public:
  /// Returns after the first answer. Throws std::runtime_error when the program does not start.
  ServerProcess(const std::filesystem::path& program, const cli::Settings& settings);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  /// Ends it by SIGTERM and waits.
  ~ServerProcess();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// From the start of the process to the first answer.
  [[nodiscard]] std::chrono::duration<double, std::milli> start_up() const { return start_up_; }
  /// User and system time of all its threads so far.
  [[nodiscard]] std::chrono::nanoseconds cpu() const;
  [[nodiscard]] double resident_megabytes() const;
  /// Waits until it does nothing: changes leave mails behind that it delivers later.
  void settle() const;

 private:
  void read_port(int announcements);

  pid_t process_ = -1;
  std::uint16_t port_ = 0;
  std::chrono::duration<double, std::milli> start_up_{};
};

}  // namespace rolecall::bench
