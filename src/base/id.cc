#include "base/id.h"

#include <sodium.h>

#include <array>

namespace rolecall {

std::string new_id_body(Instant now) {
  static constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<unsigned char, 16> random{};
  randombytes_buf(random.data(), random.size());
  std::string body(26, '0');
  auto time = static_cast<std::uint64_t>(now.ms);
  for (std::size_t i = 10; i-- > 0; time >>= 5U) body[i] = alphabet[time & 31U];
  for (std::size_t i = 0; i < 16; ++i) body[10 + i] = alphabet[random[i] & 31U];
  return body;
}

}  // namespace rolecall
