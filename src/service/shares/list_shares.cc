#include "service/shares/list_shares.h"

#include <algorithm>
#include <tuple>

namespace rolecall::service {
namespace {

bool is_behind(const store::Share& share, const SharePosition& position) {
  return std::tie(share.created_at, share.id.value) > std::tie(position.created_at, position.id.value);
}

}  // namespace

Result<SharePage> list_shares(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                              const ListShares& request) {
  const auto permitted =
      permit_on_session(tx, environment, credential, request.team, request.session, policy::Action::session_access_read);
  if (!permitted) return std::unexpected(permitted.error());
  const auto shares = store::shares_of_session(tx, request.team, request.session);
  const auto is_wanted = [&](const store::Share& share) { return !request.member || share.member == *request.member; };
  if (request.member && std::ranges::none_of(shares, is_wanted)) return not_found();
  SharePage page;
  for (const store::Share& share : shares) {
    if (!is_wanted(share)) continue;
    if (request.after && !is_behind(share, *request.after)) continue;
    if (page.items.size() == static_cast<std::size_t>(request.limit)) {
      const store::Share& last = page.items.back().share;
      page.next = SharePosition{last.created_at, last.id};
      break;
    }
    page.items.push_back(show_share(*permitted, shares, share, tx.now()));
  }
  return page;
}

}  // namespace rolecall::service
