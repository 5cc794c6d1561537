#include "service/accounts/throttle_subject.h"

#include <arpa/inet.h>

#include <array>

#include "base/crypto/encoding.h"

namespace rolecall::service {

std::string pseudonym_of(const Environment& environment, std::string_view kind, std::string_view text) {
  constexpr std::size_t length = 32;
  std::string message(kind);
  message.append("/").append(text);
  const auto digest = environment.keys.sealer().pseudonym(crypto::Purpose::throttle, message);
  return std::string(kind) + ":" + crypto::to_hex(digest).substr(0, length);
}

std::string network_of(const std::string& client_address) {
  constexpr std::size_t network_octets = 8;
  std::array<char, 16> octets{};
  if (inet_pton(AF_INET6, client_address.c_str(), octets.data()) != 1) return client_address;
  return crypto::to_hex(std::string_view(octets.data(), network_octets));
}

}  // namespace rolecall::service
