// `rolecall …`: the commands of SPEC section 10. Parses flags and hands over; each command says its one line when it fails.
#pragma once

namespace rolecall::cli {

/// The exit status of the process: 0, or 1 after one line on stderr, or 2 for a wrong command line.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace rolecall::cli
