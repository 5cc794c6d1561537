// Everything that is measured on one store, in the order in which it is printed.
#pragma once

#include <filesystem>
#include <string>

#include "server_process.h"

namespace rolecall::bench {

/// What the figures are held against; printed beside them, never enforced.
struct Aims {
  std::string read;     // evaluation and /me
  std::string page;     // of 50 members
  std::string changes;  // of all kinds together, at 64 connections
  std::string start_up;
  std::string memory;
};

struct StoreUnderTest {
  std::string name;
  std::filesystem::path program;  // build/rolecall
  cli::Settings settings;
  Aims aims;
  /// How many teams the changes of 64 connections are spread over.
  int teams_of_changes = 1;
};

/// Prints as it goes. Throws std::runtime_error when the server refuses or ends.
void bench_store(const StoreUnderTest& store);

}  // namespace rolecall::bench
