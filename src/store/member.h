// A member of a team as stored, and the writers that change one. Lists and searches are in member_list.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/member_state.h"
#include "policy/custom_role.h"
#include "policy/grants.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

/// Whether an invitation occupies a seat: the rule that held when it was sent.
enum class InvitedSeat { not_taken, taken };

/// What stands in the row while a member is, or was, invited. The token itself is only in the mail.
struct Invitation {
  std::string token_hash;  // stays when it was used, revoked or declined: its link then says what became of it
  Instant sent_at;
  Instant expires_at;
  std::optional<MemberId> invited_by;
  InvitedSeat seat = InvitedSeat::taken;
};

struct Member {
  MemberId id;
  TeamId team;
  std::optional<UserId> user;
  std::string address;      // mail goes here
  std::string address_key;  // how addresses compare
  std::string name;
  std::string name_key;
  std::string title;
  MemberState status = MemberState::invited;
  policy::RoleSet roles;
  bool owner = false;
  std::int64_t custom_role_count = 0;
  std::vector<RoleId> custom_roles;  // as many; in lists they are only counted
  std::int64_t revision = 1;
  Instant created_at;
  std::optional<Instant> joined_at;
  Instant status_since;
  std::optional<Instant> return_at;
  Instant logins_valid_from;
  std::optional<Invitation> invitation;

  /// As stored, except that an invitation past its end is expired although no job has written so yet.
  [[nodiscard]] MemberState status_at(Instant now) const {
    return status == MemberState::invited && invitation && invitation->expires_at <= now ? MemberState::expired : status;
  }
};

/// Nothing when the team has no such member, whatever other teams have.
[[nodiscard]] std::optional<Member> find_member(Transaction& tx, const TeamId& team, const MemberId& id);
/// The invited, active or suspended member with this address.
[[nodiscard]] std::optional<Member> find_current_member(Transaction& tx, const TeamId& team, const std::string& address_key);
[[nodiscard]] std::optional<Member> find_owner(Transaction& tx, const TeamId& team);
[[nodiscard]] std::optional<Member> find_member_by_invitation(Transaction& tx, const std::string& token_hash);

/// What the member's custom roles grant together.
[[nodiscard]] policy::GrantSet custom_grants(Transaction& tx, const Member& member);

/// A new row and the first interval of its history.
void insert_member(Transaction& tx, const Permit& permit, const Recorded& recorded, const Member& member);
/// Writes everything, raises `member.revision`, and opens a new interval of the history when status, roles, owner, user or the
/// end of the invitation changed.
void save_member(Transaction& tx, const Permit& permit, const Recorded& recorded, Member& member);
/// A new interval with unchanged columns: what a custom role of the member grants has changed.
void reopen_history(Transaction& tx, const Permit& permit, const Recorded& recorded, const Member& member);

}  // namespace rolecall::store
