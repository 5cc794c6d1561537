#include "service/audit/export_audit.h"

#include "audit/export.h"
#include "base/csv.h"
#include "service/audit/checkpoint.h"
#include "store/audit_reader.h"
#include "store/caller.h"

namespace rolecall::service {
namespace {

const audit::Value& member(const audit::Value& row, std::string_view name) {
  static const audit::Value nothing;
  const audit::Object* fields = row.object();
  if (fields == nullptr) return nothing;
  const auto found = fields->find(name);
  return found == fields->end() ? nothing : found->second;
}

/// A text as it is, null as nothing, everything else as JSON.
std::string cell(const audit::Value& value) {
  if (value.is_null()) return "";
  return value.text() != nullptr ? *value.text() : audit::canonical(value);
}

void append_row(std::string& out, const store::AuditEntry& entry) {
  const audit::Value row = audit::revealed(entry.event, entry.openings);
  const audit::Value& actor = member(row, "actor");
  const audit::Value& resource = member(row, "resource");
  append_csv_row(out, {cell(member(row, "seq")), cell(member(row, "at")), cell(member(actor, "type")), cell(member(actor, "id")),
                       cell(member(actor, "name")), cell(member(row, "action")), cell(member(resource, "type")),
                       cell(member(resource, "id")), cell(member(row, "decision")), std::to_string(entry.repeats + 1),
                       cell(member(row, "rule")), cell(member(row, "reason")), cell(member(row, "before")),
                       cell(member(row, "after")), cell(member(row, "hash"))});
}

void append_header(std::string& out) {
  append_csv_row(out, {"seq", "at", "actor_type", "actor_id", "actor_name", "action", "resource_type", "resource_id", "decision",
                       "count", "rule", "reason", "before", "after", "hash"});
}

}  // namespace

Result<ChainExport> begin_export(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const TeamId& team, ExportFormat format) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::audit_export), resource);
  if (!permit) return std::unexpected(permit.error());
  const char* const name = format == ExportFormat::csv ? "csv" : "jsonl";
  store::record(tx, *permit, "audit.export", resource, nullptr, audit::Object{{"format", name}});
  return ChainExport{format, sign_chain(tx, environment, team.value), 0, false};
}

std::string next_piece(store::Transaction& tx, ChainExport& progress) {
  const bool is_csv = progress.format == ExportFormat::csv;
  const store::ChainPart part{progress.written_seq, progress.checkpoint.tip.seq, 500};
  const auto entries = store::read_chain(tx, progress.checkpoint.chain, part);
  std::string out;
  if (is_csv && progress.written_seq == 0) append_header(out);
  for (const auto& entry : entries) {
    if (is_csv) {
      append_row(out, entry);
    } else {
      out.append(audit::export_line(entry.event, entry.openings)).push_back('\n');
    }
  }
  if (!entries.empty()) progress.written_seq = entries.back().event.seq;
  progress.is_done = entries.empty() || progress.written_seq == part.last_seq;
  if (progress.is_done && !is_csv) out.append(audit::export_last_line(progress.checkpoint)).push_back('\n');
  return out;
}

void export_chain(store::Store& store, const Environment& environment, const std::string& chain,
                  const std::function<void(std::string_view)>& sink) {
  const auto checkpoint = store::run_and_wait(
      store, store::Kind::write,
      [&](store::Transaction& tx) -> Result<audit::Checkpoint> { return sign_chain(tx, environment, chain); });
  ChainExport progress{ExportFormat::json_lines, checkpoint.value(), 0, false};
  while (!progress.is_done) {
    using Piece = std::pair<std::string, ChainExport>;
    auto piece = store::run_and_wait(store, store::Kind::long_read, [&progress](store::Transaction& tx) -> Result<Piece> {
      Piece next{{}, progress};
      next.first = next_piece(tx, next.second);
      return next;
    });
    progress = std::move(piece->second);
    sink(piece->first);
  }
}

}  // namespace rolecall::service
