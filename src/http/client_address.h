// Whose request it is: the peer, or what a trusted proxy says. Believes nobody else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rolecall::http {

/// An IPv4 or IPv6 network. IPv4 addresses inside IPv6 (::ffff:a.b.c.d) count as IPv4.
class Network {
 public:
  /// `10.0.0.0/8`, `::1/128` or a single address; nothing when it is none.
  [[nodiscard]] static std::optional<Network> parse(std::string_view text);
  [[nodiscard]] bool contains(std::string_view text) const;

 private:
  std::array<std::uint8_t, 16> bytes_{};
  int prefix_bits_ = 0;
};

/// Errors: `invalid` with the text that is no network.
[[nodiscard]] Result<std::vector<Network>> parse_networks(const std::vector<std::string>& texts);

/// `peer` unless it is in `trusted`; then the rightmost address in `forwarded_for` that is not. What is no address ends the walk.
[[nodiscard]] std::string client_address(std::string_view peer, std::string_view forwarded_for,
                                         const std::vector<Network>& trusted);

}  // namespace rolecall::http
