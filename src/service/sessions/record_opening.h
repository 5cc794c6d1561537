// Every opening of clinical content leaves a row in the transaction that serves it, or nothing is served (SPEC section 7).
#pragma once

#include <string_view>

#include "base/result.h"
#include "store/caller.h"
#include "store/permit.h"
#include "store/session.h"

namespace rolecall::service {

/// The same login and session again within this time, by a grant of the same scope, adds no row.
inline constexpr Duration one_opening = minutes(15);

/// Call it with the permit by which the content is reached, before it is served: to read, or to change where the answer holds
/// what the caller did not send. `what`: session, transcript, note or document. Error: write_needed in a read transaction that
/// would have to write; the store then runs the use case again as a write.
[[nodiscard]] Result<Done> record_opening(store::Transaction& tx, const store::TeamCaller& caller, const store::Permit& permit,
                                          const store::Session& session, const audit::Resource& what);

/// One row for a page of a list or a search that shows sessions of others, with the ids served. Nothing for own ones.
[[nodiscard]] Result<Done> record_list(store::Transaction& tx, const store::TeamCaller& caller, const store::Permit& permit,
                                       const std::vector<store::Session>& served);

}  // namespace rolecall::service
