#include <algorithm>

#include "http/request_parser.h"

namespace rolecall::http {

HeadScanner::State HeadScanner::refuse(Refused refused) {
  refused_ = refused;
  return State::refused;
}

HeadScanner::State HeadScanner::check_length(std::string_view bytes) {
  if (bytes.size() <= limits_.header_bytes) return State::more;
  if (line_start_ == 0) return refuse({414, "target_too_long", "the request target is too long"});
  return refuse({431, "headers_too_large", "the headers are too large"});
}

HeadScanner::State HeadScanner::scan(std::string_view bytes) {
  for (auto end = bytes.find('\n', line_start_); end != std::string_view::npos; end = bytes.find('\n', line_start_)) {
    const std::string_view line = bytes.substr(line_start_, end - line_start_);
    const bool is_first = line_start_ == 0;
    if (!line.ends_with('\r') || std::ranges::count(line, '\r') != 1 || line.contains('\0')) {
      return refuse({400, "malformed", "a header line holds a control character or does not end in CRLF"});
    }
    if (!is_first && (line.front() == ' ' || line.front() == '\t')) {
      return refuse({400, "malformed", "a header is folded over several lines"});
    }
    line_start_ = end + 1;
    if (line_start_ > limits_.header_bytes) return check_length(bytes);
    if (line.size() == 1) return is_first ? refuse({400, "malformed", "the request line is missing"}) : State::complete;
  }
  return check_length(bytes);
}

}  // namespace rolecall::http
