#include "load.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <string>

namespace rolecall::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  std::size_t length = 0;
  if (const auto at = head.find(name); at != std::string_view::npos) {
    std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
  }
  return length;
}

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(descriptor);
    throw std::runtime_error("the server does not listen");
  }
  return descriptor;
}

}  // namespace

class Load::Connection {
 public:
  Connection(std::uint16_t port, std::unique_ptr<Dialogue> dialogue)
      : descriptor_(connect_to(port)), dialogue_(std::move(dialogue)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(descriptor_); }

  [[nodiscard]] int descriptor() const { return descriptor_; }

  /// The operation needs more requests.
  [[nodiscard]] bool is_between_requests() const { return !is_new_operation_; }

  /// False when there is nothing left to ask.
  bool ask() {
    const auto request = dialogue_->ask();
    if (!request) return false;
    if (is_new_operation_) operation_started_ = Clock::now();
    // A request is small enough for the socket to take it whole.
    const auto sent = ::send(descriptor_, request->data(), request->size(), MSG_NOSIGNAL);
    if (sent != static_cast<ssize_t>(request->size())) throw std::runtime_error("the server closed a connection");
    return true;
  }

  /// Reads what is there; true when the answer is complete.
  bool read() {
    std::array<char, 65'536> bytes;
    const auto size = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (size <= 0) throw std::runtime_error("the server closed a connection");
    answer_.append(bytes.data(), static_cast<std::size_t>(size));
    const auto end = answer_.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t body = end + 4;
    return answer_.size() >= body + content_length(std::string_view(answer_).substr(0, body));
  }

  /// How long the operation took when the answer ended one, in microseconds.
  std::optional<float> hear() {
    if (!answer_.starts_with("HTTP/1.1 2")) throw std::runtime_error("refused: " + answer_);
    is_new_operation_ = dialogue_->hear(std::string_view(answer_).substr(answer_.find("\r\n\r\n") + 4));
    answer_.clear();
    if (!is_new_operation_) return std::nullopt;
    return std::chrono::duration<float, std::micro>(Clock::now() - operation_started_).count();
  }

 private:
  int descriptor_;
  std::unique_ptr<Dialogue> dialogue_;
  std::string answer_;
  bool is_new_operation_ = true;
  Clock::time_point operation_started_;
};

Load::Load(std::uint16_t port, Dialogues dialogues) : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  for (auto& dialogue : dialogues) {
    auto& connection = connections_.emplace_back(std::make_unique<Connection>(port, std::move(dialogue)));
    epoll_event event{.events = EPOLLIN, .data = {.ptr = connection.get()}};
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection->descriptor(), &event);
  }
}

Load::~Load() { ::close(epoll_); }

Timings Load::run(RunLimit limit) {
  Timings timings;
  const auto start = Clock::now();
  const auto end = start + limit.time;
  const auto is_over = [&] {
    return Clock::now() >= end || (limit.operations && timings.microseconds.size() >= *limit.operations);
  };
  std::size_t waiting = 0;
  for (const auto& connection : connections_) waiting += connection->ask() ? 1 : 0;
  std::array<epoll_event, 64> events{};
  while (waiting > 0) {
    const int ready = ::epoll_wait(epoll_, events.data(), events.size(), -1);
    for (int i = 0; i < ready; ++i) {
      auto& connection = *static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr);
      if (!connection.read()) continue;
      if (const auto took = connection.hear()) timings.microseconds.push_back(*took);
      if ((connection.is_between_requests() || !is_over()) && connection.ask()) continue;
      --waiting;
    }
  }
  timings.elapsed = Clock::now() - start;
  std::ranges::sort(timings.microseconds);
  return timings;
}

double Timings::percentile(double share) const {
  if (microseconds.empty()) return 0;
  const auto index = static_cast<std::size_t>(share * static_cast<double>(microseconds.size() - 1));
  return microseconds[index] / 1000.0;
}

}  // namespace rolecall::bench
