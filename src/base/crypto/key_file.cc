#include "base/crypto/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/crypto/encoding.h"
#include "base/crypto/token.h"

namespace rolecall::crypto {
namespace {

// The file: this line, then `master VERSION HEX` and `signing VERSION HEX` lines; the highest version of each is in use.
constexpr std::string_view title = "rolecall keys v1";
constexpr std::size_t largest_file = 64UL * 1024;

std::filesystem::path file_in(const std::filesystem::path& directory) { return directory / "rolecall.keys"; }

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

std::unexpected<Error> refuse(const std::filesystem::path& path, std::string_view why) {
  return fail(Code::unavailable, "keys_unusable", "`key-dir`: `" + path.string() + "` " + std::string(why));
}

std::unexpected<Error> refuse_with_errno(const std::filesystem::path& path, std::string_view what) {
  const std::string cause = std::generic_category().message(errno);
  return refuse(path, std::string(what) + ": " + cause);
}

/// Why a file or directory is no place for keys; nothing when it is one.
std::optional<std::string_view> objection(const struct stat& facts) {
  if (facts.st_uid != ::geteuid()) return "belongs to another user";
  if ((facts.st_mode & 077U) != 0) return "is open to other users; give it mode 0700 (folder) or 0600 (file)";
  return std::nullopt;
}

Result<Done> check_directory(const std::filesystem::path& directory) {
  struct stat facts{};
  if (::stat(directory.c_str(), &facts) != 0) return refuse_with_errno(directory, "cannot be examined");
  if (!S_ISDIR(facts.st_mode)) return refuse(directory, "is not a folder");
  if (const auto why = objection(facts)) return refuse(directory, *why);
  return Done{};
}

std::optional<std::pair<KeyVersion, Secret>> read_key(std::string_view version_and_hex) {
  const auto space = version_and_hex.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  KeyVersion version = 0;
  const char* end = version_and_hex.data() + space;
  const auto [stop, error] = std::from_chars(version_and_hex.data(), end, version);
  auto bytes = from_hex(version_and_hex.substr(space + 1));
  if (error != std::errc{} || stop != end || version == 0 || !bytes || bytes->size() != Secret::size) return std::nullopt;
  std::pair<KeyVersion, Secret> key{version, Secret(*bytes)};
  wipe(*bytes);
  return key;
}

bool take_line(KeyFile& keys, std::string_view line) {
  static constexpr std::string_view master = "master ", signing = "signing ";
  const bool is_master = line.starts_with(master);
  if (!is_master && !line.starts_with(signing)) return false;
  auto key = read_key(line.substr(is_master ? master.size() : signing.size()));
  return key && (is_master ? keys.master : keys.signing).insert(std::move(*key)).second;
}

/// Nothing when any line is not as it was written.
std::optional<KeyFile> parse(std::string_view text) {
  KeyFile keys;
  bool is_first = true;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (is_first ? line != title : !take_line(keys, line)) return std::nullopt;
    is_first = false;
  }
  if (keys.master.empty() || keys.signing.empty()) return std::nullopt;
  return keys;
}

Result<KeyFile> read_keys(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) return refuse_with_errno(path, "cannot be opened");
  struct stat facts{};
  if (::fstat(file.get(), &facts) != 0) return refuse_with_errno(path, "cannot be examined");
  if (!S_ISREG(facts.st_mode)) return refuse(path, "is not a file");
  if (const auto why = objection(facts)) return refuse(path, *why);

  std::string text(largest_file, '\0');
  const auto size = ::read(file.get(), text.data(), text.size());
  if (size < 0) return refuse_with_errno(path, "cannot be read");
  auto keys = parse(std::string_view(text).substr(0, static_cast<std::size_t>(size)));
  wipe(text);
  if (!keys) return refuse(path, "is damaged; put back the copy that belongs to these data");
  return std::move(*keys);
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

std::string text_of(const KeyFile& keys) {
  constexpr std::size_t longest_line = 96;
  std::string text;
  text.reserve(longest_line * (1 + keys.master.size() + keys.signing.size()));  // grows in place, so that wiping it wipes all
  text += title;
  for (const auto& [version, key] : keys.master) text += "\nmaster " + std::to_string(version) + " " + to_hex(key.octets());
  for (const auto& [version, key] : keys.signing) text += "\nsigning " + std::to_string(version) + " " + to_hex(key.octets());
  return text + "\n";
}

Result<Done> synchronise(const std::filesystem::path& directory) {
  const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || ::fsync(folder.get()) != 0) return refuse_with_errno(directory, "cannot be synchronised to the disk");
  return Done{};
}

/// Puts a complete draft in place by `put(draft, path)`; a crash leaves what was there before, or all of the new.
template <class Put>
Result<Done> write_in_place(const std::filesystem::path& directory, const KeyFile& keys, Put put) {
  const auto path = file_in(directory);
  const auto draft = directory / ("new-" + to_hex(random_bytes(8)));
  const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.is_open()) return refuse_with_errno(directory, "cannot be written to");
  std::string text = text_of(keys);
  const bool is_written = write_all(file.get(), text);
  wipe(text);
  const bool is_there = is_written && put(draft.c_str(), path.c_str());
  const int cause = errno;
  ::unlink(draft.c_str());
  errno = cause;
  if (!is_there) return refuse_with_errno(path, "cannot be written");
  return synchronise(directory);
}

}  // namespace

Result<KeyFile> read_key_file(const std::filesystem::path& directory) {
  if (auto checked = check_directory(directory); !checked) return std::unexpected(checked.error());
  return read_keys(file_in(directory));
}

Result<Done> create_key_file(const std::filesystem::path& directory) {
  if (::access(file_in(directory).c_str(), F_OK) == 0 || errno != ENOENT) return Done{};
  if (auto checked = check_directory(directory); !checked) return std::unexpected(checked.error());
  KeyFile keys;
  keys.master.emplace(1, Secret::random());
  keys.signing.emplace(1, Secret::random());
  // Two servers may get here at once: `link` lets exactly one of their files become the key file.
  return write_in_place(directory, keys,
                        [](const char* draft, const char* path) { return ::link(draft, path) == 0 || errno == EEXIST; });
}

Result<Done> replace_key_file(const std::filesystem::path& directory, const KeyFile& keys) {
  return write_in_place(directory, keys, [](const char* draft, const char* path) { return ::rename(draft, path) == 0; });
}

Result<Done> make_key_directory(const std::filesystem::path& directory) {
  std::error_code error;
  const auto parent = std::filesystem::absolute(directory).parent_path();
  std::filesystem::create_directories(parent, error);
  if (error) return refuse(parent, "cannot be made: " + error.message());
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return refuse_with_errno(directory, "cannot be made");
  return Done{};
}

}  // namespace rolecall::crypto
