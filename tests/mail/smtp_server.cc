#include "mail/smtp_server.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace rolecall::mail {
namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    read = ends[0];
    write = ends[1];
  }
  int read = -1;
  int write = -1;
};

int read_port(int descriptor) {
  std::string line;
  for (char c = 0; ::read(descriptor, &c, 1) == 1 && c != '\n';) line += c;
  if (line.empty()) throw std::runtime_error("the mail server did not start; is python3-aiosmtpd installed?");
  return std::stoi(line);
}

}  // namespace

void write_certificate(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), &X509_free);
  X509_set_version(x509.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509.get()), 3600);
  X509_set_pubkey(x509.get(), pair.get());
  X509_NAME* name = X509_get_subject_name(x509.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(x509.get(), name);
  X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(x509.get(), names, -1);
  X509_EXTENSION_free(names);
  X509_sign(x509.get(), pair.get(), EVP_sha256());
  const std::unique_ptr<FILE, decltype(&std::fclose)> certificate_file(std::fopen(certificate.c_str(), "w"), &std::fclose);
  PEM_write_X509(certificate_file.get(), x509.get());
  const std::unique_ptr<FILE, decltype(&std::fclose)> key_file(std::fopen(key.c_str(), "w"), &std::fclose);
  PEM_write_PrivateKey(key_file.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

SmtpServer::SmtpServer(Mode mode) {
  const std::string key = (folder_.path / "key.pem").string();
  write_certificate(certificate(), key);
  const std::string script = std::string(ROLECALL_SOURCE_DIR) + "/tests/mail/smtp_server.py";
  const char* mode_name = mode == Mode::starttls ? "starttls" : "plain";
  const Pipe to_server, from_server;
  process_ = ::fork();
  if (process_ == 0) {
    ::dup2(to_server.read, STDIN_FILENO);
    ::dup2(from_server.write, STDOUT_FILENO);
    ::dup2(::open((folder_.path / "log.txt").c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
    for (const int end : {to_server.read, to_server.write, from_server.read, from_server.write}) ::close(end);
    ::execl("/usr/bin/python3", "python3", script.c_str(), folder_.path.c_str(), certificate().c_str(), key.c_str(), mode_name,
            nullptr);
    ::_exit(127);
  }
  ::close(to_server.read);
  ::close(from_server.write);
  input_ = to_server.write;
  port_ = read_port(from_server.read);
  ::close(from_server.read);
}

SmtpServer::~SmtpServer() {
  ::close(input_);
  ::waitpid(process_, nullptr, 0);
}

}  // namespace rolecall::mail
