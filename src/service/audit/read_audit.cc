#include "service/audit/read_audit.h"

#include "store/caller.h"

namespace rolecall::service {
namespace {

constexpr Duration reading_window = minutes(15);

/// Leaves `into` as it is when nothing was asked.
Result<Done> read_instant(const std::optional<std::string>& text, const char* pointer, Instant& into) {
  if (!text) return Done{};
  const auto instant = parse_rfc3339(*text);
  if (!instant) return invalid_field(pointer, "expected a time such as 2026-03-01T00:00:00Z");
  into = *instant;
  return Done{};
}

Result<store::AuditFilter> filter_of(const ReadAudit& request) {
  store::AuditFilter filter;
  filter.chain = request.team.value;
  filter.actor = request.actor;
  filter.action = request.action;
  filter.resource = request.resource;
  filter.decision = request.decision;
  if (const auto from = read_instant(request.from, "/from", filter.from); !from) return std::unexpected(from.error());
  if (const auto to = read_instant(request.to, "/to", filter.to); !to) return std::unexpected(to.error());
  if (!filter.decision.empty() && filter.decision != "permit" && filter.decision != "deny") {
    return invalid_field("/decision", "expected `permit` or `deny`");
  }
  return filter;
}

}  // namespace

Result<Done> note_reading(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                          const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::audit_read), resource);
  if (!permit) return std::unexpected(permit.error());
  if (!store::has_read_audit(tx, team.value, permit->login(), tx.now() - reading_window)) {
    store::record(tx, *permit, "audit.read", resource, nullptr, nullptr);
  }
  return Done{};
}

Result<AuditPage> read_audit(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                             const ReadAudit& request) {
  const auto noted = note_reading(tx, environment, credential, request.team);
  if (!noted) return std::unexpected(noted.error());
  const auto filter = filter_of(request);
  if (!filter) return std::unexpected(filter.error());
  AuditPage page{store::list_audit(tx, *filter, request.before_seq, request.limit + 1), false};
  page.has_more = page.rows.size() > static_cast<std::size_t>(request.limit);
  if (page.has_more) page.rows.pop_back();
  return page;
}

}  // namespace rolecall::service
