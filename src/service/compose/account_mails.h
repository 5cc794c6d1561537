// The mails about an account: verification, forgotten and changed password, second factor. Names and instants in, text out.
#pragma once

#include <string>

#include "base/time.h"
#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

/// To a new account. `url` carries the token; the page asks for the password too.
[[nodiscard]] MailText verification_mail(const std::string& url, Duration valid_for);

/// To the holder of an account when somebody registers with its address: the page said nothing, so this mail does.
[[nodiscard]] MailText already_registered_mail(const std::string& sign_in_url, const std::string& forgot_url);

[[nodiscard]] MailText password_reset_mail(const std::string& url, Duration valid_for);
[[nodiscard]] MailText password_changed_mail(Instant at, const std::string& forgot_url);

enum class MfaChange { turned_on, turned_off, recovery_codes_renewed, recovery_code_used, reset_by_operator };
[[nodiscard]] MailText mfa_changed_mail(MfaChange change, Instant at, const std::string& account_url);

/// `2026-03-01T10:30:00Z` -> `1 March 2026, 10:30 UTC`.
[[nodiscard]] std::string shown_instant(Instant at);

/// `30 days`, `1 hour`, `90 minutes`: whole units, the largest that is exact.
[[nodiscard]] std::string shown_duration(Duration length);

}  // namespace rolecall::service::compose
