// From a request to a use case and back: who asks, may a browser send this, which transaction, which answer.
// Routes stand in routes_*.cc; knows no rule and no SQL.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/crypto/password_pool.h"
#include "base/json.h"
#include "base/result.h"
#include "base/work_pool.h"
#include "clinical/transcript.h"
#include "http/limits.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/router.h"
#include "http/server.h"
#include "service/environment.h"
#include "service/password_work.h"
#include "store/credential.h"
#include "store/store.h"

namespace rolecall::http {

/// One request on its way to a use case. Lives until the answer was given.
struct Call {
  Request request;
  PathParams path;
  std::optional<json::Document> body;  // there when the route takes JSON
  store::Credential credential;
  service::PasswordOutcome passwords;       // there when the route has password work
  std::vector<clinical::Segment> segments;  // there when the route reads a transcript
  store::Store* store = nullptr;            // for bodies that are streamed after the transaction

  /// The segment of the path that the template names: `call.id<TeamId>("team")`.
  template <class IdType>
  [[nodiscard]] IdType id(std::string_view name) const {
    return IdType{path.at(name)};
  }
  /// If-Match without quotes; nothing when absent or `*`.
  [[nodiscard]] std::optional<std::string> if_match() const;
  [[nodiscard]] bool is_dry_run() const { return request.query("dry_run") == "true"; }
};

/// A use case's adapter: parse, call the service, write JSON. Runs inside the transaction, perhaps more than once.
using Endpoint = Result<Reply> (*)(store::Transaction&, const service::Environment&, const Call&);
/// Says in a read transaction what must be hashed before the endpoint runs.
using PasswordStep = Result<service::PasswordWork> (*)(store::Transaction&, const service::Environment&, const Call&);

/// Says in a read transaction whether the caller may send such a body at all, before it is received and again before it is read.
using Gate = Result<Done> (*)(store::Transaction&, const service::Environment&, const Call&);
/// Makes Call::segments of the body, on a thread of the work pool and outside of any transaction, or says what is wrong with it.
using TranscriptReader = std::expected<std::vector<clinical::Segment>, Reply> (*)(const Request&);

/// `optional_json`: an empty body is fine, and then Call::body is empty. `file`: whatever the route makes of the bytes.
enum class Body { none, json, optional_json, json_or_csv, file };
/// Whether a request without a credential can do anything here; only then its body is read.
enum class Access { caller, anybody };
/// Whether an Idempotency-Key is honoured, and whether the stored answer may be given again. Never where the body holds a
/// password: of that nothing is kept that is faster to try than its own hash.
enum class Replay { never, reply, secret };

struct Route {
  Method method;
  std::string_view path;
  store::Kind kind;
  Endpoint endpoint;
  Body body = Body::none;
  Replay replay = Replay::never;
  PasswordStep passwords = nullptr;
  std::size_t largest_body = Limits{}.body_bytes;
  Gate gate = nullptr;  // with `reader`; the endpoint decides again
  TranscriptReader reader = nullptr;
  Access access = Access::caller;
};

/// The route for who is not signed in as well. Its bodies are small.
[[nodiscard]] Route for_anybody(Route route);

/// The API as one handler for Server. The arguments outlive it.
class Api {
 public:
  struct Parts {
    store::Store& store;
    const service::Environment& environment;
    crypto::PasswordPool& password_pool;
    WorkPool& work_pool;  // for bodies that take long to read and answers that take long to make
    const Clock& clock;
  };
  Api(Parts parts, const std::vector<Route>& routes);

  /// False when no route has this path, so that somebody else (static files) may answer.
  [[nodiscard]] bool knows(std::string_view path) const;
  void handle(Request request, Responder respond) const;
  /// Decides on the head of a request whether its body is read (Options::admit): not without a credential of the right form where
  /// one is needed, and for a route with a gate only once the gate has let the caller through.
  void admit(const Request& request, Admit answer) const;
  [[nodiscard]] const Router<Route>& router() const { return router_; }

 private:
  /// Takes the answer of a request, whichever step gives it.
  using Answer = std::function<void(Reply)>;

  [[nodiscard]] std::optional<Reply> refusal_of_head(const Route& route, const Request& request) const;
  [[nodiscard]] std::shared_ptr<Call> call_for(Request request, PathParams path) const;
  /// Says what is wrong with a body, where a credential is needed only to whose is somebody's.
  void refuse_body(const Route& route, std::shared_ptr<const Call> call, Reply refusal, Answer answer) const;
  void run(const Route& route, std::shared_ptr<const Call> call, Answer answer) const;
  void run_with_passwords(const Route& route, std::shared_ptr<Call> call, Answer answer) const;
  void run_with_transcript(const Route& route, std::shared_ptr<Call> call, Answer answer) const;

  Parts parts_;
  Router<Route> router_;
};

/// `rolecall_login`, or `__Host-rolecall_login` when the public address is https.
[[nodiscard]] std::string_view login_cookie_name(const service::Environment& environment);
[[nodiscard]] Cookie login_cookie(const service::Environment& environment, std::string token);
[[nodiscard]] Cookie ended_login_cookie(const service::Environment& environment);

/// `ETag: "7"` beside the JSON.
[[nodiscard]] Reply json_with_etag(int status, std::string body, std::int64_t revision);

/// Every route of the API, from all routes_*.cc.
[[nodiscard]] std::vector<Route> all_routes();

}  // namespace rolecall::http
