// Who opened which session, when and by which grant (SPEC sections 4 and 7). Whether an opening is recorded is
// service/sessions/record_opening.h's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Opening {
  std::int64_t seq = 0;  // of the team's audit chain
  MemberId member;
  std::string member_name;
  std::string what;  // session, transcript, note, document
  std::string grant_action;
  std::string grant_scope;
  std::string grant_role;
  Instant at;
};

/// Whether this login or key opened the session by a grant of the same scope since then.
[[nodiscard]] bool was_opened_since(Transaction& tx, const SessionId& session, const std::string& login_or_key,
                                    std::string_view scope, Instant since);

struct NewOpening {
  SessionId session;
  MemberId member;
  std::string_view what;
};
/// INVARIANT: the permit rests on a grant.
void add_opening(Transaction& tx, const Permit& permit, const Recorded& recorded, const NewOpening& opening);

/// Newest first, below `before_seq`.
[[nodiscard]] std::vector<Opening> list_openings(Transaction& tx, const SessionId& session, std::int64_t before_seq, int limit);

}  // namespace rolecall::store
