#include "service/access/session_access.h"

#include "service/access/access_page.h"
#include "service/access/session_then.h"
#include "service/sessions/permitted_session.h"

namespace rolecall::service {
namespace {

std::optional<Instant> instant_of(const ReadSessionAccess& request) {
  return request.after ? std::optional(request.after->at) : request.at;
}

}  // namespace

Result<SessionAccess> read_session_access(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const ReadSessionAccess& request) {
  const auto permitted =
      permit_on_session(tx, environment, credential, request.team, request.session, policy::Action::session_access_read);
  if (!permitted) return std::unexpected(permitted.error());
  const auto then = load_session_then(tx, environment, permitted->caller.team, permitted->facts.session, instant_of(request));
  if (!then) return std::unexpected(then.error());
  return access_page(tx, *then, request);
}

}  // namespace rolecall::service
