// The lines of a transcript file, and the runs of them between blank ones, one after the other: a file of nothing but line ends
// costs no memory. Knows what WebVTT leaves out, and no cue.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rolecall::clinical {

/// A line of the file, without its end, and its number, from 1.
struct NumberedLine {
  std::string_view text;
  std::size_t number = 0;
};

/// An invalid field at `/line/N`.
[[nodiscard]] std::unexpected<Error> wrong_line(const NumberedLine& line, std::string detail);

/// A line ends with LF, CR or both.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}
  std::optional<NumberedLine> next();

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

using LineBlock = std::vector<NumberedLine>;

/// The next run of lines between blank ones. Empty at the end.
/// Error: invalid at the line with which it has more than `longest_block` bytes.
[[nodiscard]] Result<LineBlock> next_block(LineReader& lines);

/// Reads past the header of WebVTT: `WEBVTT`, and lines such as `Kind: captions` below it.
/// Error: invalid at the first line that is neither, before a blank one.
[[nodiscard]] Result<Done> skip_header(LineReader& lines);

/// Reads past the comments of WebVTT that come next: `NOTE` and what follows it, `STYLE` and `REGION` on a line of their own.
void skip_comments(LineReader& lines);

/// A cue of the longest text, whatever its tags and references.
inline constexpr std::size_t longest_block = 400'000;

}  // namespace rolecall::clinical
