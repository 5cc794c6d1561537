// Who speaks and what is said, out of the text of a cue or a line. Each is read once from front to back.
#pragma once

#include <string>
#include <string_view>

namespace rolecall::clinical {

struct Spoken {
  std::string speaker;  // may be empty
  std::string text;
};

/// `Name: words` with a short name gives the speaker; times and addresses such as `10: 30` or `https:` are none.
[[nodiscard]] Spoken spoken_in_line(std::string_view line);

/// WebVTT: `<v Name>` names the speaker, every other tag goes; `&lt;`, `&gt;`, `&amp;` and `&nbsp;` are read, and what they say
/// is not read again. Without a `<v>` as spoken_in_line.
[[nodiscard]] Spoken spoken_in_cue(std::string_view cue);

}  // namespace rolecall::clinical
