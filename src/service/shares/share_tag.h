// What a change of somebody's shares of a session is held against (If-Match): all of them as they are now, whoever gave them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/crypto/hash.h"
#include "base/result.h"
#include "store/shares.h"

namespace rolecall::service {

/// Every change of a share is a new one under a new id (store/shares.h), so the ids say it all. Their digest, since who gave one
/// of them learns neither the ids of the others nor how many there are. Empty: nothing is shared with him.
[[nodiscard]] inline std::string share_tag(const std::vector<store::Share>& shares, const MemberId& member) {
  crypto::Bytes ids;
  for (const store::Share& share : shares) {
    if (share.member == member) crypto::append_length_prefixed(ids, share.id.value);
  }
  return ids.empty() ? "" : crypto::to_hex(crypto::sha256(ids));
}

/// Success when nothing was expected. Error: stale when the member's shares are others than those that were seen.
[[nodiscard]] inline Result<Done> check_share_tag(const std::optional<std::string>& expected,
                                                  const std::vector<store::Share>& shares, const MemberId& member) {
  if (!expected || *expected == share_tag(shares, member)) return Done{};
  return fail(Code::stale, "stale", "somebody changed this meanwhile; look at it again and repeat");
}

}  // namespace rolecall::service
