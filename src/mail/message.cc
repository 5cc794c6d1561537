#include "mail/message.h"

#include <string_view>

#include "base/address.h"
#include "base/text.h"
#include "mail/mime.h"

namespace rolecall::mail {
namespace {

/// A display name as a quoted string or encoded words.
std::string display_name(std::string_view name) {
  std::string encoded = header_text(name);
  if (encoded.starts_with("=?")) return encoded;
  std::string quoted = "\"";
  for (const char c : encoded) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string_view domain_of(std::string_view address) { return address.substr(address.rfind('@') + 1); }

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

void append_part(std::string& out, std::string_view boundary, std::string_view type, std::string_view content,
                 BodyEncoding encoding) {
  const std::string body = with_crlf(content);
  const bool is_plain = is_seven_bit(body);
  out += "--";
  out += boundary;
  out += "\r\n";
  append_header(out, "Content-Type", std::string(type) + "; charset=utf-8");
  if (is_plain || encoding == BodyEncoding::eight_bit) {
    append_header(out, "Content-Transfer-Encoding", is_plain ? "7bit" : "8bit");
    out += "\r\n" + body;
  } else {
    append_header(out, "Content-Transfer-Encoding", "quoted-printable");
    out += "\r\n" + quoted_printable(body);
  }
}

}  // namespace

std::expected<std::string, Failure> render_message(const OutgoingMail& mail, const Sending& from, BodyEncoding encoding) {
  const auto to = read_address(mail.to);
  if (!to || !is_valid_utf8(mail.subject)) return std::unexpected(Failure::message_refused);
  // The id holds random bits, so that no text of a mail can hold the boundary.
  const std::string boundary = "=_" + mail.id.value;
  std::string out;
  append_header(out, "Date", mail_date(mail.created_at));
  append_header(out, "From", display_name(from.name) + " <" + from.address + ">");
  append_header(out, "To", to->spelling);
  append_header(out, "Subject", header_text(mail.subject));
  append_header(out, "Message-ID", "<" + mail.id.value + "@" + std::string(domain_of(from.address)) + ">");
  append_header(out, "Auto-Submitted", "auto-generated");
  append_header(out, "MIME-Version", "1.0");
  append_header(out, "Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"");
  out += "\r\n";
  append_part(out, boundary, "text/plain", mail.text, encoding);
  append_part(out, boundary, "text/html", mail.html, encoding);
  out += "--" + boundary + "--\r\n";
  return out;
}

}  // namespace rolecall::mail
