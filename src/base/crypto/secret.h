// 32 secret octets that wipe themselves. Wipes only its own copy: texts made from it are the caller's to wipe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rolecall::crypto {

class Secret {
 public:
  static constexpr std::size_t size = 32;

  Secret() = default;
  /// INVARIANT: `bytes` has exactly `size` octets; throws otherwise.
  explicit Secret(std::string_view bytes);
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret();

  [[nodiscard]] static Secret random();
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
  [[nodiscard]] std::uint8_t* data() { return bytes_.data(); }
  [[nodiscard]] std::string_view octets() const { return {reinterpret_cast<const char*>(bytes_.data()), size}; }

 private:
  std::array<std::uint8_t, size> bytes_{};
};

/// Overwrites the text with zeros and empties it; the compiler cannot leave that out.
void wipe(std::string& text);

}  // namespace rolecall::crypto
