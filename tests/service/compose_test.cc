#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "service/compose/account_mails.h"
#include "service/compose/team_mails.h"

namespace rolecall::service::compose {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string url = "https://rolecall.example/invitations/abc123?x=1&y=2";
const Instant noon = *parse_rfc3339("2026-03-01T12:05:00Z");

/// Every mail there is, with `name` wherever somebody else chose the words.
std::vector<MailText> every_mail(const std::string& name) {
  return {verification_mail(url, hours(24)),
          already_registered_mail(url, url),
          password_reset_mail(url, hours(1)),
          password_changed_mail(noon, url),
          mfa_changed_mail(MfaChange::turned_on, noon, url),
          invitation_mail({name, name, {name, "Clinician"}, 30, url}),
          invitation_declined_mail({name, name, name, url}),
          invitations_revoked_mail({name, name, 2, url}),
          role_changed_mail({name, name, {name}, {"Administrator", name}, url}),
          suspended_mail({name, noon}),
          reactivated_mail(name, url),
          removed_mail(name),
          ownership_offered_mail({name, name, 7, url}),
          ownership_transferred_mail({name, name, name, noon, url}),
          team_deleted_mail({name, noon, 0, url}),
          team_deleted_mail({name, noon, 2, url})};
}

TEST(Mails, AnInvitationSaysWhoWhichTeamWhichRolesAndHowLong) {
  const MailText mail = invitation_mail({"Jane Doe", "North Clinic", {"Clinician", "Administrator"}, 30, url});
  EXPECT_EQ(mail.subject, "You are invited to a team on Rolecall");
  for (const std::string& part : {mail.text, mail.html}) {
    EXPECT_THAT(part, HasSubstr("Jane Doe invites you to the team “North Clinic”."));
    EXPECT_THAT(part, HasSubstr("Clinician and Administrator"));
    EXPECT_THAT(part, HasSubstr("30 days"));
  }
  EXPECT_THAT(mail.text, HasSubstr("\n" + url + "\n"));
  EXPECT_THAT(mail.html, HasSubstr("href=\"https://rolecall.example/invitations/abc123?x=1&amp;y=2\""));
}

TEST(Mails, OneDayIsNotDays) { EXPECT_THAT(invitation_mail({"J", "T", {}, 1, url}).text, HasSubstr("ends in 1 day.")); }

TEST(Mails, NamesAreEscapedInHtml) {
  for (const MailText& mail : every_mail("<img src=x onerror=alert(1)> & \"Co\" 'x'")) {
    EXPECT_THAT(mail.html, Not(HasSubstr("<img"))) << mail.subject;
    EXPECT_THAT(mail.html, Not(HasSubstr("& \"Co\""))) << mail.subject;
  }
  EXPECT_THAT(removed_mail("A<b>").html, HasSubstr("“A&lt;b&gt;”"));
}

TEST(Mails, LinksInNamesAreTakenApart) {
  for (const char* name : {"Win at evil.example", "http://evil.example/x now", "HTTPS://EVIL.EXAMPLE", "www.evil.example",
                           "see evil.example/path?q=1", "evil。example", "evil．example", "a@evil.example b",
                           "javascript:evil.example", "evil\u202E.example", "evil\n.example"}) {
    for (const MailText& mail : every_mail(name)) {
      for (const std::string& part : {mail.text, mail.html}) {
        EXPECT_THAT(part, Not(HasSubstr("evil.example"))) << name << mail.subject;
        EXPECT_THAT(part, Not(HasSubstr("EVIL.EXAMPLE"))) << name << mail.subject;
        EXPECT_THAT(part, Not(HasSubstr("evil。example"))) << name << mail.subject;
        EXPECT_THAT(part, Not(HasSubstr("evil．example"))) << name << mail.subject;
      }
    }
  }
}

TEST(Mails, NamesAreCappedAtSixtyCodePoints) {
  const std::string name = shown_name(std::string(500, 'x') + "end", "nobody");
  EXPECT_EQ(length_in_code_points(name), 60U);
  for (const MailText& mail : every_mail(std::string(500, 'x'))) {
    EXPECT_THAT(mail.text, Not(HasSubstr(std::string(61, 'x')))) << mail.subject;
    EXPECT_THAT(mail.html, Not(HasSubstr(std::string(61, 'x')))) << mail.subject;
  }
}

TEST(Mails, LineEndsInNamesStartNoNewLine) {
  for (const MailText& mail : every_mail("Jane\r\nBcc: x\r\n\r\n<b>")) {
    EXPECT_EQ(mail.text.find('\r'), std::string::npos) << mail.subject;
    EXPECT_THAT(mail.text, Not(HasSubstr("\nBcc"))) << mail.subject;
  }
}

TEST(Mails, SubjectsAreOursAlone) {
  for (const MailText& mail : every_mail("NAME")) {
    EXPECT_THAT(mail.subject, Not(HasSubstr("NAME")));
    EXPECT_THAT(mail.subject, Not(HasSubstr("abc123"))) << "a token never stands in a subject";
    EXPECT_FALSE(has_control_characters(mail.subject));
  }
}

TEST(Mails, TextAndHtmlSayTheSameSentences) {
  for (const MailText& mail : every_mail("Jane")) {
    std::string_view rest = mail.text;
    for (std::size_t end = rest.find("\n\n"); end != std::string_view::npos; end = rest.find("\n\n")) {
      const std::string paragraph(rest.substr(0, end));
      const bool has_a_link = paragraph.find(url) != std::string::npos;
      EXPECT_TRUE(has_a_link || mail.html.find(paragraph) != std::string::npos) << paragraph;
      rest.remove_prefix(end + 2);
    }
  }
}

TEST(Mails, HtmlHasNoScriptAndLoadsNothing) {
  for (const MailText& mail : every_mail("Jane")) {
    EXPECT_THAT(mail.html, Not(HasSubstr("<script")));
    EXPECT_THAT(mail.html, Not(HasSubstr("src=")));
    EXPECT_THAT(mail.html, Not(HasSubstr("url(")));
  }
}

TEST(Mails, ANameOfLinksAloneIsReplaced) {
  EXPECT_EQ(shown_name("http://evil.example", "A colleague"), "A colleague");
  EXPECT_EQ(shown_name("\xFF\xFE", "A colleague"), "A colleague");
  EXPECT_EQ(shown_name("Dr.Jane O'Neil-Smith, MD", "x"), "Dr. Jane O'Neil-Smith, MD");
  EXPECT_EQ(shown_name("Müller", "x"), "Müller");
}

TEST(Mails, RolesAreWords) {
  EXPECT_EQ(shown_roles({}), "no role");
  EXPECT_EQ(shown_roles({"A"}), "A");
  EXPECT_EQ(shown_roles({"A", "B", "C"}), "A, B and C");
}

TEST(Mails, ARoleChangeNamesBeforeAndAfter) {
  const MailText mail = role_changed_mail({"Jane", "North", {"Administrator", "Clinician"}, {"Clinician"}, url});
  EXPECT_THAT(mail.text, HasSubstr("Before: Administrator and Clinician."));
  EXPECT_THAT(mail.text, HasSubstr("Now: Clinician."));
}

TEST(Mails, ADeclineShowsTheAddressThatWasInvitedAndTheReason) {
  const MailText mail = invitation_declined_mail({"jane@north.example", "North", "on leave", url});
  EXPECT_THAT(mail.text, HasSubstr("jane@north.example declined"));
  EXPECT_THAT(mail.text, HasSubstr("“on leave”"));
  EXPECT_THAT(invitation_declined_mail({"Jane", "North", "", url}).text, Not(HasSubstr("reason")));
}

TEST(Mails, ASuspensionNamesItsEndWhenItHasOne) {
  EXPECT_THAT(suspended_mail({"North", noon}).text, HasSubstr("until 1 March 2026, 12:05 UTC"));
  EXPECT_THAT(suspended_mail({"North", std::nullopt}).text, HasSubstr("until an administrator ends it"));
}

TEST(Mails, EveryChangeOfTheSecondFactorHasItsSentence) {
  for (const MfaChange change : {MfaChange::turned_on, MfaChange::turned_off, MfaChange::recovery_codes_renewed,
                                 MfaChange::recovery_code_used, MfaChange::reset_by_operator}) {
    const MailText mail = mfa_changed_mail(change, noon, url);
    EXPECT_THAT(mail.text, Not(HasSubstr("\n\n\n")));
    EXPECT_THAT(mail.text, HasSubstr("1 March 2026, 12:05 UTC"));
  }
}

TEST(Mails, DurationsAreWholeUnits) {
  EXPECT_EQ(shown_duration(days(30)), "30 days");
  EXPECT_EQ(shown_duration(hours(1)), "1 hour");
  EXPECT_EQ(shown_duration(minutes(90)), "90 minutes");
  EXPECT_EQ(shown_duration(hours(24)), "1 day");
  EXPECT_EQ(shown_duration(seconds(5)), "5 seconds");
}

}  // namespace
}  // namespace rolecall::service::compose
