#include "store/backup_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "store/fault.h"

namespace rolecall::store {
namespace {

enum class Existing { file, folder };

void sync_to_disk(const std::string& path, Existing what) {
  const int descriptor = ::open(path.c_str(), O_CLOEXEC | (what == Existing::folder ? O_RDONLY | O_DIRECTORY : O_RDWR));
  const bool is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!is_synced) throw DatabaseFault("a backup could not be written to the disk");
}

/// False when the file exists.
bool create_new_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && errno == EEXIST) return false;
  if (descriptor < 0) throw DatabaseFault("the backup file cannot be created");
  ::close(descriptor);
  return true;
}

}  // namespace

Result<Done> make_backup_file(const std::string& file, const std::function<Result<Done>()>& fill) {
  if (!create_new_private(file)) return fail(Code::conflict, "file_exists", "the backup file exists already");
  try {
    const auto filled = fill();
    if (!filled) {
      std::filesystem::remove(file);
      return filled;
    }
    sync_to_disk(file, Existing::file);
    sync_to_disk(std::filesystem::absolute(file).parent_path(), Existing::folder);
  } catch (...) {
    std::filesystem::remove(file);
    throw;
  }
  return Done{};
}

void put_database_in_place(const std::filesystem::path& file, const std::filesystem::path& target) {
  sync_to_disk(file, Existing::file);
  for (const char* remains : {"-wal", "-shm"}) std::filesystem::remove(target.string() + remains);
  std::filesystem::rename(file, target);
  sync_to_disk(std::filesystem::absolute(target).parent_path(), Existing::folder);
}

}  // namespace rolecall::store
