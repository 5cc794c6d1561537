// Runs tests/mail/smtp_server.py (Debian's python3-aiosmtpd) for the length of a test.
#pragma once

#include <filesystem>
#include <string>

#include "mail/mail_example.h"

namespace rolecall::mail {

class SmtpServer {
 public:
  enum class Mode { starttls, plain };
  explicit SmtpServer(Mode mode);
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string certificate() const { return (folder_.path / "certificate.pem").string(); }
  /// Message and facts (JSON) of the n-th mail that arrived; empty when it did not.
  [[nodiscard]] std::string message(int n) const { return content_of(folder_.path / (std::to_string(n) + ".eml")); }
  [[nodiscard]] std::string facts(int n) const { return content_of(folder_.path / (std::to_string(n) + ".json")); }

 private:
  TemporaryFolder folder_;
  int process_ = -1;
  int input_ = -1;
  int port_ = 0;
};

/// A certificate for 127.0.0.1 that signs itself, and its key, as PEM files.
void write_certificate(const std::filesystem::path& certificate, const std::filesystem::path& key);

}  // namespace rolecall::mail
