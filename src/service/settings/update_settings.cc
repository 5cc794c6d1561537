#include "service/settings/update_settings.h"

#include "policy/decide.h"
#include "policy/explain.h"
#include "service/billing/returning_retention.h"
#include "service/emergency/end_emergency.h"
#include "service/notices/tell.h"
#include "service/revision.h"
#include "service/sessions/delete_expired.h"
#include "service/settings/audience_preview.h"
#include "service/settings/effective_session_view.h"
#include "store/retention.h"
#include "store/settings_facts.h"

namespace rolecall::service {
namespace {

using policy::Action;
/// A custom role is not deleted while it stands in the audience: no plan may keep it there.
policy::Question ask_to_narrow_audience(const store::TeamCaller& caller) {
  auto question = caller.asks(Action::team_session_view_update);
  question.team.features.add(policy::Feature::session_view);
  return question;
}

/// Switching off, or changing nothing but words of what is off, needs no feature; a lapsed plan never locks a setting on.
policy::Question ask_about_setting(const store::TeamCaller& caller, SettingKind setting, const SettingsRecord& before,
                                   const SettingsRecord& after) {
  if (setting == SettingKind::session_view) {
    return only_narrows_audience(before, after) ? ask_to_narrow_audience(caller) : caller.asks(Action::team_session_view_update);
  }
  auto question = caller.asks(Action::team_settings_update);
  const auto feature = feature_for(setting);
  if (feature && is_on(after, setting)) question.request.features.add(*feature);
  return question;
}

SettingsView view_of(const store::TeamCaller& caller, SettingsRecord record) {
  SettingsView view{
      std::move(record), caller.team.revision, {}, policy::allowed_actions(caller.asks(Action::team_settings_read))};
  for (const SettingKind setting : all_settings) {
    const auto question = ask_about_setting(caller, setting, view.record, switched(view.record, setting));
    const auto decision = policy::decide(question);
    if (!decision.permitted()) view.locks[static_cast<std::size_t>(setting)] = policy::refusal_of(decision, question);
  }
  return view;
}

/// Everything that was checked before anything is written.
struct CheckedSettings {
  store::TeamCaller caller;
  std::vector<SettingKind> changed;
  std::optional<store::Permit> session_view;  // there when Session View changes
  std::optional<store::Permit> others;        // there when anything else does
  SettingsRecord before;
  SettingsRecord after;
};

Result<Done> authorize_changes(store::Transaction& tx, CheckedSettings& checked) {
  const audit::Resource resource{"team", checked.caller.team.id.value};
  for (const SettingKind setting : all_settings) {
    if (!differs(checked.before, checked.after, setting)) continue;
    const auto question = ask_about_setting(checked.caller, setting, checked.before, checked.after);
    auto permit = store::authorize(tx, checked.caller, question, resource);
    if (!permit) return std::unexpected(permit.error());
    (setting == SettingKind::session_view ? checked.session_view : checked.others) = std::move(*permit);
    checked.changed.push_back(setting);
  }
  return Done{};
}

/// The least that the draft may come to: whether it widens an audience shows only against the record.
policy::Question ask_at_all(const store::TeamCaller& caller, const SettingsDraft& draft) {
  const bool only_session_view = draft.session_view && !draft.require_mfa && !draft.consent_prompt && !draft.content_footer &&
                                 !draft.retention_days && !draft.emergency_access && !draft.sign_out_minutes;
  if (!only_session_view) return caller.asks(Action::team_settings_update);
  const bool names_audience = draft.session_view->audience_roles || draft.session_view->audience_members;
  return names_audience ? ask_to_narrow_audience(caller) : caller.asks(Action::team_session_view_update);
}

/// Somebody who asks for nothing that he may touch learns nothing from what is wrong with it.
Result<Done> authorize_at_all(store::Transaction& tx, const store::TeamCaller& caller, const SettingsDraft& draft) {
  const auto permit = store::authorize(tx, caller, ask_at_all(caller, draft), {"team", caller.team.id.value});
  if (!permit) return std::unexpected(permit.error());
  return Done{};
}

Result<CheckedSettings> check_settings(store::Transaction& tx, const Environment& environment,
                                       const store::Credential& credential, const UpdateSettings& request) {
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  if (const auto may = authorize_at_all(tx, *caller, request.draft); !may) return std::unexpected(may.error());
  auto before = settings_of(tx, caller->team);
  auto after = apply_draft(tx, request.team, request.draft, before);
  if (!after) return std::unexpected(std::move(after.error()));
  CheckedSettings checked{std::move(*caller), {}, std::nullopt, std::nullopt, std::move(before), std::move(*after)};
  if (const auto allowed = authorize_changes(tx, checked); !allowed) return std::unexpected(allowed.error());
  if (const auto current = check_revision(request.if_match, checked.caller.team.revision); !current) {
    return std::unexpected(current.error());
  }
  const bool demands_mfa = checked.after.settings.require_mfa && !checked.before.settings.require_mfa;
  if (demands_mfa && !checked.caller.caller.used_mfa) {
    return fail(Code::conflict, "mfa_first", "sign in with a second factor yourself before the team demands one");
  }
  return checked;
}

store::Recorded record_changes(store::Transaction& tx, const CheckedSettings& checked, const store::Permit& permit,
                               const char* action, bool (*belongs)(SettingKind)) {
  const TeamId& team = checked.caller.team.id;
  audit::Object before, after;
  for (const SettingKind setting : checked.changed) {
    if (!belongs(setting)) continue;
    const std::string name(name_of(setting));
    before[name] = facts_of(checked.before, setting, team);
    after[name] = facts_of(checked.after, setting, team);
  }
  return store::record(tx, permit, action, {"team", team.value}, std::move(before), std::move(after));
}

bool is_session_view(SettingKind setting) { return setting == SettingKind::session_view; }
bool is_other(SettingKind setting) { return setting != SettingKind::session_view; }

/// Whom Session View concerns is told by settle_view; the other settings concern everybody.
void tell_others(store::Transaction& tx, const CheckedSettings& checked) {
  const TeamId& team = checked.caller.team.id;
  const MemberId& actor = checked.caller.member.id;
  audit::Array others;
  for (const SettingKind setting : checked.changed) {
    if (is_other(setting)) others.emplace_back(name_of(setting));
  }
  if (!others.empty()) tell_team(tx, {team, actor, {}}, NoticeKind::settings_changed, {{"settings", std::move(others)}});
}

/// What the night deletes under the retention that is in force then, and what a shorter one that waits deletes when it bites.
void add_retention_warnings(store::Transaction& tx, const CheckedSettings& checked, std::vector<std::string>& warnings) {
  const store::TeamSettings& settings = checked.after.settings;
  if (!differs(checked.before, checked.after, SettingKind::retention_days)) return;
  const TeamId& team = checked.caller.team.id;
  const std::int64_t tonight =
      settings.retention_days ? store::count_created_until(tx, team, midnight_after(tx.now()) - days(*settings.retention_days))
                              : 0;
  warnings.push_back("Sessions that are deleted tonight: " + shown_count(tonight) + ".");
  if (!settings.retention_next) return;
  warnings.push_back("Sessions that are deleted in " + std::to_string(retention_delay.ms / days(1).ms) +
                     " days, when the shorter time begins: " + shown_count(deleted_by(tx, team, *settings.retention_next)) + ".");
}

}  // namespace

Result<SettingsView> get_settings(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const TeamId& team) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::team_settings_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return view_of(*caller, settings_of(tx, caller->team));
}

