// One client's connection: reads requests one after the other, lets the handler answer, writes, gives up on who is slow.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/channel.h"
#include "http/client_address.h"
#include "http/mailbox.h"
#include "http/reply_head.h"
#include "http/request_parser.h"
#include "http/server.h"

namespace rolecall::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What all connections of one I/O thread share. Lives longer than they do.
struct WorkerContext {
  const Options& options;
  const Handler& handler;
  const std::vector<Network>& trusted_proxies;
  unsigned thread = 0;
  std::string date;                   // for the Date header; renewed by the worker
  std::uint64_t next_request_id = 0;  // a random start
};

/// Everything happens on its worker's thread.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(WorkerContext& context, std::unique_ptr<Channel> channel, const boost::asio::any_io_executor& executor,
             std::string peer);

  /// Serves until the client, a time-out or the server ends it.
  boost::asio::awaitable<void> run();

  /// Gives up the running read or write when its time is over. Called by the worker now and then.
  void check_deadline(SteadyTime now);
  /// The request in flight is the last; a connection without one ends now.
  void drain();
  /// Ends now, whatever it does.
  void cut();

  /// Since when the server waits for this client; nothing while the client waits for the server.
  [[nodiscard]] std::optional<SteadyTime> waiting_since() const;
  [[nodiscard]] const std::string& peer() const { return peer_; }

 private:
  enum class Phase { idle, head, body, handling, writing, lingering };
  enum class Next { go_on, close };
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;

  void enter(Phase phase, Duration time);
  Awaitable<Next> serve_one();
  Awaitable<bool> fill();
  Awaitable<std::optional<Refused>> read_head(HeadScanner& scanner);
  /// The whole body, or the last answer to who may not send it.
  Awaitable<Next> receive_body(RequestParser& parser);
  Awaitable<std::optional<Refused>> read_body(RequestParser& parser);
  Awaitable<Admission> admit();
  Awaitable<Reply> handle();
  Awaitable<Next> refuse(Refused refused);
  /// The last answer: what the client still sends is thrown away.
  Awaitable<Next> turn_away(Reply reply);
  Awaitable<Next> send(Reply reply);
  Awaitable<bool> write(std::string_view first, std::string_view second);
  /// Both write head_ first.
  Awaitable<bool> write_sized(std::string_view body);
  Awaitable<bool> write_stream(Producer& producer, Framing::Body framing);
  static void append_chunk(std::string& frame, const Chunk& chunk, Framing::Body framing);
  Awaitable<void> linger();
  [[nodiscard]] std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void call_handler(Mailbox<Reply>::Sender sender);
  void ask_admitter(Mailbox<Admission>::Sender sender);
  void name_request();
  void note_sender();
  void log_done(const Reply& reply) const;

  WorkerContext& context_;
  const Limits& limits_;
  std::unique_ptr<Channel> channel_;
  std::string peer_;
  std::shared_ptr<Mailbox<Admission>> admissions_;
  std::shared_ptr<Mailbox<Reply>> replies_;
  std::shared_ptr<Mailbox<Chunk>> chunks_;

  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;  // the bytes read and not yet used are [begin_, end_)
  std::string head_;     // of the answer; kept for its memory

  Request request_;
  Method method_ = Method::get;
  std::string request_id_;
  SteadyTime started_;
  bool is_http_1_0_ = false;
  std::uint64_t written_ = 0;  // bytes of the answer

  Phase phase_ = Phase::idle;
  SteadyTime phase_start_;
  SteadyTime deadline_;
  bool expired_ = false;
  bool last_ = false;  // nothing is read after the answer
  bool cut_ = false;
};

}  // namespace rolecall::http
