// Mail without a mail server: each becomes a file `<instant>-<id>.eml` in a directory (SPEC section 10).
#pragma once

#include <filesystem>

#include "mail/delivery.h"
#include "mail/message.h"

namespace rolecall::mail {

class FileDelivery final : public Delivery {
 public:
  /// Makes the directory (mode 0700) when it is missing: mails carry tokens.
  FileDelivery(std::filesystem::path directory, Sending from);
  /// Written under another name, synced, then renamed: a reader never sees half a mail, and a retry writes the same file.
  [[nodiscard]] std::expected<Done, Failure> deliver(const OutgoingMail& mail) override;
  void cancel() override {}

 private:
  std::filesystem::path directory_;
  Sending from_;
};

}  // namespace rolecall::mail
