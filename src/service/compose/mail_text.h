// What a mail says: subject, a plain text part and an HTML part with the same sentences. Pure; the outbox stores it, mail/ sends
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolecall::service::compose {

struct MailText {
  std::string subject;
  std::string text;
  std::string html;
};

/// The one button of a mail. INVARIANT: `url` is made by us from the public URL.
struct MailAction {
  std::string label;
  std::string url;
};

/// A mail before it is set. Paragraphs are plain text: names in them have gone through `shown_name`; `render` escapes.
struct Letter {
  std::string subject;  ///< ours alone: no name, no token, no clinical text
  std::string heading;
  std::vector<std::string> paragraphs;
  std::optional<MailAction> action;
  std::vector<std::string> closing;  ///< small print under the button
};

/// The calm design that all mails share.
[[nodiscard]] MailText render(const Letter& letter);

/// A name that somebody else chose, fit for a mail: one line, at most 60 code points, no control characters, nothing that a mail
/// program turns into a link ("evil.example" becomes "evil. example", words with :// or www. go). `otherwise` when nothing is
/// left. Not escaped: `render` does that. Source: TRAPS, invitations.
[[nodiscard]] std::string shown_name(std::string_view name, std::string_view otherwise);

/// "A", "A and B", "A, B and C"; each through `shown_name`. "no role" when empty.
[[nodiscard]] std::string shown_roles(const std::vector<std::string>& role_names);

/// "1 session", "2 sessions".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view noun);

}  // namespace rolecall::service::compose
