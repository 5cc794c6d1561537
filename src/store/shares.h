// Direct shares as stored: who gave whom which level on one session, and which share was passed on. Who may, and what follows
// from a change, is service/shares'.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "policy/question.h"
#include "store/permit.h"
#include "store/session.h"
#include "store/transaction.h"

namespace rolecall::store {

/// One interval. A changed share is a new one under a new id; the old one stays as history.
struct Share {
  ShareId id;
  TeamId team;
  SessionId session;
  MemberId member;
  std::string member_name;
  MemberId granted_by;
  std::string granted_by_name;
  std::optional<ShareId> parent;  // nothing: given by the session's clinician
  policy::ShareLevel level = policy::ShareLevel::view;
  std::optional<Instant> expires_at;
  Instant session_started_at;
  Instant created_at;
};

/// In force now, oldest first.
[[nodiscard]] std::vector<Share> shares_of_session(Transaction& tx, const TeamId& team, const SessionId& session);
/// In force now, to the member or given by him, on whatever session of the team.
[[nodiscard]] std::vector<Share> shares_to(Transaction& tx, const TeamId& team, const MemberId& member);
[[nodiscard]] std::vector<Share> shares_by(Transaction& tx, const TeamId& team, const MemberId& granter);

/// INVARIANT: this granter has no share of the session with this member in force (end it, or replace it). One that has expired is
/// closed.
void insert_share(Transaction& tx, const Permit& permit, const Recorded& recorded, const Share& share);
/// Ends the interval. What hangs under it is the caller's to end.
void close_share(Transaction& tx, const Permit& permit, const Recorded& recorded, const Share& share);
/// Ends the interval and opens a new one with this level, expiry and parent; sets the new id, and hangs under it what hung under
/// the old one.
void replace_share(Transaction& tx, const Permit& permit, const Recorded& recorded, Share& share);

}  // namespace rolecall::store
