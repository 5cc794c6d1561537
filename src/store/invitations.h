// Reads what belongs to invitations: which are pending, expired or due, and who is told. Writers of members are in member.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/member.h"
#include "store/transaction.h"

namespace rolecall::store {

/// The invitations that this member sent and that are invited as stored, due ones included, by id.
[[nodiscard]] std::vector<Member> pending_invitations_of(Transaction& tx, const TeamId& team, const MemberId& inviter);

/// The member with this address whose invitation is stored as expired; at most one has not been replaced.
[[nodiscard]] std::optional<Member> find_expired_member(Transaction& tx, const TeamId& team, const std::string& address_key);

/// Teams with due invitations, by id, behind `after`.
[[nodiscard]] std::vector<TeamId> teams_with_due_invitations(Transaction& tx, const TeamId& after, int limit);
/// At most `limit` of the team's due invitations, the longest due first.
[[nodiscard]] std::vector<Member> due_invitations(Transaction& tx, const TeamId& team, int limit);

/// Where the active administrators of a team get their mail.
struct MailRecipient {
  MemberId member;
  std::string address;
};
[[nodiscard]] std::vector<MailRecipient> active_administrators(Transaction& tx, const TeamId& team);

/// Whether the user was a member of this team before and was removed.
[[nodiscard]] bool was_removed(Transaction& tx, const TeamId& team, const UserId& user);

}  // namespace rolecall::store
