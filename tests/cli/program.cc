#include "program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace rolecall::cli::test {
namespace {

struct Streams {
  std::string input;  // files
  int output;
  std::string error;
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& variables) {
  std::vector<std::string> all;
  for (const auto& [name, value] : variables) all.push_back(name + "=" + value);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with("ROLECALL_")) all.emplace_back(*variable);
  }
  return all;
}

pid_t spawn(const Command& command, const Streams& streams) {
  std::vector<std::string> words{ROLECALL_BINARY};
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  auto variables = environment_with(command.variables);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, streams.input.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, streams.output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, streams.error.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = -1;
  const int failed =
      ::posix_spawn(&child, ROLECALL_BINARY, &actions, nullptr, pointers_to(words).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("the binary could not be started");
  return child;
}

int exit_status_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

std::string text_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void write_file(const std::string& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

Ran run(const Command& command) {
  const testing::TempFolder folder;
  const std::string input = folder.path() / "input";
  const std::string output = folder.path() / "output";
  const std::string error = folder.path() / "error";
  write_file(input, command.input);
  const int descriptor = ::open(output.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const pid_t child = spawn(command, {input, descriptor, error});
  ::close(descriptor);
  const int status = exit_status_of(child);
  return {status, text_of(output), text_of(error)};
}

Server::Server(std::vector<std::string> arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  process_ = spawn({.arguments = std::move(arguments)}, {"/dev/null", ends[1], log_file()});
  ::close(ends[1]);
  read_address(ends[0]);
  ::close(ends[0]);
  if (address_.empty()) throw std::runtime_error("the server did not start: " + log());
}

Server::~Server() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  wait();
}

void Server::read_address(int pipe) {
  const std::string before = "Rolecall is at ";
  std::array<char, 4096> bytes{};
  while (output_.find('\n') == std::string::npos) {
    const auto size = ::read(pipe, bytes.data(), bytes.size());
    if (size <= 0) return;
    output_.append(bytes.data(), static_cast<std::size_t>(size));
  }
  const auto at = output_.find(before);
  if (at != std::string::npos) address_ = output_.substr(at + before.size(), output_.find('\n', at) - at - before.size());
}

std::uint16_t Server::port() const { return static_cast<std::uint16_t>(std::stoi(address_.substr(address_.rfind(':') + 1))); }

void Server::ask_to_stop() const { ::kill(process_, SIGTERM); }

int Server::wait() {
  const int status = exit_status_of(process_);
  process_ = -1;
  return status;
}

}  // namespace rolecall::cli::test
