#include "service/settings/audience_preview.h"

#include <algorithm>

#include "policy/decide.h"
#include "store/caller.h"
#include "store/seated_members.h"

namespace rolecall::service {
namespace {

constexpr std::size_t most_names = 10;

policy::SessionViewFacts view_of(const SettingsRecord& record, const MemberId& member) {
  policy::SessionViewFacts view;
  view.enabled = record.settings.session_view_enabled;
  view.audience_roles = record.settings.session_view_roles;
  view.names_subject = std::ranges::find(record.audience_members, member) != record.audience_members.end();
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

void add_member(Change& change, const AudienceQuestion& question, const store::Member& member, const policy::Subject& subject,
                const Kind& kind) {
  policy::TeamFacts before = question.facts;
  policy::TeamFacts after = question.facts;
  before.session_view = view_of(question.before, member.id);
  after.session_view = view_of(question.after, member.id);
  const bool could = reads_colleagues(subject, before, kind);
  const bool can = reads_colleagues(subject, after, kind);
  change.is_read_before = change.is_read_before || could;
  change.is_read_after = change.is_read_after || can;
  if (can == could) return;
  (can ? change.gaining : change.losing).push_back(member.name);
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

}  // namespace

AudienceChange preview_audience(store::Transaction& tx, const AudienceQuestion& question) {
  Change of_notes, of_transcripts;
  for (const store::Member& member : store::seated_members(tx, question.team)) {
    if (member.status != MemberState::active) continue;
    const auto subject = store::subject_of(tx, member, tx.now());
    add_member(of_notes, question, member, subject, notes);
    add_member(of_transcripts, question, member, subject, transcripts);
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
