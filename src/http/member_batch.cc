#include "http/member_batch.h"

#include "base/json_read.h"
#include "http/member_json.h"
#include "http/quote_json.h"

namespace rolecall::http {
namespace {

std::optional<std::string> email_of(json::Value row) {
  const auto email = row.find("email");
  if (!email || !email->is_string()) return std::nullopt;
  return std::string(email->string());
}

service::BatchRow read_row(json::Value value) {
  service::BatchRow row;
  row.email = email_of(value);
  auto person = json::read<service::NewMember>(value);
  if (person) {
    row.person = std::move(*person);
  } else {
    row.errors = std::move(person.error().fields);
  }
  return row;
}

bool is_good(const service::BatchVerdict& verdict) { return verdict.errors.empty(); }

void write_errors(json::Writer& writer, const std::vector<FieldError>& errors) {
  writer.name("errors").begin_array();
  for (const auto& error : errors) {
    writer.begin_object().field("pointer", error.pointer).field("detail", error.detail).end_object();
  }
  writer.end_array();
}

void write_verdict(json::Writer& writer, std::size_t number, const service::BatchVerdict& verdict) {
  writer.begin_object().field("row", number).field("email", verdict.email);
  writer.field("status", is_good(verdict) ? "created" : "rejected");
  if (verdict.member) {
    writer.name("member");
    write_member(writer, *verdict.member);
  }
  if (!is_good(verdict)) write_errors(writer, verdict.errors);
  writer.end_object();
}

}  // namespace

Result<std::vector<service::BatchRow>> read_batch(const Call& call) {
  if (!call.body) return service::read_member_csv(call.request.body);
  const auto root = call.body->root();
  if (!root.is_array()) return invalid_field("", "must be an array of members");
  if (root.size() > service::most_rows) return fail(Code::invalid, "too_many", "at most 1,000 rows can be added at once");
  std::vector<service::BatchRow> rows;
  for (const json::Value row : root) rows.push_back(read_row(row));
  return rows;
}

Reply batch_reply(const service::BatchResult& result, service::BatchMode mode) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("results").begin_array();
  std::size_t number = 0;
  std::size_t created = 0;
  for (const auto& verdict : result.rows) {
    write_verdict(writer, ++number, verdict);
    if (is_good(verdict)) ++created;
  }
  writer.end_array().field("created", created).field("rejected", number - created);
  if (mode == service::BatchMode::dry_run) {
    writer.name("price");
    if (result.price) {
      write_quote(writer, *result.price);
    } else {
      writer.null();
    }
  }
  writer.end_object();
  return json_reply(200, std::move(body));
}

}  // namespace rolecall::http
