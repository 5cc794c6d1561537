#include "mail/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/mail_example.h"
#include "mail/mime.h"

namespace rolecall::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string rendered(const OutgoingMail& mail, BodyEncoding encoding) {
  const auto message = render_message(mail, {"Rolecall", example_sender()}, encoding);
  EXPECT_TRUE(message);
  return message.value_or("");
}

TEST(Message, HasTheHeadersOfAMailThatAProgramSent) {
  const std::string message = rendered(example_mail(), BodyEncoding::eight_bit);
  EXPECT_THAT(message, HasSubstr("Date: Sun, 01 Mar 2026 10:30:00 +0000\r\n"));
  EXPECT_THAT(message, HasSubstr("From: \"Rolecall\" <rolecall@mail.example>\r\n"));
  EXPECT_THAT(message, HasSubstr("To: jane@clinic.example\r\n"));
  EXPECT_THAT(message, HasSubstr("Subject: You are invited\r\n"));
  EXPECT_THAT(message, HasSubstr("Message-ID: <mai_01hexample@mail.example>\r\n"));
  EXPECT_THAT(message, HasSubstr("Auto-Submitted: auto-generated\r\n"));
  EXPECT_THAT(message, HasSubstr("Content-Type: multipart/alternative; boundary=\"=_mai_01hexample\"\r\n"));
}

TEST(Message, IsTheSameMailEachTimeItIsTried) {
  EXPECT_EQ(rendered(example_mail(), BodyEncoding::seven_bit), rendered(example_mail(), BodyEncoding::seven_bit));
}

TEST(Message, HasATextPartAndThenAnHtmlPart) {
  const std::string message = rendered(example_mail(), BodyEncoding::eight_bit);
  const std::size_t text = message.find("--=_mai_01hexample\r\nContent-Type: text/plain; charset=utf-8\r\n");
  const std::size_t html = message.find("--=_mai_01hexample\r\nContent-Type: text/html; charset=utf-8\r\n");
  ASSERT_NE(text, std::string::npos);
  ASSERT_NE(html, std::string::npos);
  EXPECT_LT(text, html);
  EXPECT_TRUE(message.ends_with("\r\n--=_mai_01hexample--\r\n"));
}

TEST(Message, EveryLineEndsWithCrlf) {
  OutgoingMail mail = example_mail();
  mail.text = "a\nb\r\nc\rd";
  const std::string message = rendered(mail, BodyEncoding::eight_bit);
  for (std::size_t i = 0; i < message.size(); ++i) {
    EXPECT_TRUE(message[i] != '\n' || message[i - 1] == '\r') << i;
    EXPECT_TRUE(message[i] != '\r' || message[i + 1] == '\n') << i;
  }
}

TEST(Message, AFileHoldsTheTextAsItIsAndAServerGetsSevenBits) {
  EXPECT_THAT(rendered(example_mail(), BodyEncoding::eight_bit), HasSubstr("<p>Hello Müller</p>"));
  const std::string sent = rendered(example_mail(), BodyEncoding::seven_bit);
  EXPECT_TRUE(is_seven_bit(sent));
  EXPECT_THAT(sent, HasSubstr("Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Hello M=C3=BCller</p>\r\n"));
  EXPECT_THAT(sent, HasSubstr("/invitations/0123456789012345678901234567890123456789012345\r\n"))
      << "links of a plain part stay whole";
}

TEST(Message, AddressesWithLineEndsReachNoHeader) {
  for (const char* to : {"a@b.example\r\nBcc: x@y.example", "a@b.example\nBcc: x@y.example", "a@b.example,x@y.example",
                         "Jane <a@b.example>", ""}) {
    const auto message = render_message(example_mail(to), {"Rolecall", example_sender()}, BodyEncoding::eight_bit);
    ASSERT_FALSE(message) << to;
    EXPECT_EQ(message.error(), Failure::message_refused);
  }
}

TEST(Message, SubjectsAndNamesWithLineEndsStartNoHeader) {
  OutgoingMail mail = example_mail();
  mail.subject = "Hello\r\nBcc: x@y.example";
  const auto message = render_message(mail, {"Role\r\nBcc: x@y.example\"call", example_sender()}, BodyEncoding::eight_bit);
  ASSERT_TRUE(message);
  EXPECT_THAT(*message, Not(HasSubstr("\nBcc:")));
  EXPECT_THAT(*message, HasSubstr("From: \"Role Bcc: x@y.example\\\"call\" <rolecall@mail.example>\r\n"));
}

TEST(Message, SubjectsBeyondAsciiAreEncodedWords) {
  EXPECT_EQ(header_text("Grüße"), "=?UTF-8?B?R3LDvMOfZQ==?=");
  EXPECT_EQ(header_text("plain"), "plain");
  EXPECT_THAT(header_text("=?UTF-8?Q?forged?="), HasSubstr("=?UTF-8?B?"));
  std::string word;
  for (int i = 0; i < 50; ++i) word += "ü";
  EXPECT_EQ(header_text(word),
            "=?UTF-8?B?w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7w=?=\r\n "
            "=?UTF-8?B?w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7zDvMO8w7w=?=\r\n =?UTF-8?B?w7zDvMO8w7zDvMO8?=")
      << "each word holds whole letters";
}

TEST(Message, QuotedPrintableKeepsLinesShortAndEndsVisible) {
  EXPECT_EQ(quoted_printable("a=b \r\nc\t\r\n"), "a=3Db=20\r\nc=09\r\n");
  const std::string folded = quoted_printable(std::string(200, 'x') + "\r\n");
  EXPECT_EQ(folded, std::string(75, 'x') + "=\r\n" + std::string(75, 'x') + "=\r\n" + std::string(50, 'x') + "\r\n");
  EXPECT_EQ(quoted_printable(std::string(76, 'x') + "\r\n"), std::string(76, 'x') + "\r\n");
}

TEST(Message, OverlongLinesAreNotSevenBit) {
  EXPECT_TRUE(is_seven_bit(std::string(998, 'x') + "\n"));
  EXPECT_FALSE(is_seven_bit(std::string(1000, 'x')));
  EXPECT_FALSE(is_seven_bit(std::string_view("a\0", 2)));
}

}  // namespace
}  // namespace rolecall::mail
