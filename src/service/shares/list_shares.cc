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
  auto shares = store::shares_of_session(tx, request.team, request.session);
  if (request.member) {
    std::erase_if(shares, [&](const store::Share& share) { return share.member != *request.member; });
    if (shares.empty()) return not_found();
  }
  SharePage page;
  for (store::Share& share : shares) {
    if (request.after && !is_behind(share, *request.after)) continue;
    if (page.items.size() == static_cast<std::size_t>(request.limit)) {
      const store::Share& last = page.items.back().share;
      page.next = SharePosition{last.created_at, last.id};
      break;
    }
    page.items.push_back(show_share(*permitted, std::move(share), tx.now()));
  }
  return page;
}

}  // namespace rolecall::service
