#include "http/front.h"

#include <boost/describe.hpp>

#include "base/json_read.h"
#include "base/json_write.h"
#include "http/problem.h"
#include "store/installation.h"

namespace rolecall::http {
namespace {

struct ClockBody {
  Instant now;
  std::optional<bool> frozen;
};
BOOST_DESCRIBE_STRUCT(ClockBody, (), (now, frozen))

Reply named(Reply reply, std::string_view route) {
  reply.route = route;
  return reply;
}

Reply clock_reply(const ManualClock& clock) {
  std::string body;
  json::Writer(body)
      .begin_object()
      .field("now", clock.now())
      .field("frozen", clock.mode() == ManualClock::Mode::frozen)
      .end_object();
  return json_reply(200, std::move(body));
}

/// The clock moves, unless it would go behind what is already written.
Reply set_clock(ManualClock& clock, const ClockBody& asked, const std::optional<Instant>& newest) {
  if (newest && asked.now < *newest) {
    return problem(invalid_field("/now", "expected an instant not before the newest record, " + to_rfc3339(*newest)).error());
  }
  clock.set(asked.now, asked.frozen.value_or(false) ? ManualClock::Mode::frozen : ManualClock::Mode::ticking);
  return clock_reply(clock);
}

}  // namespace

void Front::handle(Request request, Responder respond) const {
  if (request.path == "/healthz") return respond(named(text_reply(200, "ok\n"), "/healthz"));
  if (request.path == "/readyz") return ready(std::move(respond));
  if (request.path == "/dev/clock" && parts_.dev_clock != nullptr) return clock(request, std::move(respond));
  if (parts_.api.knows(request.path)) return parts_.api.handle(std::move(request), std::move(respond));
  respond(named(parts_.files.serve(request), "static"));
}

void Front::ready(Responder respond) const {
  store::run(
      parts_.store, store::Kind::read,
      [](store::Transaction& tx) -> Result<Done> {
        static_cast<void>(store::newest_record(tx));
        return Done{};
      },
      [respond = std::move(respond)](std::exception_ptr fault, std::optional<Result<Done>>) mutable {
        respond(named(fault ? text_reply(503, "the database does not answer\n") : text_reply(200, "ready\n"), "/readyz"));
      });
}

void Front::clock(const Request& request, Responder respond) const {
  static constexpr std::string_view route = "/dev/clock";
  if (request.method == Method::get) return respond(named(clock_reply(*parts_.dev_clock), route));
  if (request.method != Method::put) return respond(named(method_not_allowed(request.method, "GET, HEAD, PUT, OPTIONS"), route));
  const auto document = json_body(request);
  if (!document) return respond(named(problem(400, "malformed", "expected a JSON object with `now`"), route));
  const auto asked = json::read<ClockBody>(document->root());
  if (!asked) return respond(named(problem(asked.error()), route));
  store::run(
      parts_.store, store::Kind::read,
      [](store::Transaction& tx) -> Result<std::optional<Instant>> { return store::newest_record(tx); },
      [clock = parts_.dev_clock, asked = *asked, respond = std::move(respond)](
          std::exception_ptr fault, std::optional<Result<std::optional<Instant>>> newest) mutable {
        respond(named(fault ? problem(503, "unavailable", "the database does not answer") : set_clock(*clock, asked, **newest),
                      route));
      });
}

}  // namespace rolecall::http