Result<SettingsView> update_settings(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const UpdateSettings& request) {
  auto checked = check_settings(tx, environment, credential, request);
  if (!checked) return std::unexpected(std::move(checked.error()));
  if (checked->changed.empty()) return view_of(checked->caller, checked->before);
  store::Team& team = checked->caller.team;
  const auto told = told_view(tx, environment, team);
  team.settings = checked->after.settings;
  std::optional<store::Recorded> recorded;
  if (checked->session_view) {
    recorded = record_changes(tx, *checked, *checked->session_view, "team.session_view.update", is_session_view);
    store::save_session_view_members(tx, *checked->session_view, *recorded, team.id, checked->after.audience_members);
    store::save_session_view_custom_roles(tx, *checked->session_view, *recorded, team.id, checked->after.audience_custom_roles);
  }
  if (checked->others) recorded = record_changes(tx, *checked, *checked->others, "team.settings.update", is_other);
  store::save_team(tx, checked->others ? *checked->others : *checked->session_view, *recorded, team);
  if (checked->before.settings.emergency_access && !team.settings.emergency_access) {
    end_emergencies(tx, team.id, std::nullopt, EmergencyEnds::switched_off);
  }
  if (checked->session_view) {
    settle_view(tx, environment, *checked->session_view, team,
                {told, compose::ViewCause::settings, checked->caller.member.id, checked->caller.caller.name});
  }
  tell_others(tx, *checked);
  checked->caller.team_facts = store::team_facts(team, environment.plans, tx.now());
  return view_of(checked->caller, checked->after);
}

Result<SettingsPreview> preview_settings(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const UpdateSettings& request) {
  const auto checked = check_settings(tx, environment, credential, request);
  static_cast<void>(tx.take_record());  // a question, even a refused one, writes nothing (SPEC section 7)
  if (!checked) return std::unexpected(checked.error());
  SettingsPreview preview;
  if (checked->session_view) {
    auto change = preview_audience(tx, {request.team, checked->caller.team_facts, checked->before, checked->after});
    preview.warnings = std::move(change.sentences);
    const auto viewed = viewed_sessions(tx, checked->caller.team, checked->caller.team_facts);
    if (change.is_read_before) preview.sessions.before = viewed.sessions;
    if (change.is_read_after) preview.sessions.after = viewed.sessions;
    if (change.is_read_after) preview.sessions.clinicians = viewed.clinicians;
  }
  add_retention_warnings(tx, *checked, preview.warnings);
  if (checked->after.settings.require_mfa && !checked->before.settings.require_mfa) {
    const auto count = store::members_without_second_factor(tx, request.team);
    if (count > 0) {
      preview.warnings.push_back(
          "Members who have no second factor yet and are stopped until they sign in with one: " + std::to_string(count) + ".");
    }
  }
  return preview;
}

}  // namespace rolecall::service
