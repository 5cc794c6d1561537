#include "disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

namespace rolecall::bench {

SyncLatency measure_sync(const std::filesystem::path& folder) {
  const auto file = folder / "sync-latency";
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const std::array<char, 4096> page{};
  std::array<double, 300> took{};
  for (double& milliseconds : took) {
    const auto start = std::chrono::steady_clock::now();
    if (::write(descriptor, page.data(), page.size()) != static_cast<ssize_t>(page.size()) || ::fdatasync(descriptor) != 0) {
      throw std::runtime_error("the temporary folder cannot be written to");
    }
    milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }
  ::close(descriptor);
  std::ranges::sort(took);
  return {took[took.size() / 2], took[took.size() * 99 / 100]};
}

}  // namespace rolecall::bench
