// A mail for tests, and a folder that goes with the test.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "mail/delivery.h"

namespace rolecall::mail {

inline OutgoingMail example_mail(std::string to = "jane@clinic.example") {
  return {.id = {"mai_01hexample"},
          .to = std::move(to),
          .subject = "You are invited",
          .text =
              "Hello Jane,\n\n.a line with a "
              "dot\nhttps://rolecall.example/invitations/0123456789012345678901234567890123456789012345\n",
          .html = "<p>Hello Müller</p>\n",
          .created_at = *parse_rfc3339("2026-03-01T10:30:00.250Z")};
}

inline const char* example_sender() { return "rolecall@mail.example"; }

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "rolecall-mail-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = pattern;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path path;
};

inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace rolecall::mail
