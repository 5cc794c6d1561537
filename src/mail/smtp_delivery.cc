#include "mail/smtp_delivery.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/address.h"

namespace rolecall::mail {
namespace {

/// What is still to be handed to the server.
struct Upload {
  std::string_view rest;
};

std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& rest = static_cast<Upload*>(user)->rest;
  const std::size_t bytes = std::min(size * count, rest.size());
  std::memcpy(buffer, rest.data(), bytes);
  rest.remove_prefix(bytes);
  return bytes;
}

int stop_when_cancelled(void* cancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::atomic<bool>*>(cancelled)->load() ? 1 : 0;
}

long tls_level(SmtpTls tls) {
  switch (tls) {
    case SmtpTls::off:
    case SmtpTls::implicit:
      return CURLUSESSL_NONE;
    case SmtpTls::optional:
      return CURLUSESSL_TRY;
    case SmtpTls::required:
      return CURLUSESSL_ALL;
  }
  return CURLUSESSL_ALL;
}

std::string url_of(const SmtpSettings& settings, const Sending& from) {
  const std::string host = settings.host.find(':') == std::string::npos ? settings.host : "[" + settings.host + "]";
  // The path is the name that EHLO gives.
  return fmt::format("{}://{}:{}/{}", settings.tls == SmtpTls::implicit ? "smtps" : "smtp", host, settings.port,
                     from.address.substr(from.address.rfind('@') + 1));
}

/// `answer` is the last reply code of the server, 0 when there was none; `message` is what libcurl says about the failure.
Failure failure_of(CURLcode result, long answer, std::string_view message) {
  switch (result) {
    case CURLE_LOGIN_DENIED:
      return Failure::login_failed;
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
      return Failure::tls_failed;
    default:
      break;
  }
  if (answer >= 400 && answer < 500) return Failure::refused_for_now;
  // libcurl has one code for every refused command; only its message says which one it was.
  if (answer >= 500 && answer < 600) return message.starts_with("RCPT") ? Failure::recipient_refused : Failure::message_refused;
  return Failure::unreachable;
}

}  // namespace

/// The libcurl handle with the settings that hold for every mail.
struct SmtpDelivery::Handle {
  CURL* curl = curl_easy_init();
  std::array<char, CURL_ERROR_SIZE> message{};

  Handle(const SmtpSettings& settings, const Sending& from, std::atomic<bool>& cancelled) {
    if (curl == nullptr) throw std::runtime_error("libcurl cannot be initialised");
    set(CURLOPT_URL, url_of(settings, from).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USE_SSL, tls_level(settings.tls));
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
    if (!settings.user.empty()) {
      set(CURLOPT_USERNAME, settings.user.c_str());
      set(CURLOPT_PASSWORD, settings.password.c_str());
    }
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(settings.connect_timeout.count()));
    set(CURLOPT_TIMEOUT, static_cast<long>(settings.total_timeout.count()));
    set(CURLOPT_MAIL_FROM, ("<" + from.address + ">").c_str());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &give_bytes);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &stop_when_cancelled);
    set(CURLOPT_XFERINFODATA, &cancelled);
    set(CURLOPT_ERRORBUFFER, message.data());
  }
  ~Handle() { curl_easy_cleanup(curl); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) const {
    if (curl_easy_setopt(curl, option, value) != CURLE_OK) throw std::runtime_error("libcurl lacks what sending mail needs");
  }
};

SmtpDelivery::SmtpDelivery(const SmtpSettings& settings, Sending from)
    : from_(std::move(from)), handle_(std::make_unique<Handle>(settings, from_, cancelled_)) {}

SmtpDelivery::~SmtpDelivery() = default;

std::expected<Done, Failure> SmtpDelivery::deliver(const OutgoingMail& mail) {
  const auto message = render_message(mail, from_, BodyEncoding::seven_bit);
  const auto to = read_address(mail.to);
  if (!message || !to) return std::unexpected(Failure::message_refused);
  Upload upload{*message};
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
      curl_slist_append(nullptr, ("<" + to->spelling + ">").c_str()), &curl_slist_free_all);
  handle_->set(CURLOPT_MAIL_RCPT, recipients.get());
  handle_->set(CURLOPT_READDATA, &upload);
  handle_->set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message->size()));
  handle_->message.front() = '\0';
  const CURLcode result = curl_easy_perform(handle_->curl);
  if (result == CURLE_OK) return Done{};
  long answer = 0;
  curl_easy_getinfo(handle_->curl, CURLINFO_RESPONSE_CODE, &answer);
  return std::unexpected(failure_of(result, answer, handle_->message.data()));
}

}  // namespace rolecall::mail
