// Names for what is counted, without naming anybody: keyed hashes. For service/accounts/*.cc.
#pragma once

#include <string>
#include <string_view>

#include "service/environment.h"

namespace rolecall::service {

/// `kind` and a pseudonym of `text`, such as `client:4be1…`: the subject of a bucket, or of an audit row about an unknown
/// address.
[[nodiscard]] std::string pseudonym_of(const Environment& environment, std::string_view kind, std::string_view text);

/// The address, or of IPv6 the network of 64 bits in which one household or company moves about freely.
[[nodiscard]] std::string network_of(const std::string& client_address);

}  // namespace rolecall::service
