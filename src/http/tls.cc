#include "http/tls.h"

#include <openssl/ssl.h>

#include <array>

#include "http/tls_context.h"

namespace rolecall::http {
namespace {

constexpr std::array<unsigned char, 9> protocols = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int select_protocol(SSL* /*ssl*/, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned int offered_size, void* /*argument*/) {
  unsigned char* chosen = nullptr;
  const int outcome = SSL_select_next_proto(&chosen, out_size, protocols.data(), protocols.size(), offered, offered_size);
  if (outcome != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<Tls>> load_tls(const TlsFiles& files) {
  auto tls = std::make_shared<Tls>();
  SSL_CTX* native = tls->context.native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, select_protocol, nullptr);

  boost::system::error_code error;
  tls->context.use_certificate_chain_file(files.certificate, error);
  if (error)
    return fail(Code::invalid, "invalid", "TLS certificate `" + files.certificate + "` cannot be used: " + error.message());
  tls->context.use_private_key_file(files.key, boost::asio::ssl::context::pem, error);
  if (error || SSL_CTX_check_private_key(native) != 1) {
    return fail(Code::invalid, "invalid", "TLS key `" + files.key + "` cannot be used or belongs to another certificate");
  }
  return tls;
}

}  // namespace rolecall::http
