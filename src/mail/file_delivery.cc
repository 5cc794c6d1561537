#include "mail/file_delivery.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

namespace rolecall::mail {
namespace {

/// A file descriptor that closes itself.
class File {
 public:
  File(const std::filesystem::path& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool write(std::string_view bytes) const {
    while (descriptor_ >= 0 && !bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) return false;
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return descriptor_ >= 0;
  }
  [[nodiscard]] bool sync() const { return descriptor_ >= 0 && ::fsync(descriptor_) == 0; }

 private:
  int descriptor_;
};

/// `20260301T103000.000Z`: sorts by time and is a file name everywhere.
std::string file_name(const OutgoingMail& mail) {
  const CivilTime t = to_civil(mail.created_at);
  std::array<char, 48> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d%02d%02dT%02d%02d%02d.%03dZ", t.year, t.month, t.day, t.hour,
                                   t.minute, t.second, t.millisecond);
  return std::string(text.data(), static_cast<std::size_t>(length)) + "-" + mail.id.value + ".eml";
}

bool write_synced(const std::filesystem::path& path, std::string_view bytes) {
  const File file(path, O_WRONLY | O_CREAT | O_TRUNC);
  return file.write(bytes) && file.sync();
}

}  // namespace

FileDelivery::FileDelivery(std::filesystem::path directory, Sending from)
    : directory_(std::move(directory)), from_(std::move(from)) {
  if (std::filesystem::create_directories(directory_))
    std::filesystem::permissions(directory_, std::filesystem::perms::owner_all);
}

std::expected<Done, Failure> FileDelivery::deliver(const OutgoingMail& mail) {
  const auto message = render_message(mail, from_, BodyEncoding::eight_bit);
  if (!message) return std::unexpected(message.error());
  const std::filesystem::path target = directory_ / file_name(mail);
  const std::filesystem::path unfinished = directory_ / ("." + file_name(mail) + ".part");
  std::error_code error;
  if (!write_synced(unfinished, *message)) {
    std::filesystem::remove(unfinished, error);
    return std::unexpected(Failure::directory_failed);
  }
  std::filesystem::rename(unfinished, target, error);
  if (error || !File(directory_, O_RDONLY | O_DIRECTORY).sync()) return std::unexpected(Failure::directory_failed);
  return Done{};
}

}  // namespace rolecall::mail
