#include "service/settings/audience_preview.h"

#include <algorithm>
#include <array>
#include <map>

#include "service/access/session_rights.h"
#include "store/custom_grants.h"
#include "store/custom_roles.h"
#include "store/seated_members.h"
#include "store/session_view_audience.h"

namespace rolecall::service {
namespace {

constexpr std::size_t most_names = 10;

using Grants = std::map<RoleId, policy::GrantSet>;

/// An active member, and each of his custom roles with what it grants.
struct PossibleViewer {
  store::Member member;
  policy::Subject subject;
  Grants custom;
};

policy::GrantSet granted_by(const Grants& held, const std::vector<RoleId>& roles) {
  policy::GrantSet granted;
  for (const RoleId& role : roles) {
    if (const auto found = held.find(role); found != held.end()) granted = granted | found->second;
  }
  return granted;
}

policy::GrantSet granted_together(const Grants& held) {
  policy::GrantSet granted;
  for (const auto& [role, grants] : held) granted = granted | grants;
  return granted;
}

policy::SessionViewFacts view_of(const SettingsRecord& record, const PossibleViewer& viewer) {
  policy::SessionViewFacts view;
  view.enabled = record.settings.session_view_enabled;
  view.audience_roles = record.settings.session_view_roles;
  view.audience_custom = granted_by(viewer.custom, record.audience_custom_roles);
  view.names_subject = std::ranges::find(record.audience_members, viewer.member.id) != record.audience_members.end();
  view.include_transcripts = record.settings.session_view_transcripts;
  return view;
}

struct Kind {
  policy::Action action;
  const char* content;
};
constexpr std::array kinds{Kind{policy::Action::session_read, "session details"}, Kind{policy::Action::note_read, "notes"},
                           Kind{policy::Action::transcript_read, "transcripts"},
                           Kind{policy::Action::document_read, "documents"}};

policy::ActionSet readings_in(const SettingsRecord& record, policy::TeamFacts facts, const PossibleViewer& viewer) {
  facts.session_view = view_of(record, viewer);
  return readings_of_colleagues(viewer.subject, facts);
}

/// Built-in roles view notes, their sessions and documents together: who is named for notes is not named for those again.
policy::ActionSet worth_saying(const policy::ActionSet& readings) {
  constexpr policy::ActionSet beside_notes{policy::Action::session_read, policy::Action::document_read};
  return readings.has(policy::Action::note_read) ? readings - beside_notes : readings;
}

/// The names of one kind.
struct Affected {
  std::vector<std::string> gaining;
  std::vector<std::string> losing;
};
using Changes = std::array<Affected, kinds.size()>;

void add_affected(Changes& changes, const std::string& name, const policy::ActionSet& before, const policy::ActionSet& after) {
  const auto gained = worth_saying(after - before);
  const auto lost = worth_saying(before - after);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (gained.has(kinds[i].action)) changes[i].gaining.push_back(name);
    if (lost.has(kinds[i].action)) changes[i].losing.push_back(name);
  }
}

std::string listed_names(const std::vector<std::string>& names) {
  std::string text;
  const std::size_t shown = std::min(names.size(), most_names);
  for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

void add_sentences(std::vector<std::string>& sentences, Affected change, const Kind& kind) {
  std::ranges::sort(change.gaining);
  std::ranges::sort(change.losing);
  const std::string content = std::string("read the ") + kind.content + " of all clinicians: ";
  if (!change.gaining.empty()) sentences.push_back("Can then " + content + listed_names(change.gaining) + ".");
  if (!change.losing.empty()) sentences.push_back("Can no longer " + content + listed_names(change.losing) + ".");
}

/// Every active member.
std::vector<PossibleViewer> viewers_in(store::Transaction& tx, const TeamId& team) {
  Grants defined;
  for (const auto& role : store::list_custom_roles(tx, team)) defined[role.id] = role.grants;
  const auto held = store::custom_roles_held(tx, team);
  std::vector<PossibleViewer> viewers;
  for (store::Member& member : store::seated_members(tx, team)) {
    if (member.status != MemberState::active) continue;
    PossibleViewer viewer{std::move(member), {}, {}};
    if (const auto roles = held.find(viewer.member.id); roles != held.end()) {
      for (const RoleId& role : roles->second) viewer.custom[role] = defined[role];
    }
    viewer.subject = store::subject_with(viewer.member, granted_together(viewer.custom), tx.now());
    viewers.push_back(std::move(viewer));
  }
  return viewers;
}

}  // namespace

AudienceChange preview_audience(store::Transaction& tx, const AudienceQuestion& question) {
  Changes changes;
  AudienceChange change;
  for (const PossibleViewer& viewer : viewers_in(tx, question.team)) {
    const auto before = readings_in(question.before, question.facts, viewer);
    const auto after = readings_in(question.after, question.facts, viewer);
    add_affected(changes, viewer.member.name, before, after);
    change.is_read_before = change.is_read_before || !before.empty();
    change.is_read_after = change.is_read_after || !after.empty();
  }
  for (std::size_t i = 0; i < kinds.size(); ++i) add_sentences(change.sentences, std::move(changes[i]), kinds[i]);
  return change;
}

}  // namespace rolecall::service
