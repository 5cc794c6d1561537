#include "http/channel.h"

namespace rolecall::http {
namespace asio = boost::asio;

asio::awaitable<bool> Channel::handshake() {
  if (!tls_) co_return true;
  const auto [error] = co_await tls_->async_handshake(asio::ssl::stream_base::server, as_awaitable);
  co_return !error;
}

Channel::Bytes Channel::read_some(asio::mutable_buffer buffer) {
  if (tls_) {
    const auto [error, size] = co_await tls_->async_read_some(buffer, as_awaitable);
    if (error) co_return std::nullopt;
    co_return size;
  }
  const auto [error, size] = co_await socket_.async_read_some(buffer, as_awaitable);
  if (error) co_return std::nullopt;
  co_return size;
}

asio::awaitable<bool> Channel::write(const std::array<asio::const_buffer, 2>& buffers) {
  if (tls_) {
    const auto [error, size] = co_await asio::async_write(*tls_, buffers, as_awaitable);
    co_return !error;
  }
  const auto [error, size] = co_await asio::async_write(socket_, buffers, as_awaitable);
  co_return !error;
}

void Channel::cancel() {
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Channel::shut_down_sending() {
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void Channel::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace rolecall::http
