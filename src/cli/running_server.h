// A whole Rolecall: store, keys, mail, jobs and HTTP wired together, from `start` to `stop`. No singletons.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "cli/settings.h"

namespace rolecall::cli {

class RunningServer {
 public:
  /// Migrated, filled with demo data when asked for, and serving when it returns. Errors: invalid or unavailable, one line for
  /// the operator. Faults of the database throw.
  [[nodiscard]] static Result<std::unique_ptr<RunningServer>> start(const Settings& settings);
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  [[nodiscard]] const std::string& public_url() const;
  /// What `--demo` has to tell: the logins. Empty otherwise.
  [[nodiscard]] const std::string& demo_note() const;
  /// Requests in flight finish; what was acknowledged is on disk. Idempotent.
  void stop();

 private:
  struct Parts;
  explicit RunningServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace rolecall::cli
