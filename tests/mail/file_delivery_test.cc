#include "mail/file_delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/mail_example.h"

namespace rolecall::mail {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> files_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  return names;
}

TEST(FileDelivery, WritesOneFileNamedForTheInstantAndTheMail) {
  const TemporaryFolder folder;
  FileDelivery delivery(folder.path / "mail", {"Rolecall", example_sender()});
  ASSERT_TRUE(delivery.deliver(example_mail()));
  EXPECT_THAT(files_in(folder.path / "mail"), ElementsAre("20260301T103000.250Z-mai_01hexample.eml"));
  EXPECT_EQ(content_of(folder.path / "mail" / "20260301T103000.250Z-mai_01hexample.eml"),
            *render_message(example_mail(), {"Rolecall", example_sender()}, BodyEncoding::eight_bit));
}

TEST(FileDelivery, ARetryWritesTheSameFileAndLeavesNothingElse) {
  const TemporaryFolder folder;
  FileDelivery delivery(folder.path, {"Rolecall", example_sender()});
  ASSERT_TRUE(delivery.deliver(example_mail()));
  ASSERT_TRUE(delivery.deliver(example_mail()));
  EXPECT_EQ(files_in(folder.path).size(), 1U);
}

TEST(FileDelivery, OnlyTheUserOfTheServerReadsMails) {
  const TemporaryFolder folder;
  FileDelivery delivery(folder.path / "mail", {"Rolecall", example_sender()});
  ASSERT_TRUE(delivery.deliver(example_mail()));
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder.path / "mail").permissions(), perms::owner_all);
  const auto file = folder.path / "mail" / files_in(folder.path / "mail").front();
  EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
}

TEST(FileDelivery, ADirectoryThatIsGoneIsAFailureToTryAgain) {
  const TemporaryFolder folder;
  FileDelivery delivery(folder.path / "mail", {"Rolecall", example_sender()});
  std::filesystem::remove_all(folder.path / "mail");
  const auto delivered = delivery.deliver(example_mail());
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error(), Failure::directory_failed);
  EXPECT_FALSE(is_final(delivered.error()));
}

TEST(FileDelivery, AMailWithoutAnAddressIsRefusedForGood) {
  const TemporaryFolder folder;
  FileDelivery delivery(folder.path, {"Rolecall", example_sender()});
  const auto delivered = delivery.deliver(example_mail("a@b.example\r\nBcc: c@d.example"));
  ASSERT_FALSE(delivered);
  EXPECT_TRUE(is_final(delivered.error()));
  EXPECT_TRUE(files_in(folder.path).empty());
}

}  // namespace
}  // namespace rolecall::mail
