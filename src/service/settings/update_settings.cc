#include "service/settings/update_settings.h"

#include "policy/catalog.h"
#include "policy/decide.h"
#include "policy/explain.h"
#include "service/notices/tell.h"
#include "service/revision.h"
#include "service/settings/audience_preview.h"
#include "store/settings_facts.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::Setting;
using Settings = store::TeamSettings;

constexpr std::array all_settings{Setting::session_view,   Setting::require_mfa,    Setting::consent_prompt,
                                  Setting::content_footer, Setting::retention_days, Setting::emergency_access};

bool is_on(const SettingsRecord& record, Setting setting) {
  const Settings& settings = record.settings;
  switch (setting) {
    case Setting::session_view:
      return settings.session_view_enabled;
    case Setting::require_mfa:
      return settings.require_mfa;
    case Setting::consent_prompt:
      return settings.consent_enabled;
    case Setting::content_footer:
      return !settings.content_footer.empty();
    case Setting::retention_days:
      return settings.retention_days.has_value();
    case Setting::emergency_access:
      return settings.emergency_access;
  }
  return false;
}

bool differs(const SettingsRecord& a, const SettingsRecord& b, Setting setting) {
  const Settings& x = a.settings;
  const Settings& y = b.settings;
  switch (setting) {
    case Setting::session_view:
      return x.session_view_enabled != y.session_view_enabled || x.session_view_roles != y.session_view_roles ||
             x.session_view_transcripts != y.session_view_transcripts || a.audience_members != b.audience_members;
    case Setting::require_mfa:
      return x.require_mfa != y.require_mfa;
    case Setting::consent_prompt:
      return x.consent_enabled != y.consent_enabled || x.consent_text != y.consent_text;
    case Setting::content_footer:
      return x.content_footer != y.content_footer;
    case Setting::retention_days:
      return x.retention_days != y.retention_days;
    case Setting::emergency_access:
      return x.emergency_access != y.emergency_access;
  }
  return false;
}

/// Switching off, or changing nothing but words of what is off, needs no feature; a lapsed plan never locks a setting on.
policy::Question ask_about(const store::TeamCaller& caller, Setting setting, const SettingsRecord& after) {
  if (setting == Setting::session_view) return caller.asks(Action::team_session_view_update);
  auto question = caller.asks(Action::team_settings_update);
  const auto feature = policy::feature_for_setting(setting);
  if (feature && is_on(after, setting)) question.request.features.add(*feature);
  return question;
}

/// The record with this setting switched over: on where it is off, off where it is on.
SettingsRecord switched(SettingsRecord record, Setting setting) {
  Settings& settings = record.settings;
  switch (setting) {
    case Setting::session_view:
      settings.session_view_enabled = !settings.session_view_enabled;
      break;
    case Setting::require_mfa:
      settings.require_mfa = !settings.require_mfa;
      break;
    case Setting::consent_prompt:
      settings.consent_enabled = !settings.consent_enabled;
      break;
    case Setting::content_footer:
      settings.content_footer = settings.content_footer.empty() ? "x" : "";
      break;
    case Setting::retention_days:
      settings.retention_days = settings.retention_days ? std::nullopt : std::optional(1);
      break;
    case Setting::emergency_access:
      settings.emergency_access = !settings.emergency_access;
      break;
  }
  return record;
}

SettingsView view_of(const store::TeamCaller& caller, SettingsRecord record) {
  SettingsView view{
      std::move(record), caller.team.revision, {}, policy::allowed_actions(caller.asks(Action::team_settings_read))};
  for (const Setting setting : all_settings) {
    const auto question = ask_about(caller, setting, switched(view.record, setting));
    const auto decision = policy::decide(question);
    if (!decision.permitted()) view.locks[static_cast<std::size_t>(setting)] = policy::refusal_of(decision, question);
  }
  return view;
}

audit::Value ids_of(const std::vector<MemberId>& members) {
  audit::Array ids;
  for (const MemberId& member : members) ids.emplace_back(member);
  return ids;
}

audit::Value names_of(const policy::RoleSet& roles) {
  audit::Array names;
  for (const policy::Role role : roles) names.emplace_back(policy::name_of(role));
  return names;
}

/// The setting as the audit keeps it. Free texts stand beside the chain, since nobody knows what was typed into them.
audit::Value facts_of(const SettingsRecord& record, Setting setting, const TeamId& team) {
  const Settings& settings = record.settings;
  switch (setting) {
    case Setting::session_view:
      return audit::Object{{"enabled", settings.session_view_enabled},
                           {"audience_roles", names_of(settings.session_view_roles)},
                           {"audience_members", ids_of(record.audience_members)},
                           {"include_transcripts", settings.session_view_transcripts}};
    case Setting::require_mfa:
      return settings.require_mfa;
    case Setting::consent_prompt:
      return audit::Object{{"enabled", settings.consent_enabled}, {"text", audit::Personal{settings.consent_text, team.value}}};
    case Setting::content_footer:
      return audit::Personal{settings.content_footer, team.value};
    case Setting::retention_days:
      return settings.retention_days ? audit::Value(*settings.retention_days) : audit::Value();
    case Setting::emergency_access:
      return settings.emergency_access;
  }
  return nullptr;
}

constexpr std::array<const char*, setting_count> setting_names{"session_view",   "require_mfa",    "consent_prompt",
                                                               "content_footer", "retention_days", "emergency_access"};

