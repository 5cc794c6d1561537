#include "service/shares/share_tag.h"

#include "base/crypto/hash.h"

namespace rolecall::service {

std::string share_tag(const PermittedSession& permitted, const std::vector<store::Share>& shares, const MemberId& member,
                      Instant now) {
  const auto question = ask_about_session(permitted.caller, policy::Action::session_access_read, permitted.facts, now);
  const bool sees_all = policy::decide(question).permitted();
  // Every change of a share is a new one under a new id (store/shares.h), so the ids say it all; their digest, so that the tag
  // does not grow with them.
  crypto::Bytes ids;
  for (const store::Share& share : shares) {
    const bool is_shown = sees_all || share.granted_by == permitted.caller.member.id;
    if (share.member == member && is_shown) crypto::append_length_prefixed(ids, share.id.value);
  }
  return ids.empty() ? "" : crypto::to_hex(crypto::sha256(ids));
}

Result<Done> check_share_tag(const std::optional<std::string>& expected, const std::string& tag) {
  if (!expected || *expected == tag) return Done{};
  return fail(Code::stale, "stale", "somebody changed this meanwhile; look at it again and repeat");
}

}  // namespace rolecall::service
