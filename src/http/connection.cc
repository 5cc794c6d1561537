#include "http/connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/log.h"
#include "http/ascii.h"
#include "http/problem.h"
#include "http/reply_head.h"

namespace rolecall::http {
namespace asio = boost::asio;
namespace {

constexpr std::size_t first_buffer = 4096;
/// An answer is written in pieces of this size, each with its own time, so that a slow reader needs a least rate.
constexpr std::size_t write_piece = 256 * 1024;
/// The client is gone or never spoke: there is nobody to answer.
constexpr Refused silently{.status = 0};
constexpr Refused too_slow{408, "timeout", "the request took too long to arrive"};

constexpr std::string_view id_marks = "-_.:+/=";

bool is_sensible_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 &&
         std::ranges::all_of(id, [](char c) { return is_ascii_alphanumeric(c) || id_marks.contains(c); });
}

/// The finaliser of splitmix64: neighbouring numbers give unrelated ids.
std::uint64_t scramble(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

Reply internal_problem() { return problem(500, "internal", "something went wrong here; it was not your request"); }

std::array<asio::const_buffer, 2> two_buffers(std::string_view first, std::string_view second) {
  return {asio::const_buffer(first.data(), first.size()), asio::const_buffer(second.data(), second.size())};
}

}  // namespace

Connection::Connection(WorkerContext& context, std::unique_ptr<Channel> channel, const asio::any_io_executor& executor,
                       std::string peer)
    : context_(context),
      limits_(context.options.limits),
      channel_(std::move(channel)),
      peer_(std::move(peer)),
      admissions_(std::make_shared<Mailbox<Admission>>(executor)),
      replies_(std::make_shared<Mailbox<Reply>>(executor)),
      chunks_(std::make_shared<Mailbox<Chunk>>(executor)) {
  enter(Phase::head, limits_.header_time);
}

asio::awaitable<void> Connection::run() {
  const auto self = shared_from_this();
  if (co_await channel_->handshake()) {
    while (co_await serve_one() == Next::go_on) {
    }
  }
  cut();
}

void Connection::enter(Phase phase, Duration time) {
  phase_ = phase;
  phase_start_ = std::chrono::steady_clock::now();
  deadline_ = phase_start_ + std::chrono::milliseconds(time.ms);
  expired_ = false;
}

void Connection::check_deadline(SteadyTime now) {
  if (phase_ == Phase::handling || now < deadline_) return;
  // A composed write may just be between two of its steps, so this is repeated until the phase ends.
  expired_ = true;
  channel_->cancel();
}

void Connection::drain() {
  last_ = true;
  if (phase_ == Phase::idle) channel_->cancel();
}

void Connection::cut() {
  cut_ = true;
  channel_->close();
  admissions_->close();
  replies_->close();
  chunks_->close();
}

std::optional<SteadyTime> Connection::waiting_since() const {
  if (cut_ || phase_ == Phase::handling) return std::nullopt;
  return phase_start_;
}

Connection::Awaitable<Connection::Next> Connection::serve_one() {
  request_ = Request{};
  request_id_.clear();
  method_ = Method::get;
  HeadScanner scanner(limits_);
  auto refused = co_await read_head(scanner);
  if (refused) co_return co_await refuse(*refused);

  RequestParser parser(request_, limits_);
  refused = parser.head(unread().substr(0, scanner.size()));
  begin_ += scanner.size();
  method_ = request_.method;
  is_http_1_0_ = parser.is_http_1_0();
  if (refused) co_return co_await refuse(*refused);
  if (!parser.is_done()) {
    const Next next = co_await receive_body(parser);
    if (next == Next::close) co_return next;
  }

  if (!parser.keeps_alive()) last_ = true;
  Reply reply = co_await handle();
  co_return co_await send(std::move(reply));
}

Connection::Awaitable<bool> Connection::fill() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == buffer_.size() && begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) buffer_.resize(std::max(first_buffer, buffer_.size() * 2));
  const auto size = co_await channel_->read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_));
  end_ += size.value_or(0);
  co_return size.has_value();
}

