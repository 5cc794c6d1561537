#include "store/custom_grants.h"

#include "store/custom_roles.h"
#include "store/sql.h"

namespace rolecall::store {

CustomGrants custom_grants_of(Transaction& tx, const Member& member) {
  CustomGrants grants;
  if (member.custom_role_count == 0) return grants;
  for (auto rows = query(tx,
                         "SELECT r.grants, v.role_id FROM member_custom_role h JOIN custom_role r ON r.id = h.role_id "
                         "LEFT JOIN session_view_role v ON v.team_id = r.team_id AND v.role_id = r.id "
                         "WHERE h.member_id = $1 AND r.deleted_at IS NULL",
                         member.id);
       rows.next();) {
    const auto of_role = grants_from_json(rows.text_view(0));
    grants.all = grants.all | of_role;
    if (!rows.is_null(1)) grants.in_audience = grants.in_audience | of_role;
  }
  return grants;
}

policy::Subject subject_with(const Member& member, const policy::GrantSet& custom, Instant now) {
  policy::Subject subject;
  subject.state = member.status_at(now);
  subject.owner = member.owner;
  subject.roles = member.roles;
  subject.custom = custom;
  subject.sign_in = policy::SignIn::assumed;
  subject.second_factor = policy::SecondFactor::assumed;
  return subject;
}

AskedMember asked_member(Transaction& tx, const Member& member, Instant now) {
  const auto custom = custom_grants_of(tx, member);
  return {subject_with(member, custom.all, now), custom.in_audience};
}

}  // namespace rolecall::store
