#include "service/members/member_audit.h"

#include "base/time.h"
#include "policy/catalog.h"

namespace rolecall::service {
namespace {

audit::Value roles_recorded(const store::Member& member) {
  audit::Array roles;
  for (const policy::Role role : member.roles) roles.emplace_back(policy::name_of(role));
  for (const RoleId& role : member.custom_roles) roles.emplace_back(role);
  return roles;
}

audit::Value personal_of_member(const store::Member& member, const std::string& value) {
  if (value.empty()) return nullptr;
  return audit::Personal{value, member.user ? member.user->value : member.id.value};
}

audit::Value instant(const std::optional<Instant>& at) { return at ? audit::Value(to_rfc3339(*at)) : audit::Value(nullptr); }

std::optional<Instant> expiry_of(const store::Member& member) {
  return member.invitation ? std::optional(member.invitation->expires_at) : std::nullopt;
}

/// Writes a field on both sides when the two members differ in it.
class Comparison {
 public:
  Comparison(const store::Member& before, const store::Member& after) : before_(before), after_(after) {}

  template <class Get, class Show>
  void field(const char* name, Get get, Show show) {
    if (get(before_) == get(after_)) return;
    old_.emplace(name, show(before_));
    new_.emplace(name, show(after_));
  }
  MemberChange take() { return {std::move(old_), std::move(new_)}; }

 private:
  const store::Member& before_;
  const store::Member& after_;
  audit::Object old_;
  audit::Object new_;
};

}  // namespace

MemberChange change_of(const store::Member& before, const store::Member& after) {
  using store::Member;
  Comparison compared(before, after);
  compared.field(
      "status", [](const Member& m) { return m.status; }, [](const Member& m) { return audit::Value(name_of(m.status)); });
  compared.field("roles", [](const Member& m) { return std::pair(m.roles.bits(), m.custom_roles); }, roles_recorded);
  compared.field("owner", [](const Member& m) { return m.owner; }, [](const Member& m) { return audit::Value(m.owner); });
  compared.field(
      "email", [](const Member& m) { return m.address; }, [](const Member& m) { return personal_of_member(m, m.address); });
  compared.field("name", [](const Member& m) { return m.name; }, [](const Member& m) { return personal_of_member(m, m.name); });
  compared.field(
      "title", [](const Member& m) { return m.title; }, [](const Member& m) { return personal_of_member(m, m.title); });
  compared.field(
      "user", [](const Member& m) { return m.user; },
      [](const Member& m) { return m.user ? audit::Value(*m.user) : audit::Value(nullptr); });
  compared.field("expires_at", expiry_of, [](const Member& m) { return instant(expiry_of(m)); });
  compared.field("return_at", [](const Member& m) { return m.return_at; }, [](const Member& m) { return instant(m.return_at); });
  return compared.take();
}

MemberChange addition_of(const store::Member& member) {
  audit::Object after{{"status", name_of(member.status)},
                      {"roles", roles_recorded(member)},
                      {"email", personal_of_member(member, member.address)}};
  if (!member.name.empty()) after.emplace("name", personal_of_member(member, member.name));
  if (!member.title.empty()) after.emplace("title", personal_of_member(member, member.title));
  if (member.owner) after.emplace("owner", true);
  if (member.user) after.emplace("user", *member.user);
  if (member.invitation) after.emplace("expires_at", instant(expiry_of(member)));
  return {nullptr, std::move(after)};
}

}  // namespace rolecall::service
