#include "service/sessions/record_opening.h"

#include "policy/catalog.h"
#include "store/openings.h"

namespace rolecall::service {
namespace {

std::unexpected<Error> write_needed() { return fail(Code::write_needed, "write_needed", "has to be recorded"); }

audit::Value as_value(const policy::GrantUsed& used) {
  const policy::Grant& grant = policy::grant_at(used.id);
  return audit::Object{
      {"action", policy::name_of(grant.action)}, {"scope", policy::name_of(grant.scope)}, {"role", policy::name_of(used.holder)}};
}

}  // namespace

Result<Done> record_opening(store::Transaction& tx, const store::TeamCaller& caller, const store::Permit& permit,
                            const store::Session& session, const audit::Resource& what) {
  const policy::GrantUsed& used = permit.grant().value();
  const auto scope = policy::name_of(policy::grant_at(used.id).scope);
  if (store::was_opened_since(tx, session.id, permit.login(), scope, tx.now() - one_opening)) return Done{};
  if (tx.mode() == store::Transaction::Mode::read) return write_needed();
  const auto recorded =
      store::record(tx, permit, "session.open", what, nullptr, audit::Object{{"session", session.id}, {"grant", as_value(used)}});
  store::add_opening(tx, permit, recorded, {session.id, caller.member.id, what.type});
  return Done{};
}

Result<Done> record_list(store::Transaction& tx, const store::TeamCaller& caller, const store::Permit& permit,
                         const std::vector<store::Session>& served) {
  audit::Array ids;
  for (const auto& session : served) {
    if (session.clinician != caller.member.id) ids.emplace_back(session.id);
  }
  if (ids.empty()) return Done{};
  if (tx.mode() == store::Transaction::Mode::read) return write_needed();
  (void)store::record(tx, permit, "session.list", {"team", caller.team.id.value}, nullptr,
                      audit::Object{{"sessions", std::move(ids)}});
  return Done{};
}

}  // namespace rolecall::service
