// Holds what the tests send and get over HTTP against the contract, as the server serves it at /openapi.json. ApiClient asks it
// about every answer; contract_test.cc asks which operations there are. Checks shapes, never what a value means.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "http/reply.h"
#include "http/request.h"

namespace rolecall::testing {

/// A request and its answer; `reply.route` is the path's template.
struct Exchange {
  const http::Request& request;
  const http::Reply& reply;
};

/// A body that an operation takes, made from its schema.
struct SampleBody {
  std::string minimal;                 // what is required and nothing else
  std::string full;                    // with everything that is optional
  std::string with_unknown;            // `minimal` and a member that the contract does not name
  std::vector<std::string> too_short;  // `minimal` without one of what is required, for each
  std::vector<std::string> with_null;  // `full` with null for one of its arrays, for each: the contract lets none be null
};

class Contract {
 public:
  /// The document inside the program. Throws when it is none.
  static const Contract& served();
  ~Contract();

  /// What the contract does not allow, a sentence for each: an operation, a query parameter, a status, a media type, or a body
  /// that it does not name; a request body that the server took although the contract forbids it. Also notes, for `untried`,
  /// that the operation was seen to succeed.
  [[nodiscard]] std::vector<std::string> objections(const Exchange& exchange) const;

  /// `GET /api/v1/me`, for every operation.
  [[nodiscard]] std::set<std::string> operations() const;
  /// Those of them for which nobody has to be signed in.
  [[nodiscard]] std::set<std::string> operations_for_anybody() const;
  /// The operations that no exchange of this program has seen succeed.
  [[nodiscard]] std::set<std::string> untried() const;

  /// Nothing when the operation takes no JSON object.
  [[nodiscard]] std::optional<SampleBody> sample_body(const std::string& operation) const;
  /// `?sort=name`, `?sort=-name`, …: one query for each value of each parameter that is an enumeration.
  [[nodiscard]] std::vector<std::string> sample_queries(const std::string& operation) const;

 private:
  struct State;
  Contract();
  std::unique_ptr<State> state_;
};

}  // namespace rolecall::testing
