// What one connection of the load asks, one request after the other. Knows nothing of sockets or of time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolecall::bench {

class Dialogue {
 public:
  virtual ~Dialogue() = default;
  /// The next request with its head and body; nothing when there is nothing left to ask.
  [[nodiscard]] virtual std::optional<std::string> ask() = 0;
  /// Takes the body of the answer. True when an operation, which is what is counted and timed, ended with it.
  virtual bool hear(std::string_view body) = 0;
};

/// One for each connection.
using Dialogues = std::vector<std::unique_ptr<Dialogue>>;

}  // namespace rolecall::bench
