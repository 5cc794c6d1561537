#include "store/postgres/dump.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "store/backup_file.h"
#include "store/fault.h"
#include "store/postgres/client_program.h"
#include "store/postgres/postgres_connection.h"

namespace rolecall::store {
namespace {

/// An open file that is closed in the end.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {
    if (descriptor < 0) throw DatabaseFault("a file of a backup cannot be opened");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(descriptor_); }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// A file without a name, for what a program says.
class Scratch {
 public:
  Scratch() : file_(::open(std::filesystem::temp_directory_path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {}
  [[nodiscard]] int descriptor() const { return file_.get(); }
  [[nodiscard]] std::ifstream read() const { return std::ifstream("/proc/self/fd/" + std::to_string(file_.get())); }

 private:
  Descriptor file_;
};

bool holds_tables(const std::string& url) {
  PostgresConnection connection(url, seconds(30));
  connection.connect();
  connection.begin(Transaction::Mode::read);
  const auto rows =
      connection.query("SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'", {});
  const bool holds = rows->next() && rows->integer(0) > 0;
  connection.end_read();
  return holds;
}

}  // namespace

Result<Done> dump_database(const std::string& url, const std::string& file) {
  return make_backup_file(file, [&] {
    const Descriptor output(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    return run_client_program(url, {"pg_dump", "--format=custom", "--no-owner", "--no-privileges"}, output.get());
  });
}

Result<std::optional<std::string>> installation_fact_in_dump(const std::string& url, const std::string& file,
                                                             std::string_view name) {
  const Scratch rows;
  const auto done =
      run_client_program(url, {"pg_restore", "--data-only", "--table=installation", "--file=-", file}, rows.descriptor());
  if (!done) return std::unexpected(done.error());
  const std::string begin = std::string(name) + "\t";  // a row as COPY writes it
  auto stream = rows.read();
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(begin)) return line.substr(begin.size());
  }
  return std::nullopt;
}

Result<Done> restore_dump(const std::string& url, const std::string& file) {
  if (holds_tables(url)) return fail(Code::conflict, "data_exists", "the database holds tables already");
  return run_client_program(
      url, {"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--dbname=" + database_name(url), file},
      STDERR_FILENO);
}

}  // namespace rolecall::store
