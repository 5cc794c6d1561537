#include "http/problem.h"

#include <algorithm>

#include "base/json_write.h"
#include "http/ascii.h"
#include "http/status.h"

namespace rolecall::http {
namespace {

struct Mapping {
  int status;
  std::string_view name;  // the `code` of the document where the error has none of its own
};

/// The one table from Code to status (CONVENTIONS section 5).
Mapping mapping_of(Code code) {
  switch (code) {
    case Code::malformed:
      return {400, "malformed"};
    case Code::unauthenticated:
      return {401, "unauthenticated"};
    case Code::denied:
      return {403, "denied"};
    case Code::not_found:
      return {404, "not_found"};
    case Code::conflict:
      return {409, "conflict"};
    case Code::gone:
      return {410, "gone"};
    case Code::stale:
      return {412, "stale"};
    case Code::too_large:
      return {413, "too_large"};
    case Code::invalid:
      return {422, "invalid"};
    case Code::throttled:
      return {429, "throttled"};
    case Code::unavailable:
      return {503, "unavailable"};
    case Code::write_needed:
      break;
  }
  return {500, "internal"};
}

void begin_problem(json::Writer& writer, int status, std::string_view code, std::string_view detail) {
  writer.begin_object()
      .field("type", "about:blank")
      .field("title", status_phrase(status))
      .field("status", status)
      .field("detail", detail)
      .field("code", code);
}

void write_given_remedy(json::Writer& writer, const Remedy& remedy) {
  writer.begin_object().field("text", remedy.text).field("who", remedy.who).name("action");
  if (remedy.action.empty()) {
    writer.null();
  } else {
    writer.value(remedy.action);
  }
  writer.end_object();
}

void write_refusal(json::Writer& writer, const Refusal& refusal) {
  writer.field("rule", refusal.rule).field("explanation", refusal.explanation).name("remedy");
  if (refusal.remedy) {
    write_given_remedy(writer, *refusal.remedy);
  } else {
    writer.null();
  }
}

void write_fields(json::Writer& writer, const std::vector<FieldError>& fields) {
  writer.name("errors").begin_array();
  for (const FieldError& field : fields) {
    writer.begin_object().field("pointer", field.pointer).field("detail", field.detail).end_object();
  }
  writer.end_array();
}

void write_holders(json::Writer& writer, const std::vector<RoleHolder>& holders) {
  writer.name("holders").begin_array();
  for (const RoleHolder& holder : holders) {
    writer.begin_object().field("id", holder.member).field("name", holder.name).end_object();
  }
  writer.end_array();
}

/// The counts of a `handover_needed`: {"sessions":3,"templates":0}.
void write_counts(json::Writer& writer, const std::vector<FieldError>& fields) {
  for (const FieldError& field : fields) writer.raw_field(std::string_view(field.pointer).substr(1), field.detail);
}

Reply problem_reply(int status, std::string body) {
  return {.status = status, .content_type = "application/problem+json", .body = std::move(body)};
}

bool is_json_type(std::string_view content_type) {
  const auto semicolon = std::min(content_type.find(';'), content_type.size());
  const std::string_view type = trim(content_type.substr(0, semicolon));
  const std::string_view rest = trim(content_type.substr(std::min(semicolon + 1, content_type.size())));
  const bool is_json = equals_ignoring_case(type, "application/json") ||
                       (type.size() > 17 && equals_ignoring_case(type.substr(0, 12), "application/") &&
                        equals_ignoring_case(type.substr(type.size() - 5), "+json"));
  return is_json &&
         (rest.empty() || equals_ignoring_case(rest, "charset=utf-8") || equals_ignoring_case(rest, "charset=\"utf-8\""));
}

}  // namespace

Reply problem(const Error& error) {
  const auto [status, name] = mapping_of(error.code);
  std::string body;
  json::Writer writer(body);
  begin_problem(writer, status, error.name.empty() ? name : std::string_view(error.name), error.detail);
  if (error.refusal) write_refusal(writer, *error.refusal);
  if (error.code == Code::invalid) write_fields(writer, error.fields);
  if (error.name == "handover_needed") write_counts(writer, error.fields);
  if (!error.holders.empty()) write_holders(writer, error.holders);
  writer.end_object();

  Reply reply = problem_reply(status, std::move(body));
  if (status == 401) reply.with("WWW-Authenticate", "Bearer");
  if (status == 429 || status == 503) reply.with("Retry-After", std::to_string(std::max(error.retry_after_seconds, 1)));
  return reply;
}

Reply problem(int status, std::string_view code, std::string_view detail) {
  std::string body;
  json::Writer writer(body);
  begin_problem(writer, status, code, detail);
  writer.end_object();
  Reply reply = problem_reply(status, std::move(body));
  if (status == 503) reply.with("Retry-After", "1");
  return reply;
}

Reply method_not_allowed(Method method, std::string_view allow) {
  Reply reply = method == Method::options ? empty_reply()
                                          : problem(405, "method_not_allowed", "this method is not allowed here; see Allow");
  return std::move(reply.with("Allow", allow));
}

std::expected<json::Document, Reply> json_body(const Request& request) {
  if (!is_json_type(request.header("content-type").value_or(""))) {
    return std::unexpected(problem(415, "unsupported_media_type", "expected a body of type `application/json` in UTF-8"));
  }
  auto document = json::parse(request.body);
  if (!document) return std::unexpected(problem(document.error()));
  return std::move(*document);
}

}  // namespace rolecall::http
