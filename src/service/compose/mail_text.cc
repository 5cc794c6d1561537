#include "service/compose/mail_text.h"

#include <fmt/format.h>

namespace rolecall::service::compose {
namespace {

constexpr std::string_view signature = "Sent by Rolecall. Nobody reads answers to this address.";

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string plain_text(const Letter& letter) {
  std::string out = letter.heading + "\n\n";
  for (const std::string& paragraph : letter.paragraphs) out += paragraph + "\n\n";
  if (letter.action) out += fmt::format("{}:\n{}\n\n", letter.action->label, letter.action->url);
  for (const std::string& paragraph : letter.closing) out += paragraph + "\n\n";
  return out + "-- \n" + std::string(signature) + "\n";
}

std::string button(const MailAction& action) {
  const std::string url = escaped(action.url);
  return fmt::format(
      "<p style=\"margin:28px 0\"><a href=\"{}\" style=\"display:inline-block;padding:12px "
      "22px;border-radius:8px;background:#0f5c66;"
      "color:#ffffff;text-decoration:none;font-weight:600\">{}</a></p>\n"
      "<p style=\"margin:0 0 16px;font-size:13px;color:#52606d\">If the button does not work, open this address:<br>"
      "<span style=\"word-break:break-all\">{}</span></p>\n",
      url, escaped(action.label), url);
}

std::string html_text(const Letter& letter) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>{}</title></head>\n"
      "<body style=\"margin:0;padding:24px 12px;background:#f3f6f7;font-family:system-ui,-apple-system,'Segoe "
      "UI',Roboto,sans-serif;"
      "font-size:16px;line-height:1.5;color:#1f2933\">\n"
      "<div style=\"max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid "
      "#dde4e8;border-radius:12px\">\n"
      "<h1 style=\"margin:0 0 20px;font-size:21px;line-height:1.3;font-weight:600\">{}</h1>\n",
      escaped(letter.subject), escaped(letter.heading));
  for (const std::string& paragraph : letter.paragraphs)
    out += fmt::format("<p style=\"margin:0 0 16px\">{}</p>\n", escaped(paragraph));
  if (letter.action) out += button(*letter.action);
  for (const std::string& paragraph : letter.closing)
    out += fmt::format("<p style=\"margin:0 0 12px;font-size:13px;color:#52606d\">{}</p>\n", escaped(paragraph));
  return out +
         fmt::format(
             "</div>\n<p style=\"max-width:560px;margin:16px auto 0;font-size:12px;color:#52606d\">{}</p>\n</body></html>\n",
             signature);
}

}  // namespace

std::string counted(std::int64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

MailText render(const Letter& letter) { return {letter.subject, plain_text(letter), html_text(letter)}; }

}  // namespace rolecall::service::compose
