// One browser of a test: signs in over the real server and keeps its cookie.
#pragma once

#include <stdexcept>
#include <string>

#include "../http/client.h"
#include "base/clock.h"
#include "base/crypto/encoding.h"
#include "base/json.h"
#include "base/totp.h"
#include "program.h"

namespace rolecall::cli::test {

inline const std::string adas_password = "seven green kettles";

class SignIn {
 public:
  explicit SignIn(const Server& server) : origin_(server.address()), port_(server.port()), client_(port_) {}

  http::test::Response get(const std::string& path) { return client_.request("GET " + path + " HTTP/1.1" + cookie_); }
  http::test::Response post(const std::string& path, const std::string& body) {
    return client_.request(head("POST " + path, body), body);
  }
  /// The head of a request with this JSON body, without Host and the empty line.
  [[nodiscard]] std::string head(const std::string& line, const std::string& body) const {
    return line + " HTTP/1.1\r\nOrigin: " + origin_ + cookie_ +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size());
  }
  [[nodiscard]] http::test::Client& client() { return client_; }

  http::test::Response log_in(const std::string& email, const std::string& password) {
    return keep_cookie(post("/api/v1/auth/login", R"({"email":")" + email + R"(","password":")" + password + R"("})"));
  }
  http::test::Response verify(const std::string& token, const std::string& password) {
    return keep_cookie(post("/api/v1/auth/verify", R"({"token":")" + token + R"(","password":")" + password + R"("})"));
  }
  /// With the cookie that it has.
  [[nodiscard]] SignIn on_a_new_connection() const { return SignIn(origin_, port_, cookie_); }
  /// What the cookie holds.
  [[nodiscard]] std::string token() const { return cookie_.substr(cookie_.find('=') + 1); }

  void turn_on_second_factor(const std::string& password) {
    const auto begun = post("/api/v1/auth/mfa/totp", R"({"password":")" + password + R"("})");
    const auto document = json::parse(begun.body);
    const auto secret = crypto::from_base32(document.value().root().find("secret")->string());
    const std::string code = totp::code_at(secret.value(), totp::step_at(SystemClock().now()));
    if (post("/api/v1/auth/mfa/totp/confirm", R"({"code":")" + code + R"("})").status != 200)
      throw std::runtime_error("the second factor was not taken");
  }

 private:
  SignIn(std::string origin, std::uint16_t port, std::string cookie)
      : origin_(std::move(origin)), port_(port), client_(port), cookie_(std::move(cookie)) {}

  http::test::Response keep_cookie(http::test::Response answer) {
    const std::string set = answer.header("set-cookie");
    if (!set.empty()) cookie_ = "\r\nCookie: " + set.substr(0, set.find(';'));
    return answer;
  }

  std::string origin_;
  std::uint16_t port_;
  http::test::Client client_;
  std::string cookie_;
};

}  // namespace rolecall::cli::test
