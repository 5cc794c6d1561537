// One HTTP request as the API sees it: already read, checked and decoded. Knows nothing about sockets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rolecall::http {

enum class Method { get, head, post, put, patch, delete_, options };

/// `GET`, `DELETE`, …
[[nodiscard]] std::string_view to_string(Method method);

/// Header fields in one block of memory; names are kept in lower case.
class Headers {
 public:
  void add(std::string_view name, std::string_view value);
  /// The first field of that name, written in lower case by the caller.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  /// All fields of that name as one list, in their order (RFC 9110 section 5.3); empty when there is none.
  [[nodiscard]] std::string list(std::string_view name) const;

 private:
  struct Field {
    std::uint32_t name_at, name_size, value_at, value_size;
  };
  [[nodiscard]] std::string_view name_of(const Field& field) const;

  std::string text_;
  std::vector<Field> fields_;
};

/// INVARIANT: path and query hold only well-formed percent-encoding of UTF-8 without NUL; header values are UTF-8.
struct Request {
  Method method = Method::get;
  std::string path;                                         // as sent, still percent-encoded, without the query
  std::vector<std::pair<std::string, std::string>> params;  // of the query, decoded, in order
  Headers headers;
  std::string body;
  std::string client_address;  // the peer, or what a trusted proxy says about it; an IP address as text
  std::string request_id;      // the client's X-Request-ID when it is sensible, otherwise made here; echoed in the answer
  bool tls = false;

  /// The first query parameter of that name.
  [[nodiscard]] std::optional<std::string_view> query(std::string_view name) const;
  /// The first header of that name, written in lower case by the caller: `header("if-match")`.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const { return headers.find(name); }
  /// The value of a cookie, as sent.
  [[nodiscard]] std::optional<std::string_view> cookie(std::string_view name) const;
};

}  // namespace rolecall::http
