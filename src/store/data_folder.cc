#include "store/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "store/fault.h"

namespace rolecall::store {

void create_data_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    throw DatabaseFault("the data folder `" + folder.string() + "` cannot be created");
  }
}

Result<DataFolderLock> DataFolderLock::take(const std::filesystem::path& folder) {
  create_data_folder(folder);
  const auto file = folder / "lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) throw DatabaseFault("the lock file in the data folder `" + folder.string() + "` cannot be opened");
  DataFolderLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return fail(Code::conflict, "data_folder_in_use", "another server uses the data folder `" + folder.string() + "`");
  }
  return lock;
}

DataFolderLock::~DataFolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace rolecall::store
