#include "http/request_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/utf8.h"
#include "http/head_checks.h"

namespace rolecall::http {
namespace {

namespace beast = boost::beast;
using beast::string_view;

constexpr std::size_t max_fields = 100;
/// A chunk's size line or the trailers, which are thrown away.
constexpr std::size_t max_chunk_line = 4096;

std::string_view standard(string_view text) { return {text.data(), text.size()}; }

std::optional<Method> method_of(beast::http::verb verb) {
  switch (verb) {
    case beast::http::verb::get:
      return Method::get;
    case beast::http::verb::head:
      return Method::head;
    case beast::http::verb::post:
      return Method::post;
    case beast::http::verb::put:
      return Method::put;
    case beast::http::verb::patch:
      return Method::patch;
    case beast::http::verb::delete_:
      return Method::delete_;
    case beast::http::verb::options:
      return Method::options;
    default:
      return std::nullopt;
  }
}

Refused refused_for(const beast::error_code& error) {
  if (error == beast::http::error::body_limit) return {413, "too_large", "the body is too large"};
  if (error == beast::http::error::bad_version)
    return {505, "version_not_supported", "only HTTP/1.0 and HTTP/1.1 are spoken here"};
  if (error == beast::http::error::header_limit) return {431, "headers_too_large", "the headers are too large"};
  if (error == beast::http::error::bad_chunk || error == beast::http::error::bad_chunk_extension) {
    return {400, "malformed", "the chunks of the body are wrong"};
  }
  return {400, "malformed", "the request is not HTTP/1.1"};
}

}  // namespace

/// Receives Beast's events and fills the request without Beast's own field container.
class RequestParser::Beast final : public beast::http::basic_parser<true> {
 public:
  Beast(Request& request, const Limits& limits) : request_(request), limits_(limits) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes * 2));  // HeadScanner has counted already
    body_limit(boost::none);
  }

  std::optional<Refused> refused;
  std::size_t limit = 0;
  Version version = Version::http_1_1;

 private:
  void refuse(Refused why, beast::error_code& error) {
    refused = why;
    error = beast::http::error::bad_field;
  }

  void on_request_impl(beast::http::verb verb, string_view /*name*/, string_view target, int number,
                       beast::error_code& error) override {
    version = number == 10 ? Version::http_1_0 : Version::http_1_1;
    const auto method = method_of(verb);
    if (!method) return refuse({501, "not_implemented", "this method is not implemented"}, error);
    request_.method = *method;
    if (const auto wrong = accept_target(standard(target), limits_, request_)) refuse(*wrong, error);
  }
  void on_response_impl(int /*code*/, string_view /*reason*/, int /*version*/, beast::error_code& /*error*/) override {}

  void on_field_impl(beast::http::field /*name*/, string_view name, string_view value, beast::error_code& error) override {
    if (head_done_) return;  // a trailer says nothing that anybody here believes
    if (++fields_ > max_fields) return refuse({431, "headers_too_large", "there are too many headers"}, error);
    if (!is_utf8(standard(value))) return refuse({400, "malformed", "a header is not UTF-8"}, error);
    request_.headers.add(standard(name), standard(value));
  }
  void on_header_impl(beast::error_code& /*error*/) override { head_done_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, beast::error_code& /*error*/) override {}
  std::size_t on_body_impl(string_view bytes, beast::error_code& error) override { return append(bytes, error); }
  void on_chunk_header_impl(std::uint64_t size, string_view /*extensions*/, beast::error_code& error) override {
    if (size > limit - std::min(limit, request_.body.size())) error = beast::http::error::body_limit;
  }
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, string_view bytes, beast::error_code& error) override {
    return append(bytes, error);
  }
  void on_finish_impl(beast::error_code& /*error*/) override {}

  std::size_t append(string_view bytes, beast::error_code& error) {
    if (bytes.size() > limit - std::min(limit, request_.body.size())) {
      error = beast::http::error::body_limit;
      return 0;
    }
    request_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  Request& request_;
  const Limits& limits_;
  std::size_t fields_ = 0;
  bool head_done_ = false;
};

RequestParser::RequestParser(Request& request, const Limits& limits)
    : beast_(std::make_unique<Beast>(request, limits)), request_(request) {}

RequestParser::~RequestParser() = default;

std::optional<Refused> RequestParser::head(std::string_view head) {
  beast::error_code error;
  beast_->put(boost::asio::const_buffer(head.data(), head.size()), error);
  if (beast_->refused) return beast_->refused;
  if (error) return refused_for(error);
  return check_fields(request_.headers, beast_->version);
}

std::optional<Refused> RequestParser::limit_body(std::size_t bytes) {
  beast_->limit = bytes;
  beast_->eager(true);
  const auto length = beast_->content_length();
  if (length && *length > bytes) return refused_for(beast::http::make_error_code(beast::http::error::body_limit));
  return std::nullopt;
}

std::optional<Refused> RequestParser::body(std::string_view bytes, std::size_t& consumed) {
  beast::error_code error;
  consumed = beast_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error == beast::http::error::need_more) {
    if (consumed == 0 && bytes.size() > max_chunk_line) return Refused{400, "malformed", "a chunk's size line is too long"};
    return std::nullopt;
  }
  if (error) return refused_for(error);
  return std::nullopt;
}

bool RequestParser::is_done() const { return beast_->is_done(); }
bool RequestParser::keeps_alive() const { return beast_->keep_alive() && !is_http_1_0(); }
bool RequestParser::is_http_1_0() const { return beast_->version == Version::http_1_0; }
bool RequestParser::expects_continue() const { return request_.headers.find("expect").has_value(); }

}  // namespace rolecall::http
