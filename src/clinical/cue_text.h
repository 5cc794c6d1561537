// Who speaks and what is said, out of the text of a cue or a line. Each is read once from front to back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rolecall::clinical {

struct Spoken {
  std::string speaker;  // may be empty
  std::string text;
  bool operator==(const Spoken&) const = default;
};

/// `Name: words` with a short name gives the speaker; times and addresses such as `10: 30` or `https:` are none.
[[nodiscard]] Spoken spoken_in_line(std::string_view line);

/// What each voice of the cue says, in order: `<v Name>` begins one and `</v>` ends it; what stands in none is read as
/// spoken_in_line. Only the tags of WebVTT and SubRip go (b, i, u, s, c, ruby, rt, lang, v, font, and times such as
/// `<00:01.000>`); any other `<` was said. `&lt;`, `&gt;`, `&amp;` and `&nbsp;` are read, and what they say is not read again.
[[nodiscard]] std::vector<Spoken> spoken_in_cue(std::string_view cue);

}  // namespace rolecall::clinical
