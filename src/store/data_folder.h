// The folder that holds a server's data, and the right to be the one server on it.
#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"

namespace rolecall::store {

/// Creates what is missing of the path; the folder itself is made for its owner alone. An existing folder keeps its mode.
void create_data_folder(const std::filesystem::path& folder);

/// Held by `serve` and `restore` for as long as they run, so that two servers never run the same jobs on one folder. The kernel
/// gives it up when the process ends, however it ends. Commands beside the server do not take it.
class DataFolderLock {
 public:
  /// `conflict` when another process holds it. Creates the folder.
  [[nodiscard]] static Result<DataFolderLock> take(const std::filesystem::path& folder);

  DataFolderLock(DataFolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  DataFolderLock& operator=(DataFolderLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~DataFolderLock();

 private:
  explicit DataFolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace rolecall::store
