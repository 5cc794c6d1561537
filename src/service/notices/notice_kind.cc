#include "service/notices/notice_kind.h"

#include <array>
#include <optional>
#include <vector>

#include "audit/value.h"
#include "service/compose/mail_text.h"

namespace rolecall::service {
namespace {

struct KindEntry {
  NoticeKind kind;
  std::string_view name;
};

constexpr std::array all_kinds{
    KindEntry{NoticeKind::roles_changed, "roles_changed"},
    KindEntry{NoticeKind::role_redefined, "role_redefined"},
    KindEntry{NoticeKind::suspended, "suspended"},
    KindEntry{NoticeKind::reactivated, "reactivated"},
    KindEntry{NoticeKind::removed, "removed"},
    KindEntry{NoticeKind::logins_revoked, "logins_revoked"},
    KindEntry{NoticeKind::ownership_offered, "ownership_offered"},
    KindEntry{NoticeKind::ownership_offer_ended, "ownership_offer_ended"},
    KindEntry{NoticeKind::ownership_taken, "ownership_taken"},
    KindEntry{NoticeKind::ownership_given, "ownership_given"},
    KindEntry{NoticeKind::invitations_revoked, "invitations_revoked"},
    KindEntry{NoticeKind::invitation_declined, "invitation_declined"},
    KindEntry{NoticeKind::session_view_changed, "session_view_changed"},
    KindEntry{NoticeKind::settings_changed, "settings_changed"},
    KindEntry{NoticeKind::team_deleted, "team_deleted"},
    KindEntry{NoticeKind::team_restored, "team_restored"},
    KindEntry{NoticeKind::sessions_received, "sessions_received"},
    KindEntry{NoticeKind::sessions_handed_over, "sessions_handed_over"},
    KindEntry{NoticeKind::share_ended, "share_ended"},
    KindEntry{NoticeKind::emergency_opened, "emergency_opened"},
    KindEntry{NoticeKind::emergency_review_due, "emergency_review_due"},
    KindEntry{NoticeKind::share_given, "share_given"},
    KindEntry{NoticeKind::delegation_given, "delegation_given"},
    KindEntry{NoticeKind::delegation_ended, "delegation_ended"},
    KindEntry{NoticeKind::proposal_decided, "proposal_decided"},
    KindEntry{NoticeKind::trial_ending, "trial_ending"},
    KindEntry{NoticeKind::invoice_issued, "invoice_issued"},
    KindEntry{NoticeKind::invoice_overdue, "invoice_overdue"},
};

std::optional<NoticeKind> kind_from(std::string_view name) {
  for (const KindEntry& entry : all_kinds) {
    if (entry.name == name) return entry.kind;
  }
  return std::nullopt;
}

const audit::Value* fact(const audit::Object& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() ? nullptr : &found->second;
}

std::string text_fact(const audit::Object& facts, std::string_view name) {
  const auto* const value = fact(facts, name);
  const auto* const text = value ? value->text() : nullptr;
  return text ? *text : std::string();
}

std::vector<std::string> list_fact(const audit::Object& facts, std::string_view name) {
  std::vector<std::string> found;
  const auto* const value = fact(facts, name);
  const auto* const items = value ? std::get_if<audit::Array>(&value->data) : nullptr;
  if (!items) return found;
  for (const audit::Value& item : *items) {
    if (const auto* const text = item.text()) found.push_back(*text);
  }
  return found;
}

std::string setting_words(const std::string& setting) {
  if (setting == "require_mfa") return "two-factor sign-in";
  if (setting == "consent_prompt") return "the consent prompt";
  if (setting == "content_footer") return "the footer of documents";
  if (setting == "retention_days") return "how long sessions are kept";
  if (setting == "emergency_access") return "emergency access";
  if (setting == "sign_out_minutes") return "when idle members are signed out";
  return setting;
}

std::string enumerated(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string settings_sentence(const audit::Object& facts, const std::string& team) {
  std::vector<std::string> words;
  for (const auto& setting : list_fact(facts, "settings")) words.push_back(setting_words(setting));
  return "The settings of " + team + " have changed: " + enumerated(words) + ".";
}

std::string offer_ended_sentence(const std::string& outcome, const std::string& team) {
  if (outcome == "declined") return "Your offer of the ownership of " + team + " was declined.";
  if (outcome == "withdrawn") return "The offer of the ownership of " + team + " was withdrawn.";
  if (outcome == "recipient_left") return "Your offer of the ownership of " + team + " ended, because the member left.";
  return "Your offer of the ownership of " + team + " was not accepted in time.";
}

std::string counted_fact(const audit::Object& facts, std::string_view name, const std::string& noun) {
  const auto* const value = fact(facts, name);
  const auto* const count = value ? value->number() : nullptr;
  const std::int64_t number = count ? *count : 0;
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string revoked_sentence(const audit::Object& facts, const std::string& team) {
  const auto* const value = fact(facts, "count");
  const auto* const count = value ? value->number() : nullptr;
  const std::string what = count && *count == 1 ? "One invitation" : (count ? std::to_string(*count) : "Some") + " invitations";
  return what + " to " + team + (count && *count == 1 ? " was" : " were") +
         " revoked, because the person who sent them may not invite any more.";
}

bool is_true(const audit::Object& facts, std::string_view name) {
  const auto* const value = fact(facts, name);
  const auto* const truth = value ? std::get_if<bool>(&value->data) : nullptr;
  return truth != nullptr && *truth;
}

std::string number_fact(const audit::Object& facts, std::string_view name) {
  const auto* const value = fact(facts, name);
  const auto* const number = value ? value->number() : nullptr;
  return number ? " " + std::to_string(*number) : std::string();
}

std::string share_sentence(const std::string& level, const std::string& team) {
  if (level == "edit") return "A session in " + team + " is shared with you: you can read and edit it.";
  if (level == "full") return "A session in " + team + " is shared with you: you can read, edit and share it.";
  return "A session in " + team + " is shared with you: you can read it.";
}

/// The fact that holds the id of what the notice is about, and the type of that.
struct Subject {
  std::string_view type;
  std::string_view fact;
};

std::optional<Subject> subject_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::share_ended:
    case NoticeKind::share_given:
      return Subject{"session", "session"};
    case NoticeKind::delegation_given:
    case NoticeKind::delegation_ended:
      return Subject{"delegation", "delegation"};
    case NoticeKind::emergency_review_due:
      return Subject{"emergency", "emergency"};
    case NoticeKind::proposal_decided:
      return Subject{"proposal", "proposal"};
    case NoticeKind::trial_ending:
      return Subject{"billing", ""};
    case NoticeKind::invoice_issued:
    case NoticeKind::invoice_overdue:
      return Subject{"invoice", "invoice"};
    case NoticeKind::roles_changed:
    case NoticeKind::role_redefined:
    case NoticeKind::suspended:
    case NoticeKind::reactivated:
    case NoticeKind::removed:
    case NoticeKind::logins_revoked:
    case NoticeKind::ownership_offered:
    case NoticeKind::ownership_offer_ended:
    case NoticeKind::ownership_taken:
    case NoticeKind::ownership_given:
    case NoticeKind::invitations_revoked:
    case NoticeKind::invitation_declined:
    case NoticeKind::session_view_changed:
    case NoticeKind::settings_changed:
    case NoticeKind::team_deleted:
    case NoticeKind::team_restored:
    case NoticeKind::sessions_received:
    case NoticeKind::sessions_handed_over:
    case NoticeKind::emergency_opened:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string sentence_of(NoticeKind kind, const audit::Object& facts, const std::string& team) {
  switch (kind) {
    case NoticeKind::roles_changed:
      return "Your roles in " + team + " have changed from " + compose::shown_roles(list_fact(facts, "before")) + " to " +
             compose::shown_roles(list_fact(facts, "after")) + ".";
    case NoticeKind::role_redefined:
      return "What your role " + text_fact(facts, "role") + " in " + team + " allows has changed.";
    case NoticeKind::suspended:
      return "Your access to " + team + " is suspended.";
    case NoticeKind::reactivated:
      return "Your access to " + team + " is back.";
    case NoticeKind::removed:
      return "You are no longer a member of " + team + ".";
    case NoticeKind::logins_revoked:
      return "Everybody who was signed in as you has to sign in again for " + team + ".";
    case NoticeKind::ownership_offered:
      return "You are offered the ownership of " + team + ".";
    case NoticeKind::ownership_offer_ended:
      return offer_ended_sentence(text_fact(facts, "outcome"), team);
    case NoticeKind::ownership_taken:
      return "You are the Account Owner of " + team + " now.";
    case NoticeKind::ownership_given:
      return "You have handed over the ownership of " + team + ".";
    case NoticeKind::invitations_revoked:
      return revoked_sentence(facts, team);
    case NoticeKind::invitation_declined:
      return "An invitation to " + team + " that you sent was declined.";
    case NoticeKind::session_view_changed:
      return is_true(facts, "enabled")
                 ? "Session View of " + team + " has changed: chosen colleagues can read the sessions of all clinicians."
                 : "Session View of " + team + " is off.";
    case NoticeKind::settings_changed:
      return settings_sentence(facts, team);
    case NoticeKind::team_deleted:
      return team + " was deleted by its owner.";
    case NoticeKind::team_restored:
      return team + " is restored.";
    case NoticeKind::sessions_received:
      return "You took over in " + team + ": " + counted_fact(facts, "sessions", "session") + " and " +
             counted_fact(facts, "templates", "personal template") + ".";
    case NoticeKind::sessions_handed_over:
      return "Another member took over in " + team + ": " + counted_fact(facts, "sessions", "session") + " and " +
             counted_fact(facts, "templates", "personal template") + ".";
    case NoticeKind::share_ended:
      return "An administrator of " + team + " ended a share of one of your sessions.";
    case NoticeKind::emergency_opened:
      return "Emergency access in " + team + " opened " + counted_fact(facts, "sessions", "session") +
             (is_true(facts, "own") ? " of yours with one patient." : " of one patient.");
    case NoticeKind::emergency_review_due:
      return "An emergency access in " + team + " waits for your review.";
    case NoticeKind::share_given:
      return share_sentence(text_fact(facts, "level"), team);
    case NoticeKind::delegation_given:
      return "A clinician of " + team + " lets you work on their sessions for a time.";
    case NoticeKind::delegation_ended:
      return "A delegation of sessions in " + team + " between you and somebody else has ended.";
    case NoticeKind::proposal_decided:
      return "The template that you proposed to " + team + " was " + (is_true(facts, "accepted") ? "accepted." : "declined.");
    case NoticeKind::trial_ending:
      return "The trial of " + team + " ends soon.";
    case NoticeKind::invoice_issued:
      return "Invoice" + number_fact(facts, "number") + " of " + team + " is issued.";
    case NoticeKind::invoice_overdue:
      return "Invoice" + number_fact(facts, "number") + " of " + team + " is overdue.";
  }
  return {};
}

}  // namespace

std::string_view name_of(NoticeKind kind) { return all_kinds[static_cast<std::size_t>(kind)].name; }

std::optional<NoticeTarget> notice_target(std::string_view kind, std::string_view facts, std::string_view team) {
  const auto known = kind_from(kind);
  const auto subject = known ? subject_of(*known) : std::nullopt;
  if (!subject) return std::nullopt;
  if (subject->fact.empty()) return NoticeTarget{subject->type, std::string(team)};
  const auto value = audit::parse_canonical(facts);
  const auto* const object = value ? std::get_if<audit::Object>(&value->data) : nullptr;
  auto id = object ? text_fact(*object, subject->fact) : std::string();
  if (id.empty()) return std::nullopt;
  return NoticeTarget{subject->type, std::move(id)};
}

std::string notice_sentence(std::string_view kind, std::string_view facts, const std::string& team) {
  const auto known = kind_from(kind);
  const auto value = audit::parse_canonical(facts);
  const auto* const object = value ? std::get_if<audit::Object>(&value->data) : nullptr;
  const std::string shown = team.empty() ? "your team" : team;
  if (!known || !object) return "Something has changed in " + shown + ".";
  return sentence_of(*known, *object, shown);
}

}  // namespace rolecall::service
