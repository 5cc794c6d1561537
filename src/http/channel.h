// One socket, plain or with TLS. Knows no HTTP and no time-outs: whoever owns it cancels what takes too long.
#pragma once

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <optional>

namespace rolecall::http {

/// Waits in a coroutine and gives the error as a value.
inline constexpr auto as_awaitable = boost::asio::as_tuple(boost::asio::use_awaitable);

class Channel {
 public:
  /// `tls` may be null and outlives the channel.
  Channel(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls) : socket_(std::move(socket)) {
    if (tls) tls_.emplace(socket_, *tls);
  }

  using Bytes = boost::asio::awaitable<std::optional<std::size_t>>;

  [[nodiscard]] bool is_tls() const { return tls_.has_value(); }

  /// True when the peer speaks TLS; at once without TLS.
  boost::asio::awaitable<bool> handshake();
  /// The number of bytes read; nothing at the end of the stream, after an error and after cancel().
  Bytes read_some(boost::asio::mutable_buffer buffer);
  /// True when all bytes are out.
  boost::asio::awaitable<bool> write(const std::array<boost::asio::const_buffer, 2>& buffers);

  void cancel();
  /// Tells the peer that nothing follows; reading goes on.
  void shut_down_sending();
  void close();

 private:
  boost::asio::ip::tcp::socket socket_;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
};

}  // namespace rolecall::http
