#include "store/member.h"

#include <stdexcept>

#include "store/custom_grants.h"
#include "store/custom_roles.h"
#include "store/row_columns.h"

namespace rolecall::store {
namespace {

std::optional<Member> first_member(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_member(rows, 0);
}

/// The rows are closed before the custom roles are asked for.
std::optional<Member> one_member(Transaction& tx, Rows rows) {
  auto found = first_member(std::move(rows));
  if (found) load_custom_roles(tx, *found);
  return found;
}

std::optional<std::string> token_hash_of(const Member& member) {
  if (!member.invitation || member.invitation->token_hash.empty()) return std::nullopt;
  return member.invitation->token_hash;
}

std::optional<Instant> sent_at_of(const Member& member) {
  return member.invitation ? std::optional(member.invitation->sent_at) : std::nullopt;
}

std::optional<Instant> expires_at_of(const Member& member) {
  return member.invitation ? std::optional(member.invitation->expires_at) : std::nullopt;
}

std::optional<MemberId> invited_by_of(const Member& member) {
  return member.invitation ? member.invitation->invited_by : std::nullopt;
}

InvitedSeat invited_seat_of(const Member& member) { return member.invitation ? member.invitation->seat : InvitedSeat::not_taken; }

void save_custom_roles(Transaction& tx, const Member& member) {
  execute(tx, "DELETE FROM member_custom_role WHERE member_id = $1", member.id);
  for (const RoleId& role : member.custom_roles) {
    execute(tx, "INSERT INTO member_custom_role(member_id, role_id) VALUES ($1, $2)", member.id, role);
  }
}

/// Opens a new interval of the history that begins now, and closes the one before. `seq` is the audit row of the change.
void keep_history(Transaction& tx, const Recorded& recorded, const Member& member) {
  execute(tx, "UPDATE member_history SET valid_to = $2 WHERE member_id = $1 AND valid_to IS NULL", member.id, tx.now());
  execute(
      tx,
      "INSERT INTO member_history(member_id, seq, team_id, user_id, status, roles, custom_roles, owner, valid_from, valid_to, "
      "invitation_expires_at, invitation_takes_seat) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10, $11)",
      member.id, recorded.seq(), member.team, member.user, member.status, static_cast<std::int64_t>(member.roles.bits()),
      custom_roles_as_json(tx, member.custom_roles), member.owner, tx.now(), expires_at_of(member), invited_seat_of(member));
}

}  // namespace

Member read_member(const Rows& rows, int first) {
  Member member;
  int column = first;
  member.id = rows.id<MemberId>(column++);
  member.team = rows.id<TeamId>(column++);
  if (!rows.is_null(column)) member.user = rows.id<UserId>(column);
  member.address = rows.text(++column);
  member.address_key = rows.text(++column);
  member.name = rows.text(++column);
  member.name_key = rows.text(++column);
  member.title = rows.text(++column);
  member.status = static_cast<MemberState>(rows.integer(++column));
  member.roles = policy::RoleSet::from_bits(static_cast<std::uint64_t>(rows.integer(++column)));
  member.owner = rows.flag(++column);
  member.custom_role_count = rows.integer(++column);
  member.revision = rows.integer(++column);
  member.created_at = rows.instant(++column);
  member.joined_at = rows.instant_or_null(++column);
  member.status_since = rows.instant(++column);
  member.return_at = rows.instant_or_null(++column);
  member.logins_valid_from = rows.instant(++column);
  const int token = ++column;
  const int sent = ++column;
  const int expires = ++column;
  const int inviter = ++column;
  const int seat = ++column;
  if (!rows.is_null(expires)) {
    member.invitation.emplace(rows.is_null(token) ? std::string{} : rows.text(token), rows.instant(sent), rows.instant(expires),
                              rows.is_null(inviter) ? std::nullopt : std::optional(rows.id<MemberId>(inviter)),
                              static_cast<InvitedSeat>(rows.integer(seat)));
  }
  return member;
}

void load_custom_roles(Transaction& tx, Member& member) {
  if (member.custom_role_count == 0) return;
  member.custom_roles.clear();
  for (auto rows = query(tx, "SELECT role_id FROM member_custom_role WHERE member_id = $1 ORDER BY role_id", member.id);
       rows.next();) {
    member.custom_roles.push_back(rows.id<RoleId>(0));
  }
}

std::optional<Member> find_member(Transaction& tx, const TeamId& team, const MemberId& id) {
  return one_member(tx,
                    query(tx, "SELECT " ROLECALL_MEMBER_COLUMNS " FROM member m WHERE m.id = $1 AND m.team_id = $2", id, team));
}

std::optional<Member> find_current_member(Transaction& tx, const TeamId& team, const std::string& address_key) {
  return one_member(tx, query(tx,
                              "SELECT " ROLECALL_MEMBER_COLUMNS
                              " FROM member m WHERE m.team_id = $1 AND m.address_key = $2 AND m.status IN (0, 1, 5)",
                              team, address_key));
}

std::optional<Member> find_owner(Transaction& tx, const TeamId& team) {
  return one_member(tx, query(tx, "SELECT " ROLECALL_MEMBER_COLUMNS " FROM member m WHERE m.team_id = $1 AND m.owner = 1", team));
}

std::optional<Member> find_member_by_invitation(Transaction& tx, const std::string& token_hash) {
  return one_member(tx,
                    query(tx, "SELECT " ROLECALL_MEMBER_COLUMNS " FROM member m WHERE m.invitation_token_hash = $1", token_hash));
}

policy::GrantSet custom_grants(Transaction& tx, const Member& member) { return custom_grants_of(tx, member).all; }

void insert_member(Transaction& tx, const Permit& permit, const Recorded& recorded, const Member& member) {
  permit.require(tx, member.team);
  execute(
      tx,
      "INSERT INTO member(id, team_id, user_id, address, address_key, name, name_key, title, status, roles, owner, "
      "custom_role_count, revision, created_at, joined_at, status_since, return_at, logins_valid_from, invitation_token_hash, "
      "invitation_sent_at, invitation_expires_at, invited_by, invitation_takes_seat) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)",
      member.id, member.team, member.user, member.address, member.address_key, member.name, member.name_key, member.title,
      member.status, static_cast<std::int64_t>(member.roles.bits()), member.owner,
      static_cast<std::int64_t>(member.custom_roles.size()), member.revision, member.created_at, member.joined_at,
      member.status_since, member.return_at, member.logins_valid_from, token_hash_of(member), sent_at_of(member),
      expires_at_of(member), invited_by_of(member), invited_seat_of(member));
  if (!member.custom_roles.empty()) save_custom_roles(tx, member);
  keep_history(tx, recorded, member);
}

void save_member(Transaction& tx, const Permit& permit, const Recorded& recorded, Member& member) {
  permit.require(tx, member.team);
  const auto before = find_member(tx, member.team, member.id);
  if (!before) throw std::logic_error("a member is saved that was never added");
  member.revision = before->revision + 1;
  member.custom_role_count = static_cast<std::int64_t>(member.custom_roles.size());
  execute(
      tx,
      "UPDATE member SET user_id = $2, address = $3, address_key = $4, name = $5, name_key = $6, title = $7, status = $8, "
      "roles = $9, owner = $10, custom_role_count = $11, revision = $12, joined_at = $13, status_since = $14, return_at = $15, "
      "logins_valid_from = $16, invitation_token_hash = $17, invitation_sent_at = $18, invitation_expires_at = $19, "
      "invited_by = $20, invitation_takes_seat = $21 WHERE id = $1",
      member.id, member.user, member.address, member.address_key, member.name, member.name_key, member.title, member.status,
      static_cast<std::int64_t>(member.roles.bits()), member.owner, member.custom_role_count, member.revision, member.joined_at,
      member.status_since, member.return_at, member.logins_valid_from, token_hash_of(member), sent_at_of(member),
      expires_at_of(member), invited_by_of(member), invited_seat_of(member));
  if (before->custom_roles != member.custom_roles) save_custom_roles(tx, member);
  const bool is_same_interval = before->status == member.status && before->roles == member.roles &&
                                before->owner == member.owner && before->user == member.user &&
                                before->custom_roles == member.custom_roles && expires_at_of(*before) == expires_at_of(member);
  if (!is_same_interval) keep_history(tx, recorded, member);
}

void reopen_history(Transaction& tx, const Permit& permit, const Recorded& recorded, const Member& member) {
  permit.require(tx, member.team);
  keep_history(tx, recorded, member);
}

}  // namespace rolecall::store
