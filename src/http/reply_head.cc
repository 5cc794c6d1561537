#include "http/reply_head.h"

#include <array>
#include <charconv>

#include "http/status.h"

namespace rolecall::http {
namespace {

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_framing(std::string& out, int status, const Framing& framing) {
  if (framing.close) append_field(out, "Connection", "close");
  if (!may_have_body(status)) return;
  switch (framing.body) {
    case Framing::Body::sized:
      out.append("Content-Length: ");
      append_number(out, framing.body_size);
      out.append("\r\n");
      return;
    case Framing::Body::chunked:
      append_field(out, "Transfer-Encoding", "chunked");
      return;
    case Framing::Body::until_close:
      return;
  }
}

}  // namespace

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out, const Reply& reply, const Framing& framing) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(reply.status));
  out.append(" ").append(status_phrase(reply.status)).append("\r\n");
  if (!framing.date.empty()) append_field(out, "Date", framing.date);
  if (!reply.content_type.empty()) append_field(out, "Content-Type", reply.content_type);
  append_framing(out, reply.status, framing);
  append_field(out, "X-Request-ID", framing.request_id);
  for (const auto& [name, value] : reply.headers) append_field(out, name, value);
  append_security_headers(out, reply, framing.strict_transport);
  out.append("\r\n");
}

}  // namespace rolecall::http