Connection::Awaitable<std::optional<Refused>> Connection::read_head(HeadScanner& scanner) {
  if (unread().empty()) {
    enter(Phase::idle, limits_.idle_time);
    if (last_) co_return silently;
    const bool filled = co_await fill();
    if (!filled) co_return silently;
  }
  enter(Phase::head, limits_.header_time);
  for (auto state = scanner.scan(unread()); state != HeadScanner::State::complete; state = scanner.scan(unread())) {
    if (state == HeadScanner::State::refused) co_return scanner.refused();
    const bool filled = co_await fill();
    if (!filled) co_return expired_ ? too_slow : silently;
  }
  co_return std::nullopt;
}

Connection::Awaitable<Connection::Next> Connection::receive_body(RequestParser& parser) {
  auto admission = co_await admit();
  if (!admission) co_return co_await turn_away(std::move(admission.error()));
  auto refused = parser.limit_body(*admission);
  if (!refused) refused = co_await read_body(parser);
  if (refused) co_return co_await refuse(*refused);
  co_return Next::go_on;
}

Connection::Awaitable<std::optional<Refused>> Connection::read_body(RequestParser& parser) {
  enter(Phase::body, limits_.body_time);
  if (parser.expects_continue() && unread().empty()) {
    const bool written = co_await channel_->write(two_buffers("HTTP/1.1 100 Continue\r\n\r\n", {}));
    if (!written) co_return silently;
  }
  while (!parser.is_done()) {
    std::size_t consumed = 0;
    if (!unread().empty()) {
      if (const auto refused = parser.body(unread(), consumed)) co_return refused;
      begin_ += consumed;
    }
    if (consumed > 0) continue;
    const bool filled = co_await fill();
    if (!filled) co_return expired_ ? too_slow : silently;
  }
  co_return std::nullopt;
}

void Connection::name_request() {
  if (!request_id_.empty()) return;
  const auto given = request_.header("x-request-id");
  request_id_ =
      given && is_sensible_id(*given) ? std::string(*given) : fmt::format("{:016x}", scramble(context_.next_request_id++));
}

/// Whom the request comes from, and under which id it is answered.
void Connection::note_sender() {
  name_request();
  request_.request_id = request_id_;
  request_.client_address = client_address(peer_, request_.headers.list("x-forwarded-for"), context_.trusted_proxies);
  request_.tls = channel_->is_tls();
}

void Connection::ask_admitter(Mailbox<Admission>::Sender sender) {
  try {
    context_.options.admit(request_, Admit(std::move(sender)));
  } catch (const std::exception& fault) {
    log::error("admission_failed", {{"fault", log::FaultText(fault)}});
  }
}

Connection::Awaitable<Admission> Connection::admit() {
  if (!context_.options.admit) co_return limits_.body_bytes;
  note_sender();
  enter(Phase::handling, {});
  auto admission = co_await admissions_->request([this](Mailbox<Admission>::Sender sender) { ask_admitter(std::move(sender)); });
  if (!admission) co_return std::unexpected(internal_problem());
  co_return std::move(*admission);
}

void Connection::call_handler(Mailbox<Reply>::Sender sender) {
  try {
    context_.handler(std::move(request_), Responder(std::move(sender)));
  } catch (const std::exception& fault) {
    log::error("handler_failed", {{"fault", log::FaultText(fault)}});
  }
}

Connection::Awaitable<Reply> Connection::handle() {
  note_sender();
  enter(Phase::handling, {});
  started_ = phase_start_;
  auto reply = co_await replies_->request([this](Mailbox<Reply>::Sender sender) { call_handler(std::move(sender)); });
  if (!reply) co_return internal_problem();
  co_return std::move(*reply);
}

Connection::Awaitable<Connection::Next> Connection::refuse(Refused refused) {
  if (refused.status == 0) co_return Next::close;
  if (context_.options.metrics) context_.options.metrics->refused(refused.status);
  co_return co_await turn_away(problem(refused.status, refused.code, refused.detail));
}

Connection::Awaitable<Connection::Next> Connection::turn_away(Reply reply) {
  last_ = true;
  started_ = std::chrono::steady_clock::now();
  name_request();
  co_await send(std::move(reply));
  co_await linger();
  co_return Next::close;
}

