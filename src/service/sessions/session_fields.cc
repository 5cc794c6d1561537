#include "service/sessions/session_fields.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/text_bound.h"
#include "clinical/search_words.h"
#include "policy/decide.h"
#include "store/session_content.h"

namespace rolecall::service {
namespace {

std::optional<int> digits(std::string_view text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool is_number = error == std::errc{} && stop == end && text.front() >= '0' && text.front() <= '9';
  return is_number ? std::optional(number) : std::nullopt;
}

/// YYYY-MM-DD as the instant at which that day begins.
std::optional<Instant> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return from_civil({.year = *year, .month = *month, .day = *day});
}

/// Anywhere on earth it may be tomorrow already.
bool is_birthday(std::string_view text, Instant now) {
  const auto day = parse_day(text);
  return day && *day <= now + hours(14);
}

bool lacks_consent(const store::TeamCaller& caller, const store::Session& session) {
  return !session.consent && asks_consent(caller);
}

std::unexpected<Error> consent_needed() {
  return fail(Code::conflict, "consent_needed",
              "this team asks for the patient's consent: confirm it with `consent_confirmed` when the session starts, and before "
              "anything is recorded or written in it");
}

}  // namespace

std::optional<std::string> many_lines(std::string_view text, std::size_t max_code_points) {
  if (is_longer_in_any_form(text, max_code_points)) return std::nullopt;
  auto normal = nfc(lines_without_control_characters(text));
  if (!normal || length_in_code_points(*normal) > max_code_points) return std::nullopt;
  return normal;
}

Result<store::SessionContent> check_content(store::SessionContent content, Instant now) {
  store::Patient& patient = content.patient;
  const auto name = one_line(patient.name, longest_patient_name);
  if (!name) return invalid_field("/patient/name", "expected 1 to 200 characters on one line");
  patient.name = *name;
  if (!patient.date_of_birth.empty() && !is_birthday(patient.date_of_birth, now)) {
    return invalid_field("/patient/date_of_birth", "expected a date such as `1980-02-29`, not in the future");
  }
  if (!patient.identifier.empty()) {
    const auto identifier = one_line(patient.identifier, longest_identifier);
    if (!identifier) return invalid_field("/patient/identifier", "expected at most 64 characters on one line");
    patient.identifier = *identifier;
  }
  auto context = many_lines(content.context, longest_context);
  if (!context) return invalid_field("/context", "expected at most 20,000 characters");
  content.context = std::move(*context);
  return content;
}

store::SearchKeys keys_of(const store::SessionContent& content) {
  const store::Patient& patient = content.patient;
  return {clinical::words_of_patient(patient.name, patient.identifier, patient.date_of_birth),
          clinical::identifier_key(patient.identifier)};
}

bool asks_consent(const store::TeamCaller& caller) {
  return caller.team.settings.consent_enabled && caller.team_facts.features.has(policy::Feature::team_policies);
}

Result<Done> check_consent_to_start(const store::TeamCaller& caller, SessionStatus before, const store::Session& session) {
  const bool starts = before == SessionStatus::draft && session.status != SessionStatus::draft;
  if (!starts || !lacks_consent(caller, session)) return Done{};
  return consent_needed();
}

Result<Done> check_consent_to_content(store::Transaction& tx, const store::TeamCaller& caller, const store::Session& session) {
  if (session.status != SessionStatus::draft || !lacks_consent(caller, session)) return Done{};
  if (store::has_content(tx, session.id)) return Done{};
  return consent_needed();
}

bool may_hold_sessions(store::Transaction& tx, const store::Member& member) {
  if (member.status != MemberState::active) return false;
  const auto scopes = policy::scopes_held(store::subject_of(tx, member, tx.now()), policy::Action::session_create);
  return scopes.has(policy::Scope::own);
}

}  // namespace rolecall::service
