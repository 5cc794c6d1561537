#include "service/compose/account_mails.h"

#include <fmt/format.h>

#include <array>

namespace rolecall::service::compose {
namespace {

std::string_view sentence_of(MfaChange change) {
  switch (change) {
    case MfaChange::turned_on:
      return "A second factor was turned on for your account. From now on you sign in with a code as well.";
    case MfaChange::turned_off:
      return "The second factor of your account was turned off. Your password alone is enough to sign in.";
    case MfaChange::recovery_codes_renewed:
      return "New recovery codes were made for your account. The old ones no longer work.";
    case MfaChange::recovery_code_used:
      return "A recovery code of your account was used. It does not work a second time.";
    case MfaChange::reset_by_operator:
      return "The operator of this installation took the second factor off your account. Please set it up again.";
  }
  return "";
}

}  // namespace

std::string shown_instant(Instant at) {
  static constexpr std::array<std::string_view, 12> months = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
  const CivilTime t = to_civil(at);
  return fmt::format("{} {} {}, {:02}:{:02} UTC", t.day, months.at(static_cast<std::size_t>(t.month - 1)), t.year, t.hour,
                     t.minute);
}

std::string shown_duration(Duration length) {
  struct Unit {
    Duration size;
    std::string_view name;
  };
  static constexpr std::array<Unit, 3> units = {{{days(1), "day"}, {hours(1), "hour"}, {minutes(1), "minute"}}};
  for (const Unit& unit : units) {
    const std::int64_t count = length.ms / unit.size.ms;
    if (count > 0 && length.ms % unit.size.ms == 0) return fmt::format("{} {}{}", count, unit.name, count == 1 ? "" : "s");
  }
  return fmt::format("{} seconds", length.ms / 1000);
}

MailText verification_mail(const std::string& url, Duration valid_for) {
  return render({.subject = "Confirm your e-mail address for Rolecall",
                 .heading = "Confirm your e-mail address",
                 .paragraphs = {"Somebody, most likely you, made a Rolecall account with this address.",
                                fmt::format("Open the page below and enter the password you chose. The link works for {}.",
                                            shown_duration(valid_for))},
                 .action = MailAction{"Confirm this address", url},
                 .closing = {"If it was not you, do nothing: the account cannot be used without this step."}});
}

MailText already_registered_mail(const std::string& sign_in_url, const std::string& forgot_url) {
  return render(
      {.subject = "You already have a Rolecall account",
       .heading = "You already have an account",
       .paragraphs = {"Somebody, most likely you, tried to register with this address. It already has an account, and nothing "
                      "was changed.",
                      fmt::format("If you forgot your password, you can set a new one here: {}", forgot_url)},
       .action = MailAction{"Sign in", sign_in_url},
       .closing = {"If it was not you, there is nothing to do."}});
}

MailText password_reset_mail(const std::string& url, Duration valid_for) {
  return render({.subject = "Set a new password for Rolecall",
                 .heading = "Set a new password",
                 .paragraphs = {fmt::format("Somebody, most likely you, asked for a new password. The link works once, for {}.",
                                            shown_duration(valid_for))},
                 .action = MailAction{"Set a new password", url},
                 .closing = {"If it was not you, do nothing: your password stays as it is."}});
}

MailText password_changed_mail(Instant at, const std::string& forgot_url) {
  return render({.subject = "Your Rolecall password was changed",
                 .heading = "Your password was changed",
                 .paragraphs = {fmt::format("The password of your account was changed on {}.", shown_instant(at))},
                 .action = MailAction{"It was not me: set a new password", forgot_url},
                 .closing = {"If it was you, there is nothing to do."}});
}

MailText mfa_changed_mail(MfaChange change, Instant at, const std::string& account_url) {
  return render({.subject = "The second factor of your Rolecall account changed",
                 .heading = "Your second factor changed",
                 .paragraphs = {std::string(sentence_of(change)), fmt::format("This happened on {}.", shown_instant(at))},
                 .action = MailAction{"Look at your account", account_url},
                 .closing = {"If it was not you, change your password now and tell your administrator."}});
}

}  // namespace rolecall::service::compose
