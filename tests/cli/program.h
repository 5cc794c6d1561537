// Starts the built binary as an operator would: with arguments, variables and standard input; and a server that runs until it is
// asked to stop.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/temp_folder.h"

namespace rolecall::cli::test {

struct Command {
  std::vector<std::string> arguments;
  std::map<std::string, std::string> variables = {};  // over this process's own
  std::string input = {};
};

struct Ran {
  int status = -1;  // the exit status
  std::string output;
  std::string error;
};

[[nodiscard]] Ran run(const Command& command);

[[nodiscard]] std::string text_of(const std::string& file);
void write_file(const std::string& file, const std::string& text);

/// `rolecall serve`; returns from the constructor when it serves. Killed in the end when it was not stopped.
class Server {
 public:
  /// Throws with what it said on stderr when it does not start.
  explicit Server(std::vector<std::string> arguments);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  [[nodiscard]] const std::string& address() const { return address_; }
  [[nodiscard]] std::uint16_t port() const;
  /// What it printed up to its address, and a first part of what follows.
  [[nodiscard]] const std::string& output() const { return output_; }
  [[nodiscard]] std::string log() const { return text_of(log_file()); }

  /// SIGTERM.
  void ask_to_stop() const;
  /// Waits for its end; the exit status.
  int wait();
  int stop() {
    ask_to_stop();
    return wait();
  }

 private:
  [[nodiscard]] std::string log_file() const { return folder_.path() / "log"; }
  void read_address(int pipe);

  testing::TempFolder folder_;
  pid_t process_ = -1;
  std::string output_;
  std::string address_;
};

/// The folders of one installation, and the flags that name them.
class Folders {
 public:
  [[nodiscard]] std::string data() const { return folder_.path() / "data"; }
  [[nodiscard]] std::string keys() const { return folder_.path() / "keys"; }
  [[nodiscard]] std::string mail() const { return folder_.path() / "mail"; }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_.path() / name; }
  /// `words`, the folders and `database` (`sqlite` or a URL).
  [[nodiscard]] std::vector<std::string> with(std::vector<std::string> words, const std::string& database = "sqlite") const {
    words.insert(words.end(),
                 {"--data", data(), "--key-dir", keys(), "--mail-dir", mail(), "--database", database, "--log-level", "warning"});
    return words;
  }
  /// `serve` on a free port, with more flags.
  [[nodiscard]] std::vector<std::string> serve(const std::vector<std::string>& more = {},
                                               const std::string& database = "sqlite") const {
    std::vector<std::string> words{"serve", "--listen",   "127.0.0.1:0", "--data",     data(),   "--key-dir",
                                   keys(),  "--mail-dir", mail(),        "--database", database, "--throttle-enabled",
                                   "false"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

 private:
  testing::TempFolder folder_;
};

}  // namespace rolecall::cli::test
