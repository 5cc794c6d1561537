#include "http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "http/ascii.h"

namespace rolecall::http {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Address {
  Bytes bytes{};  // IPv4 as ::ffff:a.b.c.d
  bool is_v4 = false;
};

std::optional<Address> parse_address(std::string_view text) {
  const std::string terminated(text);
  Address address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + 12) == 1) {
    address.bytes[10] = address.bytes[11] = 0xFF;
    address.is_v4 = true;
    return address;
  }
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool is_trusted(std::string_view address, const std::vector<Network>& trusted) {
  return std::ranges::any_of(trusted, [&](const Network& network) { return network.contains(address); });
}

}  // namespace

std::optional<Network> Network::parse(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  const int width = address->is_v4 ? 32 : 128;
  int bits = width;
  if (slash < text.size()) {
    const auto [end, error] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), bits);
    if (error != std::errc{} || end != text.data() + text.size() || bits < 0 || bits > width) return std::nullopt;
  }
  Network network;
  network.bytes_ = address->bytes;
  network.prefix_bits_ = bits + (128 - width);
  return network;
}

bool Network::contains(std::string_view text) const {
  const auto address = parse_address(text);
  if (!address) return false;
  const auto whole = static_cast<std::size_t>(prefix_bits_ / 8);
  if (!std::equal(bytes_.begin(), bytes_.begin() + whole, address->bytes.begin())) return false;
  const int rest = prefix_bits_ % 8;
  return rest == 0 || ((bytes_[whole] ^ address->bytes[whole]) >> (8 - rest)) == 0;
}

Result<std::vector<Network>> parse_networks(const std::vector<std::string>& texts) {
  std::vector<Network> networks;
  for (const auto& text : texts) {
    const auto network = Network::parse(text);
    if (!network) return fail(Code::invalid, "invalid", "trusted proxy `" + text + "` is no network like `10.0.0.0/8`");
    networks.push_back(*network);
  }
  return networks;
}

std::string client_address(std::string_view peer, std::string_view forwarded_for, const std::vector<Network>& trusted) {
  std::string_view client = peer;
  while (!trusted.empty() && !forwarded_for.empty() && is_trusted(client, trusted)) {
    const auto comma = forwarded_for.rfind(',');
    const auto last = trim(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    if (!parse_address(last)) break;
    client = last;
    forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
  }
  return std::string(client);
}

}  // namespace rolecall::http
