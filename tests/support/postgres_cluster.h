// A throw-away PostgreSQL 15 of a test program: started with the first use, on a Unix socket in a temporary folder, for tests
// without fsync (a machine that loses power loses them anyway), and stopped by its own process id when the program ends.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <string>
#include <vector>

#include "support/temp_folder.h"

namespace rolecall::testing {

class PostgresCluster {
 public:
  /// The program's one cluster. Throws when Debian's postgresql-15 is not installed or does not start.
  static PostgresCluster& instance();

  /// A cluster of one's own: measurements of changes need the disk to be waited for, those of reads a cache (`shared_buffers`)
  /// like that of a real server.
  enum class Sync { on, off };
  explicit PostgresCluster(Sync sync, std::string cache = "64MB");
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;
  ~PostgresCluster();

  /// An empty database, or one with Rolecall's newest schema and no rows; the URL to it, for this machine only.
  enum class Content { nothing, schema };
  [[nodiscard]] std::string take_database(Content content);
  /// Ends its connections. Its rows are deleted and it is taken again, which is much quicker than a new one; when its tables,
  /// functions or triggers are not those of the schema, it is dropped.
  void give_back_database(const std::string& url);
  /// Ends every session of the database, as an administrator or a failover would.
  void end_sessions(const std::string& url);
  /// Runs SQL in that database, beside the store; the first column of the first row, or nothing.
  std::string run(const std::string& url, const std::string& sql);

 private:
  void initialize();
  void start(Sync sync, const std::string& cache);
  [[nodiscard]] std::string url_of(const std::string& database) const;
  [[nodiscard]] std::string create_database(const std::string& origin);
  void migrate_template();

  TempFolder folder_;
  pid_t server_ = -1;
  std::mutex mutex_;
  std::string schema_;  // the shape of a migrated database
  std::vector<std::string> idle_;
  int databases_ = 0;
};

}  // namespace rolecall::testing
