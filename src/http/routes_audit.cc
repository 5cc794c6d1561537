#include "http/routes_audit.h"

#include <charconv>

#include "base/json_write.h"
#include "http/page.h"
#include "service/audit/checkpoint.h"
#include "service/audit/export_audit.h"
#include "service/audit/read_audit.h"

namespace rolecall::http {
namespace {

constexpr std::string_view audit_path = "/api/v1/teams/{team}/audit";

std::string text_of(const Request& request, std::string_view name) { return std::string(request.query(name).value_or("")); }

std::optional<std::string> text_or_none(const Request& request, std::string_view name) {
  const auto text = request.query(name);
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

service::ReadAudit audit_request_of(const Call& call) {
  service::ReadAudit request;
  request.team = call.id<TeamId>("team");
  request.actor = text_of(call.request, "actor");
  request.action = text_of(call.request, "action");
  request.resource = text_of(call.request, "resource");
  request.decision = text_of(call.request, "decision");
  request.from = text_or_none(call.request, "from");
  request.to = text_or_none(call.request, "to");
  return request;
}

void null_when_empty(audit::Object& fields, std::string_view name) {
  const auto found = fields.find(name);
  if (found != fields.end() && found->second.text() != nullptr && found->second.text()->empty()) found->second = nullptr;
}

/// SPEC section 9, audit row: what is not there is null; a refusal says how many it stands for.
std::string row_json(const store::AuditEntry& entry) {
  audit::Value row = audit::revealed(entry.event, entry.openings);
  audit::Object& fields = *row.object();
  for (const std::string_view name : {"rule", "login", "policy_hash"}) null_when_empty(fields, name);
  for (const std::string_view name : {"actor", "resource"}) null_when_empty(*fields.find(name)->second.object(), "id");
  if (entry.event.outcome == audit::Outcome::deny) fields["count"] = entry.repeats + 1;
  return audit::canonical(row);
}

std::int64_t number_from(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Result<Reply> list_audit(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto request = audit_request_of(call);
  const ListIdentity identity{
      audit_path,
      request.team.value,
      {request.actor, request.action, request.resource, request.decision, request.from.value_or(""), request.to.value_or("")}};
  const auto asked = read_page(call, environment, identity);
  if (!asked) return std::unexpected(asked.error());
  request.limit = asked->limit;
  if (!asked->after.empty()) request.before_seq = number_from(asked->after.front());
  const auto page = service::read_audit(tx, environment, call.credential, request);
  if (!page) return std::unexpected(page.error());
  std::optional<Position> last;
  if (page->has_more) last = Position{std::to_string(page->rows.back().event.seq)};
  return page_reply(page->rows, cursor_behind(environment, identity, last),
                    [](json::Writer& writer, const auto& row) { writer.raw(row_json(row)); });
}

Result<Reply> checkpoint(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto signed_one = service::get_checkpoint(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!signed_one) return std::unexpected(signed_one.error());
  std::string body;
  json::Writer(body)
      .begin_object()
      .field("chain", signed_one->chain)
      .field("seq", signed_one->tip.seq)
      .field("hash", signed_one->tip.hash)
      .field("at", signed_one->at)
      .field("key_id", signed_one->key_id)
      .field("signature", signed_one->signature)
      .end_object();
  return json_reply(200, std::move(body));
}

/// Each piece is a read of its own, so that a slow reader holds no transaction open.
Producer pieces_of(store::Store& store, service::ChainExport begun) {
  auto progress = std::make_shared<service::ChainExport>(std::move(begun));
  return [&store, progress](ChunkSink sink) {
    auto answer = std::make_shared<ChunkSink>(std::move(sink));
    store::run(
        store, store::Kind::long_read,
        [progress](store::Transaction& tx) -> Result<std::pair<std::string, service::ChainExport>> {
          service::ChainExport next = *progress;
          std::string bytes = service::next_piece(tx, next);
          return std::pair(std::move(bytes), std::move(next));
        },
        [progress, answer](std::exception_ptr fault, std::optional<Result<std::pair<std::string, service::ChainExport>>> piece) {
          if (fault) return (*answer)({Chunk::Kind::failed, ""});
          *progress = std::move((*piece)->second);
          (*answer)({progress->is_done ? Chunk::Kind::last : Chunk::Kind::more, std::move((*piece)->first)});
        });
  };
}

Result<Reply> export_chain(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto format = call.request.query("format").value_or("jsonl");
  const bool is_csv = format == "csv";
  auto begun = service::begin_export(tx, environment, call.credential, call.id<TeamId>("team"),
                                     is_csv ? service::ExportFormat::csv : service::ExportFormat::json_lines);
  if (!begun) return std::unexpected(std::move(begun.error()));
  if (!is_csv && format != "jsonl") return invalid_field("/format", "expected `jsonl` or `csv`");
  for (const char* name : {"from", "to"}) {
    if (call.request.query(name)) return invalid_field(std::string("/") + name, "an export always holds the whole chain");
  }
  Reply reply;
  reply.content_type = is_csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  reply.producer = pieces_of(*call.store, std::move(*begun));
  reply.with("Content-Disposition", is_csv ? "attachment; filename=\"audit.csv\"" : "attachment; filename=\"audit.jsonl\"");
  return reply;
}

Result<Reply> public_key(store::Transaction&, const service::Environment& environment, const Call&) {
  Reply reply;
  reply.content_type = "application/x-pem-file";
  reply.body = environment.keys.signing_key().public_key().to_pem();
  return reply;
}

}  // namespace

std::vector<Route> audit_routes() {
  using store::Kind;
  return {
      {Method::get, audit_path, Kind::write, list_audit},
      {Method::get, "/api/v1/teams/{team}/audit/checkpoint", Kind::write, checkpoint},
      {Method::get, "/api/v1/teams/{team}/audit/export", Kind::write, export_chain},
      for_anybody({Method::get, "/.well-known/rolecall-audit-key.pem", Kind::read, public_key}),
  };
}

}  // namespace rolecall::http
