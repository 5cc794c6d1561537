// How a mail leaves: into a directory of .eml files (file_delivery.h) or to a mail server (smtp_delivery.h).
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace rolecall::mail {

/// A mail as the outbox holds it, unsealed. `to` is the address as stored; `created_at` dates the mail, whenever it is sent.
struct OutgoingMail {
  MailId id;
  std::string to;
  std::string subject;
  std::string text;
  std::string html;
  Instant created_at;
};

/// Why a mail did not leave, coarse enough for a list and free of personal data.
enum class Failure {
  unreachable,        // no connection, time-out, connection lost: tried again
  tls_failed,         // no STARTTLS where it is required, or a certificate that does not fit: tried again
  login_failed,       // the server did not take our user and password: tried again
  refused_for_now,    // a 4xx answer: tried again
  recipient_refused,  // a 5xx answer to the address: final
  message_refused,    // a 5xx answer to anything else, or an address no mail can be made for: final
  directory_failed,   // the mail directory cannot be written: tried again
};
[[nodiscard]] std::string_view to_string(Failure failure);
/// No later attempt can succeed.
[[nodiscard]] bool is_final(Failure failure);

/// One way out. Called from the sender's thread alone, except `cancel`.
class Delivery {
 public:
  virtual ~Delivery() = default;
  /// Returns when the mail is in other hands (written and synced, or accepted by the server), or says why not.
  [[nodiscard]] virtual std::expected<Done, Failure> deliver(const OutgoingMail& mail) = 0;
  /// Makes a running and every later `deliver` give up soon. From any thread.
  virtual void cancel() = 0;
};

}  // namespace rolecall::mail
