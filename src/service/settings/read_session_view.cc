#include "service/settings/read_session_view.h"

#include "service/sessions/session_fields.h"

namespace rolecall::service {

Result<SessionViewState> read_session_view(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::team_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  const store::TeamSettings& settings = caller->team.settings;
  SessionViewState state;
  state.enabled = settings.session_view_enabled && caller->team_facts.features.has(policy::Feature::session_view);
  if (may_hold_sessions(tx, caller->member)) state.by = viewers_of(tx, caller->team, caller->team_facts, caller->member.id);
  state.asks_consent = asks_consent(*caller);
  state.consent_text = state.asks_consent ? settings.consent_text : "";
  state.sign_out_minutes = settings.sign_out_minutes;
  return state;
}

}  // namespace rolecall::service
