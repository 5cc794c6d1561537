// The placeholders of templates, `{{patient.name}}`: which exist, where an unknown one stands, and filling them in
// (SPEC section 5). Knows no store.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolecall::clinical {

struct Placeholder {
  std::string_view name;
  std::string_view sentence;  // what stands there in the note or document
};

inline constexpr std::array<Placeholder, 11> placeholders{{
    {"patient.name", "The name of the patient."},
    {"patient.date_of_birth", "The date of birth of the patient."},
    {"patient.identifier", "The clinic's identifier of the patient."},
    {"session.date", "The day on which the session started."},
    {"session.context", "The context that was noted for the session."},
    {"clinician.name", "The name of the session's clinician."},
    {"author.name", "The name of who writes the note or document."},
    {"team.name", "The name of the team."},
    {"today", "The day on which the note or document is made."},
    {"transcript", "The whole transcript, one line for each segment."},
    {"note", "The latest note of the session."},
}};

/// A `{{…}}` that is none of the list, or that is not closed. Lines and columns count from 1, columns in code points.
struct PlaceholderError {
  std::size_t line = 0;
  std::size_t column = 0;
  std::string placeholder;
  std::string detail;
};

/// In the order of the text. `\{{` is an ordinary text.
[[nodiscard]] std::vector<PlaceholderError> check_placeholders(std::string_view body);

/// The placeholders that the body uses, each once.
[[nodiscard]] std::vector<std::string_view> placeholders_in(std::string_view body);

/// Values by the name of the placeholder; a missing one leaves nothing. Values are text and are not looked into again, so that
/// a patient named `{{note}}` stays one. Nothing when it would be more than `longest` code points: it is filled no further than
/// that. INVARIANT: check_placeholders found nothing.
[[nodiscard]] std::optional<std::string> fill_placeholders(std::string_view body,
                                                           const std::map<std::string, std::string, std::less<>>& values,
                                                           std::size_t longest);

}  // namespace rolecall::clinical
