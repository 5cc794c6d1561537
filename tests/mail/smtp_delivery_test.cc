#include "mail/smtp_delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "mail/smtp_server.h"

namespace rolecall::mail {
namespace {

using ::testing::HasSubstr;

const Sending from{"Rolecall", example_sender()};

SmtpSettings settings_for(const SmtpServer& server) {
  SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = server.port();
  settings.user = "rolecall";
  settings.password = "right horse";
  settings.ca_file = server.certificate();
  return settings;
}

void expect_failure(const SmtpSettings& settings, const OutgoingMail& mail, Failure failure) {
  SmtpDelivery delivery(settings, from);
  const auto delivered = delivery.deliver(mail);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(to_string(delivered.error()), to_string(failure));
}

TEST(SmtpDelivery, DeliversWithStarttlsAndLogin) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpDelivery delivery(settings_for(server), from);
  ASSERT_TRUE(delivery.deliver(example_mail()));
  EXPECT_THAT(
      server.facts(0),
      HasSubstr("\"from\": \"rolecall@mail.example\", \"to\": [\"jane@clinic.example\"], \"tls\": true, \"login\": true"));
  EXPECT_THAT(server.facts(0), HasSubstr("\"host\": \"mail.example\""));
}

TEST(SmtpDelivery, WhatArrivesIsTheMessageByteForByte) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpDelivery delivery(settings_for(server), from);
  ASSERT_TRUE(delivery.deliver(example_mail()));
  EXPECT_EQ(server.message(0), *render_message(example_mail(), from, BodyEncoding::seven_bit))
      << "a line that begins with a dot included";
}

TEST(SmtpDelivery, KeepsItsConnectionForTheNextMail) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpDelivery delivery(settings_for(server), from);
  ASSERT_TRUE(delivery.deliver(example_mail()));
  ASSERT_TRUE(delivery.deliver(example_mail()));
  EXPECT_EQ(server.facts(0), server.facts(1)) << "the same port of ours";
}

TEST(SmtpDelivery, AnAddressBeyondAsciiArrivesAsItIsSpelled) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpDelivery delivery(settings_for(server), from);
  ASSERT_TRUE(delivery.deliver(example_mail("jäne@clinic.example")));
  EXPECT_THAT(server.facts(0), HasSubstr("j\\u00e4ne@clinic.example"));
}

TEST(SmtpDelivery, AWrongPasswordIsALoginFailure) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpSettings settings = settings_for(server);
  settings.password = "wrong horse";
  expect_failure(settings, example_mail(), Failure::login_failed);
}

TEST(SmtpDelivery, RefusedRecipientsAreFinalOrForNowAsTheServerSays) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  expect_failure(settings_for(server), example_mail("unknown@clinic.example"), Failure::recipient_refused);
  expect_failure(settings_for(server), example_mail("busy@clinic.example"), Failure::refused_for_now);
}

TEST(SmtpDelivery, ARefusedMessageIsFinal) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  OutgoingMail mail = example_mail();
  mail.subject = "REFUSE";
  expect_failure(settings_for(server), mail, Failure::message_refused);
}

TEST(SmtpDelivery, GoesOnAfterARefusal) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpDelivery delivery(settings_for(server), from);
  EXPECT_FALSE(delivery.deliver(example_mail("unknown@clinic.example")));
  EXPECT_TRUE(delivery.deliver(example_mail()));
}

TEST(SmtpDelivery, ACertificateThatNobodySignedIsRefused) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  SmtpSettings settings = settings_for(server);
  settings.ca_file.clear();
  expect_failure(settings, example_mail(), Failure::tls_failed);
  settings.tls = SmtpTls::optional;
  expect_failure(settings, example_mail(), Failure::tls_failed);
}

TEST(SmtpDelivery, AServerWithoutStarttlsGetsNeitherMailNorPasswordWhereTlsIsRequired) {
  const SmtpServer server(SmtpServer::Mode::plain);
  expect_failure(settings_for(server), example_mail(), Failure::tls_failed);
  EXPECT_EQ(server.message(0), "");
}

TEST(SmtpDelivery, AServerWithoutStarttlsIsEnoughWhereTlsIsOptionalOrOff) {
  const SmtpServer server(SmtpServer::Mode::plain);
  SmtpSettings settings = settings_for(server);
  settings.user.clear();
  for (const SmtpTls tls : {SmtpTls::optional, SmtpTls::off}) {
    settings.tls = tls;
    SmtpDelivery delivery(settings, from);
    EXPECT_TRUE(delivery.deliver(example_mail()));
  }
  EXPECT_THAT(server.facts(1), HasSubstr("\"tls\": false"));
}

/// A port on which something listens, or listened, and nothing ever answers.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof(address);
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 4), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port = ntohs(address.sin_port);
  }
  ~SilentPort() { close(); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;
  /// Waits until somebody has connected.
  void accept_one() const { EXPECT_GE(::accept(socket_, nullptr, nullptr), 0); }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  int port = 0;

 private:
  int socket_;
};

TEST(SmtpDelivery, NobodyThereIsUnreachable) {
  SilentPort silent;
  silent.close();
  SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = silent.port;
  expect_failure(settings, example_mail(), Failure::unreachable);
}

TEST(SmtpDelivery, AServerThatNeverAnswersIsGivenUpAfterTheTimeOut) {
  const SilentPort silent;
  SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = silent.port;
  settings.total_timeout = std::chrono::seconds(1);
  expect_failure(settings, example_mail(), Failure::unreachable);
}

TEST(SmtpDelivery, CancellingEndsADeliveryThatHangs) {
  const SilentPort silent;
  SmtpSettings settings;
  settings.host = "127.0.0.1";
  settings.port = silent.port;
  SmtpDelivery delivery(settings, from);
  std::thread canceller([&] {
    silent.accept_one();
    delivery.cancel();
  });
  const auto delivered = delivery.deliver(example_mail());
  canceller.join();
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error(), Failure::unreachable);
}

TEST(SmtpDelivery, AnAddressWithALineEndNeverReachesTheServer) {
  const SmtpServer server(SmtpServer::Mode::starttls);
  expect_failure(settings_for(server), example_mail("a@b.example>\r\nRCPT TO:<x@y.example"), Failure::message_refused);
  EXPECT_EQ(server.facts(0), "");
}

}  // namespace
}  // namespace rolecall::mail
