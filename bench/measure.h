// One line of figures: a load on a server, and what the server spent on it.
#pragma once

#include <string_view>

#include "load.h"
#include "server_process.h"

namespace rolecall::bench {

struct Figures {
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  double cpu_us = 0;  // of the server for one operation, with the mail that the operation causes
};

/// Warmed up by a fifth of a second of the same load before.
[[nodiscard]] Figures measure_for(const ServerProcess& server, Dialogues dialogues, std::chrono::milliseconds time);
/// Until nobody has anything left to ask.
[[nodiscard]] Figures measure_all(const ServerProcess& server, Dialogues dialogues);

void print_heading(std::string_view title);
/// `aim` as text; empty: none.
void print(std::string_view name, const Figures& figures, std::string_view aim);

}  // namespace rolecall::bench
