#include "http/tls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>

#include "test_server.h"

namespace rolecall::http {
namespace {

using test::TestServer;
using ::testing::HasSubstr;

template <class T, auto free_function>
struct Free {
  void operator()(T* pointer) const { free_function(pointer); }
};
template <class T, auto free_function>
using Owned = std::unique_ptr<T, Free<T, free_function>>;

/// A self-signed certificate in a folder of its own.
class Certificate {
 public:
  Certificate() {
    std::string name = (std::filesystem::temp_directory_path() / "tls_test_XXXXXX").string();
    folder_ = mkdtemp(name.data());
    const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
    const Owned<X509, X509_free> certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    write(files().certificate, [&](FILE* file) { PEM_write_X509(file, certificate.get()); });
    write(files().key, [&](FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;
  ~Certificate() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] TlsFiles files() const { return {folder_ / "certificate.pem", folder_ / "key.pem"}; }

 private:
  template <class F>
  static void write(const std::string& path, F content) {
    const Owned<FILE, fclose> file(std::fopen(path.c_str(), "w"));
    content(file.get());
  }

  std::filesystem::path folder_;
};

struct Conversation {
  bool connected = false;
  std::string protocol;
  std::string answer;
};

/// One request over TLS, in versions up to `newest`.
Conversation talk(std::uint16_t port, int newest) {
  const Owned<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), newest);
  const Owned<BIO, BIO_free_all> bio(BIO_new_ssl_connect(context.get()));
  BIO_set_conn_hostname(bio.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  Conversation conversation{.connected = BIO_do_connect(bio.get()) == 1};
  if (!conversation.connected) return conversation;
  SSL* ssl = nullptr;
  BIO_get_ssl(bio.get(), &ssl);
  conversation.protocol = SSL_get_version(ssl);
  BIO_puts(bio.get(), "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n");
  const std::string body(300'000, 'x');
  BIO_write(bio.get(), body.data(), static_cast<int>(body.size()));
  std::string bytes(4096, '\0');
  for (int size = 0; (size = BIO_read(bio.get(), bytes.data(), static_cast<int>(bytes.size()))) > 0;) {
    conversation.answer.append(bytes, 0, static_cast<std::size_t>(size));
  }
  return conversation;
}

TEST(Tls, ServesRequestsInTls12And13) {
  const Certificate certificate;
  const TestServer server({.tls = certificate.files()});
  for (const auto& [version, name] : {std::pair{TLS1_2_VERSION, "TLSv1.2"}, std::pair{TLS1_3_VERSION, "TLSv1.3"}}) {
    const Conversation conversation = talk(server.port(), version);
    EXPECT_EQ(conversation.protocol, name);
    EXPECT_THAT(conversation.answer, HasSubstr(R"("body_size":300000)"));
    EXPECT_THAT(conversation.answer, HasSubstr("Strict-Transport-Security: max-age="));
  }
}

TEST(Tls, RefusesOlderVersions) {
  const Certificate certificate;
  const TestServer server({.tls = certificate.files()});
  EXPECT_FALSE(talk(server.port(), TLS1_1_VERSION).connected);
}

TEST(Tls, CutsAClientThatNeverShakesHands) {
  const Certificate certificate;
  const TestServer server({.tls = certificate.files(), .limits = {.header_time = Duration{100}}});
  auto silent = server.connect();
  EXPECT_TRUE(silent.is_closed());
  auto plain = server.connect();
  plain.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(plain.receive().status, 0);
}

TEST(Tls, RefusesTheKeyOfAnotherCertificate) {
  const Certificate one;
  const Certificate other;
  const auto loaded = load_tls({one.files().certificate, other.files().key});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().detail, HasSubstr("belongs to another certificate"));
}

}  // namespace
}  // namespace rolecall::http
