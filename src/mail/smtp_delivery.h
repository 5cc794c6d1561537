// Mail through a mail server: SMTP with STARTTLS and login, by libcurl. The connection is kept for the next mail.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "mail/delivery.h"
#include "mail/message.h"

namespace rolecall::mail {

/// `required`: no mail and no password without TLS and a certificate that fits. `optional`: TLS when the server offers it, then
/// with a certificate that fits. `implicit`: TLS from the first byte (port 465). `off`: never (loopback).
enum class SmtpTls { off, optional, required, implicit };

struct SmtpSettings {
  std::string host;
  int port = 587;
  SmtpTls tls = SmtpTls::required;
  std::string user;  ///< empty: no login
  std::string password;
  std::string ca_file;  ///< empty: the system's
  std::chrono::seconds connect_timeout{10};
  std::chrono::seconds total_timeout{60};
};

class SmtpDelivery final : public Delivery {
 public:
  SmtpDelivery(const SmtpSettings& settings, Sending from);
  ~SmtpDelivery() override;
  [[nodiscard]] std::expected<Done, Failure> deliver(const OutgoingMail& mail) override;
  void cancel() override { cancelled_ = true; }

 private:
  struct Handle;
  Sending from_;
  std::atomic<bool> cancelled_{false};
  std::unique_ptr<Handle> handle_;
};

}  // namespace rolecall::mail
