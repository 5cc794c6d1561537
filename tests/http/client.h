// A raw HTTP client for tests: sends bytes as they are, so that it can also send what no client library would.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace rolecall::http::test {

struct Response {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  bool complete = false;

  [[nodiscard]] std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  Client(Client&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_), buffer_(std::move(other.buffer_)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (socket_ >= 0) close(socket_);
  }

  [[nodiscard]] bool is_connected() const { return connected_; }

  /// As much as the server takes; false when it took less than everything.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { shutdown(socket_, SHUT_WR); }

  /// `head` without the Host header and the empty line.
  Response request(const std::string& head, const std::string& body = "") {
    send(head + "\r\nHost: test\r\n\r\n" + body);
    return receive(head.starts_with("HEAD ") ? Body::none : Body::expected);
  }

  enum class Body { expected, none };
  /// The next answer; waits for it up to a minute. Interim answers (1xx) are answers, too.
  Response receive(Body kind = Body::expected) {
    Response response;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) return response;
    }
    parse_head(response, buffer_.substr(0, end));
    buffer_.erase(0, end + 4);
    const bool has_body = kind == Body::expected && response.status >= 200 && response.status != 204 && response.status != 304;
    if (!has_body) {
      response.complete = true;
    } else if (response.header("transfer-encoding") == "chunked") {
      read_chunks(response);
    } else if (response.headers.contains("content-length")) {
      read_sized(response, std::stoul(response.header("content-length")));
    } else {
      while (read_more()) {
      }
      response.body = std::exchange(buffer_, {});
      response.complete = true;
    }
    return response;
  }

  /// True when the server closed the connection and nothing is left to read.
  bool is_closed() { return buffer_.empty() && !read_more(); }

 private:
  bool read_more() {
    pollfd ready{.fd = socket_, .events = POLLIN, .revents = 0};
    if (poll(&ready, 1, 60'000) <= 0) throw std::runtime_error("the server neither answers nor closes");
    std::string bytes(65'536, '\0');
    const auto size = recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    buffer_.append(bytes, 0, static_cast<std::size_t>(size));
    return true;
  }

  static void parse_head(Response& response, const std::string& head) {
    response.status = std::atoi(head.c_str() + std::string_view("HTTP/1.1 ").size());
    for (auto at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
      const std::string line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
      std::string name = line.substr(0, line.find(':'));
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      auto& value = response.headers[name];
      value += (value.empty() ? "" : "\n") + line.substr(line.find(':') + 2);
    }
  }

  bool read_sized(Response& response, std::size_t size) {
    while (buffer_.size() < size) {
      if (!read_more()) break;
    }
    response.complete = buffer_.size() >= size;
    response.body += buffer_.substr(0, size);
    buffer_.erase(0, size);
    return response.complete;
  }

  void read_chunks(Response& response) {
    for (std::size_t size = 1; size > 0;) {
      std::size_t end = 0;
      while ((end = buffer_.find("\r\n")) == std::string::npos) {
        if (!read_more()) return;
      }
      size = std::stoul(buffer_.substr(0, end), nullptr, 16);
      buffer_.erase(0, end + 2);
      if (!read_sized(response, size)) return;
      response.complete = false;
      Response line_end;
      if (!read_sized(line_end, 2)) return;
    }
    response.complete = true;
  }

  int socket_;
  bool connected_ = false;
  std::string buffer_;
};

}  // namespace rolecall::http::test
