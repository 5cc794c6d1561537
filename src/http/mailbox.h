// How a coroutine on an I/O thread waits for a value that somebody else brings, at once or later, from any thread.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace rolecall::http {

/// Belongs to one coroutine on one thread. One value is awaited at a time; what comes for an earlier one is thrown away.
template <class T>
class Mailbox : public std::enable_shared_from_this<Mailbox<T>> {
 public:
  explicit Mailbox(boost::asio::any_io_executor executor) : executor_(std::move(executor)), owner_(std::this_thread::get_id()) {}

  /// Brings the value, once; dropped without a value it brings nothing, which is an answer as well.
  class Sender {
   public:
    Sender(std::shared_ptr<Mailbox> mailbox, std::uint64_t serial) : mailbox_(std::move(mailbox)), serial_(serial) {}
    Sender(Sender&&) noexcept = default;
    Sender& operator=(Sender&&) = delete;
    ~Sender() {
      if (mailbox_) mailbox_->deliver(serial_, std::nullopt);
    }
    void operator()(T value) {
      if (const auto mailbox = std::exchange(mailbox_, nullptr)) mailbox->deliver(serial_, std::move(value));
    }

   private:
    std::shared_ptr<Mailbox> mailbox_;
    std::uint64_t serial_;
  };

  /// Calls `ask` with a Sender and waits for what it brings; nothing when it was dropped or `close` came first.
  template <class F>
  boost::asio::awaitable<std::optional<T>> request(F ask) {
    arrived_ = false;
    asking_ = true;
    ask(Sender(this->shared_from_this(), ++serial_));
    asking_ = false;
    if (!arrived_ && is_open_) co_await wait();
    co_return std::exchange(value_, std::nullopt);
  }

  /// Whatever comes from now on is thrown away; who waits goes on without a value. Call on the owner's thread.
  void close() {
    {
      const std::scoped_lock lock(mutex_);
      is_open_ = false;
    }
    resume();
  }

 private:
  auto wait() {
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
        [this](auto handler) { waiting_ = std::move(handler); }, boost::asio::use_awaitable);
  }

  void deliver(std::uint64_t serial, std::optional<T> value) {
    if (std::this_thread::get_id() == owner_ && asking_) return place(serial, std::move(value));
    // While the mailbox is open its connection lives, and with it the executor.
    const std::scoped_lock lock(mutex_);
    if (!is_open_) return;
    boost::asio::post(executor_, [self = this->shared_from_this(), serial, value = std::move(value)]() mutable {
      self->place(serial, std::move(value));
      self->resume();
    });
  }

  void place(std::uint64_t serial, std::optional<T> value) {
    if (serial != serial_ || arrived_) return;
    arrived_ = true;
    value_ = std::move(value);
  }

  void resume() {
    if (!arrived_ && is_open_) return;
    if (auto waiting = std::exchange(waiting_, nullptr)) waiting();
  }

  const boost::asio::any_io_executor executor_;
  const std::thread::id owner_;
  std::mutex mutex_;  // guards is_open_ against other threads; everything else belongs to the owner
  bool is_open_ = true;
  bool asking_ = false;
  bool arrived_ = false;
  std::uint64_t serial_ = 0;
  std::optional<T> value_;
  std::move_only_function<void()> waiting_;
};

}  // namespace rolecall::http
