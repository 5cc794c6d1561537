#include "http/routes_team_export.h"

#include "http/team_export_json.h"
#include "service/teams/export_team.h"

namespace rolecall::http {
namespace {

using Stage = service::TeamExport::Stage;

struct Piece {
  std::string bytes;
  service::TeamExport next;
};

Result<Piece> read_piece(store::Transaction& tx, const service::Environment& environment, const store::Credential& credential,
                         const service::TeamExport& progress) {
  auto part = service::next_part(tx, environment, credential, progress);
  if (!part) return std::unexpected(std::move(part.error()));
  Piece piece{{}, std::move(part->next)};
  if (progress.stage == Stage::team) append_first_line(piece.bytes, progress);
  for (const auto& item : part->items) append_line(piece.bytes, item);
  if (piece.next.stage == Stage::done) append_last_line(piece.bytes, piece.next, tx.now());
  return piece;
}

/// Each piece is a transaction of its own: a slow reader holds none open, and what was revoked meanwhile ends the file.
Producer pieces_of(const Call& call, const service::Environment& environment, service::TeamExport begun) {
  auto progress = std::make_shared<service::TeamExport>(std::move(begun));
  return [&store = *call.store, &environment, credential = call.credential, progress](ChunkSink sink) {
    auto answer = std::make_shared<ChunkSink>(std::move(sink));
    store::run(
        store, store::Kind::long_read,
        [&environment, credential, progress](store::Transaction& tx) {
          return read_piece(tx, environment, credential, *progress);
        },
        [progress, answer](std::exception_ptr fault, std::optional<Result<Piece>> piece) {
          if (fault) return (*answer)({Chunk::Kind::failed, ""});
          if (!*piece) {
            std::string line;
            append_stopped_line(line, *progress, piece->error());
            return (*answer)({Chunk::Kind::last, std::move(line)});
          }
          *progress = std::move(piece->value().next);
          const bool is_done = progress->stage == Stage::done;
          (*answer)({is_done ? Chunk::Kind::last : Chunk::Kind::more, std::move(piece->value().bytes)});
        });
  };
}

Result<Reply> export_team(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto begun = service::begin_team_export(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!begun) return std::unexpected(std::move(begun.error()));
  Reply reply;
  reply.content_type = "application/x-ndjson";
  reply.producer = pieces_of(call, environment, std::move(*begun));
  reply.with("Content-Disposition", "attachment; filename=\"team.jsonl\"");
  return reply;
}

}  // namespace

std::vector<Route> team_export_routes() { return {{Method::get, "/api/v1/teams/{team}/export", store::Kind::read, export_team}}; }

}  // namespace rolecall::http
