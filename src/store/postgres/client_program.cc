#include "store/postgres/client_program.h"

#include <libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "store/fault.h"

namespace rolecall::store {
namespace {

struct OptionsFreer {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, OptionsFreer>;

Options options_of(const std::string& url) {
  char* message = nullptr;
  Options options(PQconninfoParse(url.c_str(), &message));
  PQfreemem(message);
  if (!options) throw DatabaseFault("the database's URL cannot be read");
  return options;
}

/// This process's environment, and over it what the URL says, as the variables that libpq reads.
std::vector<std::string> environment_for(const std::string& url) {
  std::map<std::string, std::string> values;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    const auto equals = text.find('=');
    if (equals != std::string_view::npos) values[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  const Options options = options_of(url);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->envvar != nullptr && option->val != nullptr) values[option->envvar] = option->val;
  }
  std::vector<std::string> variables;
  variables.reserve(values.size());
  for (const auto& [name, value] : values) variables.emplace_back(name).append("=").append(value);
  return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// The process id, or nothing when the program is not installed.
std::optional<pid_t> spawn(std::vector<std::string>& words, std::vector<std::string>& variables, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = -1;
  const int failed =
      ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, pointers_to(words).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

}  // namespace

Result<Done> run_client_program(const std::string& url, std::vector<std::string> words, int output) {
  auto variables = environment_for(url);
  const auto child = spawn(words, variables, output);
  if (!child) return fail(Code::unavailable, "not_installed", "`" + words.front() + "` of postgresql-client-15 is not installed");
  int status = 0;
  while (::waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  if (status != 0) return fail(Code::unavailable, "program_failed", "`" + words.front() + "` failed");
  return Done{};
}

std::string database_name(const std::string& url) {
  const Options options = options_of(url);
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (std::string_view(option->keyword) == "dbname" && option->val != nullptr) return option->val;
  }
  return {};
}

}  // namespace rolecall::store
