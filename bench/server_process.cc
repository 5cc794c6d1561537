#include "server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

#include "load.h"
#include "questions.h"

extern char** environ;

namespace rolecall::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto look_again = std::chrono::milliseconds(100);
/// What timers cost when nobody asks anything.
constexpr auto idle_cpu = std::chrono::microseconds(600);

/// The server ends with this program, however that ends.
std::vector<std::string> command_line(const std::filesystem::path& program, const cli::Settings& settings) {
  return {"setpriv",
          "--pdeathsig",
          "TERM",
          "--",
          program,
          "serve",
          "--listen",
          "127.0.0.1:0",
          "--data",
          settings.data,
          "--database",
          settings.database,
          "--key-dir",
          settings.key_dir,
          "--mail-dir",
          settings.mail_dir,
          "--log-level",
          "error",
          "--throttle-enabled",
          "false"};
}

pid_t spawn(std::vector<std::string> words, int output) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("`setpriv` could not be started");
  return child;
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& program, const cli::Settings& settings) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  const auto started = Clock::now();
  process_ = spawn(command_line(program, settings), pipe[1]);
  ::close(pipe[1]);
  read_port(pipe[0]);
  ::close(pipe[0]);
  Dialogues one;
  one.push_back(health());
  Load(port_, std::move(one)).run({.operations = 1});
  start_up_ = Clock::now() - started;
}

ServerProcess::~ServerProcess() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

/// The first line is `Rolecall is at http://127.0.0.1:PORT`.
void ServerProcess::read_port(int announcements) {
  std::string text;
  std::array<char, 512> bytes{};
  while (text.find('\n') == std::string::npos) {
    const auto size = ::read(announcements, bytes.data(), bytes.size());
    if (size <= 0) throw std::runtime_error("the server ended before it said where it is");
    text.append(bytes.data(), static_cast<std::size_t>(size));
  }
  const auto line = std::string_view(text).substr(0, text.find('\n'));
  std::from_chars(line.data() + line.rfind(':') + 1, line.data() + line.size(), port_);
}

std::chrono::nanoseconds ServerProcess::cpu() const {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) {
    throw std::runtime_error("the server has ended");
  }
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double ServerProcess::resident_megabytes() const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmRSS:" && status >> kilobytes) return kilobytes / 1024;
  }
  throw std::runtime_error("the server has ended");
}

void ServerProcess::settle() const {
  for (auto before = cpu();; before = cpu()) {
    std::this_thread::sleep_for(look_again);
    if (cpu() - before < idle_cpu) return;
  }
}

}  // namespace rolecall::bench