Connection::Awaitable<Connection::Next> Connection::send(Reply reply) {
  const bool has_body = method_ != Method::head && may_have_body(reply.status);
  const bool streams = reply.producer.has_value();
  if (streams && is_http_1_0_) last_ = true;
  const std::string_view body = reply.shared ? reply.shared->bytes : std::string_view(reply.body);
  const auto stream_framing = is_http_1_0_ ? Framing::Body::until_close : Framing::Body::chunked;

  head_.clear();
  append_head(
      head_, reply,
      {.body = streams ? stream_framing : Framing::Body::sized,
       .body_size = body.size(),
       .close = last_,
       .date = context_.date,
       .request_id = request_id_,
       .strict_transport = channel_->is_tls() || context_.options.strict_transport ? StrictTransport::on : StrictTransport::off});
  written_ = 0;
  bool sent = false;
  if (streams && has_body) {
    sent = co_await write_stream(*reply.producer, stream_framing);
  } else {
    sent = co_await write_sized(has_body ? body : std::string_view{});
  }
  log_done(reply);
  if (!sent) co_return Next::close;
  if (last_ && !unread().empty()) co_await linger();
  co_return last_ ? Next::close : Next::go_on;
}

Connection::Awaitable<bool> Connection::write(std::string_view first, std::string_view second) {
  enter(Phase::writing, limits_.write_time);
  const auto buffers = two_buffers(first, second);
  const bool written = co_await channel_->write(buffers);
  if (written) written_ += first.size() + second.size();
  co_return written;
}

Connection::Awaitable<bool> Connection::write_sized(std::string_view body) {
  const bool begun = co_await write(head_, body.substr(0, write_piece));
  if (!begun) co_return false;
  for (std::size_t at = write_piece; at < body.size(); at += write_piece) {
    const bool written = co_await write(body.substr(at, write_piece), {});
    if (!written) co_return false;
  }
  co_return true;
}

Connection::Awaitable<bool> Connection::write_stream(Producer& producer, Framing::Body framing) {
  const auto ask = [&producer](Mailbox<Chunk>::Sender sender) {
    try {
      producer(ChunkSink(std::move(sender)));
    } catch (const std::exception& fault) {
      log::error("stream_failed", {{"fault", log::FaultText(fault)}});
    }
  };
  for (std::string& frame = head_;; frame.clear()) {
    enter(Phase::handling, {});
    const auto chunk = co_await chunks_->request(ask);
    if (!chunk || chunk->kind == Chunk::Kind::failed) co_return false;
    append_chunk(frame, *chunk, framing);
    const bool written = co_await write(frame, {});
    if (!written) co_return false;
    if (chunk->kind == Chunk::Kind::last) co_return true;
  }
}

void Connection::append_chunk(std::string& frame, const Chunk& chunk, Framing::Body framing) {
  if (framing == Framing::Body::until_close) {
    frame += chunk.bytes;
    return;
  }
  // An empty chunk would end the body.
  if (!chunk.bytes.empty()) fmt::format_to(std::back_inserter(frame), "{:x}\r\n{}\r\n", chunk.bytes.size(), chunk.bytes);
  if (chunk.kind == Chunk::Kind::last) frame += "0\r\n\r\n";
}

/// Closing while unread bytes wait would reset the connection, and the answer might be lost on its way.
Connection::Awaitable<void> Connection::linger() {
  channel_->shut_down_sending();
  enter(Phase::lingering, limits_.linger_time);
  bool more = true;
  while (more) {
    begin_ = end_ = 0;
    more = co_await fill();
  }
}

void Connection::log_done(const Reply& reply) const {
  const auto now = std::chrono::steady_clock::now();
  const auto duration = std::chrono::duration_cast<std::chrono::microseconds>(now - started_).count();
  const Options& options = context_.options;
  if (options.metrics) options.metrics->request_done(context_.thread, reply.route, reply.status, duration);
  if (options.on_request_done) options.on_request_done({method_, reply.route, reply.status, duration, written_, request_id_});
}

}  // namespace rolecall::http
