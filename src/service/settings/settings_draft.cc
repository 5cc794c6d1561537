#include "service/settings/settings_draft.h"

#include <algorithm>

#include "base/text.h"
#include "policy/catalog.h"
#include "service/sessions/session_fields.h"
#include "store/custom_roles.h"
#include "store/member.h"
#include "store/settings_facts.h"

namespace rolecall::service {
namespace {

constexpr std::size_t longest_consent = 4000;
constexpr std::size_t longest_footer = 1000;
constexpr int most_footer_lines = 12;
constexpr std::size_t largest_audience = 1000;
constexpr std::size_t most_roles = 100;
constexpr int longest_retention = 90;
constexpr int shortest_idle = 5;
constexpr int longest_idle = 240;

bool is_current(MemberState state) {
  return state == MemberState::invited || state == MemberState::active || state == MemberState::suspended;
}

/// In order, each once.
template <class IdType>
void make_set(std::vector<IdType>& ids) {
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
}

/// Collects what is wrong while the draft is put into the record.
class Application {
 public:
  Application(store::Transaction& tx, const TeamId& team, SettingsRecord record)
      : tx_(tx), team_(team), record_(std::move(record)) {}

  void session_view(const SessionViewDraft& draft) {
    auto& settings = record_.settings;
    if (draft.enabled) settings.session_view_enabled = *draft.enabled;
    if (draft.include_transcripts) settings.session_view_transcripts = *draft.include_transcripts;
    if (draft.audience_roles) audience_roles(*draft.audience_roles);
    if (draft.audience_members) audience_members(*draft.audience_members);
  }

  void consent(const ConsentDraft& draft) {
    auto& settings = record_.settings;
    if (draft.enabled) settings.consent_enabled = *draft.enabled;
    if (draft.text) consent_text(*draft.text);
    if (settings.consent_enabled && trim(settings.consent_text).empty()) {
      wrong("/consent_prompt/text", "expected a text while the prompt is on");
    }
  }

  /// It stands on every page of a PDF, above which the text needs room.
  void footer(const std::string& typed) {
    auto text = many_lines(typed, longest_footer);
    if (!text) return wrong("/content_footer", "expected at most 1000 characters");
    while (text->ends_with('\n')) text->pop_back();
    if (std::ranges::count(*text, '\n') >= most_footer_lines) return wrong("/content_footer", "expected at most 12 lines");
    record_.settings.content_footer = std::move(*text);
  }

  void retention(const std::optional<int>& days) {
    if (days && (*days < 1 || *days > longest_retention)) return wrong("/retention_days", "expected 1 to 90, or null");
    auto& settings = record_.settings;
    const bool is_shorter = days && (!settings.retention_days || *days < *settings.retention_days);
    if (!is_shorter) {
      settings.retention_days = days;
      settings.retention_next.reset();
    } else if (!settings.retention_next || settings.retention_next->days != *days) {
      settings.retention_next = store::WaitingRetention{*days, tx_.now() + retention_delay};
    }
  }

  void sign_out(const std::optional<int>& idle_minutes) {
    if (idle_minutes && (*idle_minutes < shortest_idle || *idle_minutes > longest_idle)) {
      return wrong("/sign_out_minutes", "expected 5 to 240, or null");
    }
    record_.settings.sign_out_minutes = idle_minutes;
  }

  void require_mfa(bool on) { record_.settings.require_mfa = on; }
  void emergency_access(bool on) { record_.settings.emergency_access = on; }

  [[nodiscard]] Result<SettingsRecord> result() {
    if (errors_.empty()) return std::move(record_);
    Error error = invalid_field("", "").error();
    error.fields = std::move(errors_);
    return std::unexpected(std::move(error));
  }

 private:
  /// A custom role that grants nothing in scope `viewed` is as welcome as a built-in one that does not: it opens nothing.
  void audience_roles(const std::vector<std::string>& names) {
    if (names.size() > most_roles) return wrong("/session_view/audience_roles", "expected at most 100 roles");
    policy::RoleSet roles;
    std::vector<RoleId> custom;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (const auto role = policy::role_from(names[i])) {
        roles.add(*role);
      } else if (const auto defined = store::find_custom_role(tx_, team_, RoleId{names[i]})) {
        custom.push_back(defined->id);
      } else {
        wrong("/session_view/audience_roles/" + std::to_string(i), "expected a role of this team");
      }
    }
    make_set(custom);
    record_.settings.session_view_roles = roles;
    record_.audience_custom_roles = std::move(custom);
  }

  void audience_members(const std::vector<std::string>& ids) {
    if (ids.size() > largest_audience) return wrong("/session_view/audience_members", "expected at most 1000 members");
    std::vector<MemberId> members;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto member = store::find_member(tx_, team_, MemberId{ids[i]});
      if (member && is_current(member->status_at(tx_.now()))) {
        members.push_back(member->id);
      } else {
        wrong("/session_view/audience_members/" + std::to_string(i), "expected a current member of the team");
      }
    }
    make_set(members);
    record_.audience_members = std::move(members);
  }

  void consent_text(const std::string& typed) {
    auto text = many_lines(typed, longest_consent);
    if (!text) return wrong("/consent_prompt/text", "expected at most 4000 characters");
    record_.settings.consent_text = std::move(*text);
  }

  void wrong(std::string pointer, std::string detail) { errors_.push_back({std::move(pointer), std::move(detail)}); }

  store::Transaction& tx_;
  const TeamId& team_;
  SettingsRecord record_;
  std::vector<FieldError> errors_;
};

}  // namespace

SettingsRecord settings_of(store::Transaction& tx, const store::Team& team) {
  SettingsRecord record{team.settings, store::current_session_view_members(tx, team.id),
                        store::session_view_custom_roles(tx, team.id)};
  auto& next = record.settings.retention_next;
  if (next && next->from <= tx.now()) {
    record.settings.retention_days = next->days;
    next.reset();
  }
  return record;
}

Result<SettingsRecord> apply_draft(store::Transaction& tx, const TeamId& team, const SettingsDraft& draft,
                                   const SettingsRecord& before) {
  Application application(tx, team, before);
  if (draft.session_view) application.session_view(*draft.session_view);
  if (draft.require_mfa) application.require_mfa(*draft.require_mfa);
  if (draft.consent_prompt) application.consent(*draft.consent_prompt);
  if (draft.content_footer) application.footer(*draft.content_footer);
  if (draft.retention_days) application.retention(*draft.retention_days);
  if (draft.emergency_access) application.emergency_access(*draft.emergency_access);
  if (draft.sign_out_minutes) application.sign_out(*draft.sign_out_minutes);
  return application.result();
}

}  // namespace rolecall::service