/// Everything that was checked before anything is written.
struct Checked {
  store::TeamCaller caller;
  std::vector<Setting> changed;
  std::optional<store::Permit> session_view;  // there when Session View changes
  std::optional<store::Permit> others;        // there when anything else does
  SettingsRecord before;
  SettingsRecord after;
};

Result<Done> authorize_changes(store::Transaction& tx, Checked& checked) {
  const audit::Resource resource{"team", checked.caller.team.id.value};
  for (const Setting setting : all_settings) {
    if (!differs(checked.before, checked.after, setting)) continue;
    auto permit = store::authorize(tx, checked.caller, ask_about(checked.caller, setting, checked.after), resource);
    if (!permit) return std::unexpected(permit.error());
    (setting == Setting::session_view ? checked.session_view : checked.others) = std::move(*permit);
    checked.changed.push_back(setting);
  }
  return Done{};
}

/// Somebody who asks for nothing that he may touch learns nothing from what is wrong with it.
Result<Done> authorize_at_all(store::Transaction& tx, const store::TeamCaller& caller, const SettingsDraft& draft) {
  const bool only_session_view = draft.session_view && !draft.require_mfa && !draft.consent_prompt && !draft.content_footer &&
                                 !draft.retention_days && !draft.emergency_access;
  const auto action = only_session_view ? Action::team_session_view_update : Action::team_settings_update;
  const auto permit = store::authorize(tx, caller, caller.asks(action), {"team", caller.team.id.value});
  if (!permit) return std::unexpected(permit.error());
  return Done{};
}

Result<Checked> check(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                      const UpdateSettings& request) {
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  if (const auto may = authorize_at_all(tx, *caller, request.draft); !may) return std::unexpected(may.error());
  auto before = settings_of(tx, caller->team);
  auto after = apply_draft(tx, request.team, request.draft, before);
  if (!after) return std::unexpected(std::move(after.error()));
  Checked checked{std::move(*caller), {}, std::nullopt, std::nullopt, std::move(before), std::move(*after)};
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

store::Recorded record_changes(store::Transaction& tx, const Checked& checked, const store::Permit& permit, const char* action,
                               bool (*belongs)(Setting)) {
  const TeamId& team = checked.caller.team.id;
  audit::Object before, after;
  for (const Setting setting : checked.changed) {
    if (!belongs(setting)) continue;
    const char* const name = setting_names[static_cast<std::size_t>(setting)];
    before[name] = facts_of(checked.before, setting, team);
    after[name] = facts_of(checked.after, setting, team);
  }
  return store::record(tx, permit, action, {"team", team.value}, std::move(before), std::move(after));
}

bool is_session_view(Setting setting) { return setting == Setting::session_view; }
bool is_other(Setting setting) { return setting != Setting::session_view; }

/// Session View concerns those whose sessions it opens; the other settings concern everybody.
void tell_changes(store::Transaction& tx, const Checked& checked) {
  const TeamId& team = checked.caller.team.id;
  const MemberId& actor = checked.caller.member.id;
  if (checked.session_view) {
    tell_team(tx, {team, actor, policy::RoleSet{policy::Role::clinician}}, NoticeKind::session_view_changed,
              {{"enabled", checked.after.settings.session_view_enabled}});
  }
  audit::Array others;
  for (const Setting setting : checked.changed) {
    if (is_other(setting)) others.emplace_back(setting_names[static_cast<std::size_t>(setting)]);
  }
  if (!others.empty()) tell_team(tx, {team, actor, {}}, NoticeKind::settings_changed, {{"settings", std::move(others)}});
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
  auto checked = check(tx, environment, credential, request);
  if (!checked) return std::unexpected(std::move(checked.error()));
  if (checked->changed.empty()) return view_of(checked->caller, checked->before);
  store::Team& team = checked->caller.team;
  team.settings = checked->after.settings;
  std::optional<store::Recorded> recorded;
  if (checked->session_view) {
    recorded = record_changes(tx, *checked, *checked->session_view, "team.session_view.update", is_session_view);
    store::save_session_view_members(tx, *checked->session_view, *recorded, team.id, checked->after.audience_members);
  }
  if (checked->others) recorded = record_changes(tx, *checked, *checked->others, "team.settings.update", is_other);
  store::save_team(tx, checked->others ? *checked->others : *checked->session_view, *recorded, team);
  tell_changes(tx, *checked);
  checked->caller.team_facts = store::team_facts(team, environment.plans, tx.now());
  return view_of(checked->caller, checked->after);
}

Result<std::vector<std::string>> preview_settings(store::Transaction& tx, const Environment& environment,
                                                  const store::Credential& credential, const UpdateSettings& request) {
  const auto checked = check(tx, environment, credential, request);
  static_cast<void>(tx.take_record());  // a question, even a refused one, writes nothing (SPEC section 7)
  if (!checked) return std::unexpected(checked.error());
  std::vector<std::string> warnings;
  if (checked->session_view) {
    warnings = audience_sentences(tx, {request.team, checked->caller.team_facts, checked->before, checked->after});
  }
  if (checked->after.settings.require_mfa && !checked->before.settings.require_mfa) {
    const auto count = store::members_without_second_factor(tx, request.team);
    if (count > 0) {
      warnings.push_back(
          "Members who have no second factor yet and are stopped until they sign in with one: " + std::to_string(count) + ".");
    }
  }
  return warnings;
}

}  // namespace rolecall::service
