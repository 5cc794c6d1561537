// The encodings of mail: words of a header (RFC 2047), bodies (RFC 2045) and dates (RFC 5322).
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace rolecall::mail {

/// Text for an unstructured header: as it is when plain ASCII, else folded words in UTF-8 and base64, each at most 75 characters.
/// Control characters are left out. INVARIANT: `text` is valid UTF-8.
[[nodiscard]] std::string header_text(std::string_view text);

/// Line ends as CRLF, the last line ended.
[[nodiscard]] std::string with_crlf(std::string_view text);

/// Every byte below 127 and every line at most 998 long: may travel as 7bit without encoding.
[[nodiscard]] bool is_seven_bit(std::string_view text);

/// Quoted-printable of text with CRLF line ends; lines of at most 76 characters.
[[nodiscard]] std::string quoted_printable(std::string_view text);

/// `Sun, 01 Mar 2026 10:30:00 +0000`.
[[nodiscard]] std::string mail_date(Instant at);

}  // namespace rolecall::mail
