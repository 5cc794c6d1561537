#include "service/settings/audience_preview.h"

#include <algorithm>
#include <map>

#include "policy/decide.h"
#include "store/caller.h"
#include "store/custom_roles.h"
#include "store/seated_members.h"
#include "store/session_view_audience.h"

namespace rolecall::service {
namespace {

constexpr std::size_t most_names = 10;

using Grants = std::map<RoleId, policy::GrantSet>;

/// An active member, and each of his custom roles with what it grants.
struct Viewer {
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

policy::SessionViewFacts view_of(const SettingsRecord& record, const Viewer& viewer) {
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
  policy::ResourceKind resource;
  const char* content;
};
constexpr Kind notes{policy::Action::note_read, policy::ResourceKind::note, "notes"};
constexpr Kind transcripts{policy::Action::transcript_read, policy::ResourceKind::transcript, "transcripts"};

/// Asked on what a colleague has neither restricted, shared nor delegated.
bool reads_colleagues(const policy::Subject& subject, const policy::TeamFacts& facts, const Kind& kind) {
  policy::Question question;
  question.subject = subject;
  question.action = kind.action;
  question.team = facts;
  question.resource.kind = kind.resource;
  question.resource.known = true;
  question.resource.restricted = false;
  question.resource.retention_expired = false;
  return policy::decide(question).permitted();
}

struct Change {
  std::vector<std::string> gaining;
  std::vector<std::string> losing;
  bool is_read_before = false;
  bool is_read_after = false;
};

void add_member(Change& change, const AudienceQuestion& question, const Viewer& viewer, const Kind& kind) {
  policy::TeamFacts before = question.facts;
  policy::TeamFacts after = question.facts;
  before.session_view = view_of(question.before, viewer);
  after.session_view = view_of(question.after, viewer);
  const bool could = reads_colleagues(viewer.subject, before, kind);
  const bool can = reads_colleagues(viewer.subject, after, kind);
  change.is_read_before = change.is_read_before || could;
  change.is_read_after = change.is_read_after || can;
  if (can == could) return;
  (can ? change.gaining : change.losing).push_back(viewer.member.name);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  const std::size_t shown = std::min(names.size(), most_names);
  for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

void add_sentences(std::vector<std::string>& sentences, const Change& change, const Kind& kind) {
  const std::string content = std::string("read the ") + kind.content + " of all clinicians: ";
  if (!change.gaining.empty()) sentences.push_back("Can then " + content + listed(change.gaining) + ".");
  if (!change.losing.empty()) sentences.push_back("Can no longer " + content + listed(change.losing) + ".");
}

/// Every active member.
std::vector<Viewer> viewers_in(store::Transaction& tx, const TeamId& team) {
  Grants defined;
  for (const auto& role : store::list_custom_roles(tx, team)) defined[role.id] = role.grants;
  const auto held = store::custom_roles_held(tx, team);
  std::vector<Viewer> viewers;
  for (store::Member& member : store::seated_members(tx, team)) {
    if (member.status != MemberState::active) continue;
    Viewer viewer{std::move(member), {}, {}};
    viewer.subject = store::subject_of(tx, viewer.member, tx.now());
    if (const auto roles = held.find(viewer.member.id); roles != held.end()) {
      for (const RoleId& role : roles->second) viewer.custom[role] = defined[role];
    }
    viewers.push_back(std::move(viewer));
  }
  return viewers;
}

}  // namespace

AudienceChange preview_audience(store::Transaction& tx, const AudienceQuestion& question) {
  Change of_notes, of_transcripts;
  for (const Viewer& viewer : viewers_in(tx, question.team)) {
    add_member(of_notes, question, viewer, notes);
    add_member(of_transcripts, question, viewer, transcripts);
  }
  for (Change* const change : {&of_notes, &of_transcripts}) {
    std::ranges::sort(change->gaining);
    std::ranges::sort(change->losing);
  }
  AudienceChange change{{}, of_notes.is_read_before, of_notes.is_read_after};
  add_sentences(change.sentences, of_notes, notes);
  add_sentences(change.sentences, of_transcripts, transcripts);
  return change;
}

}  // namespace rolecall::service
