// GET /teams/{team}/members, one member, and the export as CSV: who is here, as the caller may see it. Changes nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/member_view.h"
#include "store/credential.h"
#include "store/member_list.h"
#include "store/transaction.h"

namespace rolecall::service {

/// What a list is narrowed down to, as it was asked for.
struct MemberQuery {
  std::vector<std::string> statuses;  // empty: invited, active, suspended, expired
  std::string role;                   // built-in name or id of a custom role; empty: any
  std::string search;                 // part of the name, or of the address for those who may read it
  std::string sort = "name";          // name, joined_at, email, status; `-` in front: from the end (not for status)
};

struct ListMembers {
  TeamId team;
  MemberQuery query;
  std::optional<store::MemberPosition> after;
  int limit = 50;
};

struct MemberPage {
  std::vector<MemberView> items;
  std::optional<store::MemberPosition> next;  // nothing on the last page
};

/// Errors: unauthenticated, not_found, denied (sorting by address needs member.read_contact), invalid at `/status`, `/role`,
/// `/query` or `/sort`.
[[nodiscard]] Result<MemberPage> list_members(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const ListMembers& request);

/// Members of every state. Errors: unauthenticated, not_found, denied.
[[nodiscard]] Result<MemberView> get_member(store::Transaction& tx, const Environment& environment,
                                            const store::Credential& credential, const TeamId& team, const MemberId& member);

/// Every member that matches, by name, as CSV with a heading line: email, roles, title, name, status, owner, joined_at,
/// expires_at. No cell is a formula. Errors as list_members.
[[nodiscard]] Result<std::string> export_members(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const TeamId& team,
                                                 const MemberQuery& query);

}  // namespace rolecall::service
