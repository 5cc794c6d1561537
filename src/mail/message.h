// A mail as bytes: RFC 5322 headers and a multipart/alternative body. The same for .eml files and for SMTP.
#pragma once

#include <expected>
#include <string>

#include "mail/delivery.h"

namespace rolecall::mail {

/// Who mails come from. INVARIANT: `address` is a valid address.
struct Sending {
  std::string name = "Rolecall";
  std::string address;
};

/// Files hold the text as it is, so that people and scripts can read it; a mail server is only sure to take seven bits.
enum class BodyEncoding { eight_bit, seven_bit };

/// The message with CRLF line ends. The Message-ID comes from the mail's id, so that a retry is recognised as the same mail.
/// `message_refused` when `to` is no address (a line end in it never reaches a header).
[[nodiscard]] std::expected<std::string, Failure> render_message(const OutgoingMail& mail, const Sending& from,
                                                                 BodyEncoding encoding);

}  // namespace rolecall::mail
