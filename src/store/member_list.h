// Pages of the members of a team: filtered, sorted, by keyset. A page costs what it shows: the first is as cheap as the last.
// Who may see which field is service/members/member_view.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "model/member_state.h"
#include "policy/enum_set.h"
#include "policy/role.h"
#include "store/member.h"
#include "store/outbox.h"
#include "store/transaction.h"

namespace rolecall::store {

using MemberStates = policy::EnumSet<MemberState, member_state_names.size()>;

/// Members who never joined come last in joined_at and first in joined_at_descending. `status` is the order of MemberState,
/// by name within a state.
enum class MemberSort { name, name_descending, joined_at, joined_at_descending, email, email_descending, status };
enum class SearchIn { names, names_and_addresses };

struct MemberFilter {
  TeamId team;
  MemberStates states;    // as seen now: an invitation that is due counts as expired
  policy::RoleSet roles;  // holds at least one of these, or `custom_role`; both empty: anybody
  RoleId custom_role;
  std::string search;  // folded; part of the name or address; empty: anybody
  SearchIn search_in = SearchIn::names;
};

/// Where a member stands in an order.
struct MemberPosition {
  MemberState state = MemberState::invited;  // counts in `status` only
  std::optional<std::string> key;            // text or number as the sort has it; nothing: never joined
  MemberId id;
};
[[nodiscard]] MemberPosition position_of(const Member& member, MemberSort sort, Instant now);

struct ListedMember {
  Member member;
  MailOfMember mail;  // the latest invitation mail; counts in states invited and expired only
};

/// At most `limit` members behind `after`, in the order of `sort`, ties by id. Complete and without repeats over pages while rows
/// change. INVARIANT: `after` came from position_of with the same sort.
[[nodiscard]] std::vector<ListedMember> list_members(Transaction& tx, const MemberFilter& filter, MemberSort sort,
                                                     const std::optional<MemberPosition>& after, int limit);

}  // namespace rolecall::store
