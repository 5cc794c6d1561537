#include "store/transcripts.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <stdexcept>

#include "base/json_read.h"
#include "base/json_write.h"
#include "store/sql.h"

namespace rolecall::store {
namespace {

/// What of a segment is sealed.
struct Spoken {
  std::string speaker;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Spoken, (), (speaker, text))

std::string row_of(const SessionId& session, std::int64_t position) { return session.value + "/" + std::to_string(position); }

Result<Spoken> open_spoken(const TeamVault& vault, const std::string& row, std::int64_t version, const Bytes& sealed) {
  const auto text = vault.open({"transcript_segment", row, version}, sealed);
  if (!text) return std::unexpected(text.error());
  const auto document = json::parse(*text);
  if (!document) return std::unexpected(document.error());
  return json::read<Spoken>(document->root());
}

std::int64_t last_position(Transaction& tx, const SessionId& session) {
  auto rows = query(tx, "SELECT coalesce(max(position), 0) FROM transcript_segment WHERE session_id = $1", session);
  rows.next();
  return rows.integer(0);
}

/// Each revision of the transcript is a version of its segments, so that an older segment put back does not open.
void insert(Transaction& tx, const TeamVault& vault, const Session& session, std::int64_t position,
            const TranscriptSegment& segment) {
  const std::string row = row_of(session.id, position);
  const auto sealed =
      vault.seal({"transcript_segment", row, session.transcript_revision}, json::text(Spoken{segment.speaker, segment.text}));
  execute(tx,
          "INSERT INTO transcript_segment(session_id, position, version, start_ms, end_ms, source, sequence, content, "
          "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          session.id, position, session.transcript_revision, segment.start_ms, segment.end_ms, segment.source, segment.sequence,
          sealed, tx.now());
}

/// Apart from the segments, which a correction replaces.
void remember_segment(Transaction& tx, const TeamVault& vault, const SessionId& session, const TranscriptSegment& segment) {
  if (!segment.sequence) return;
  execute(tx, "INSERT INTO received_segment(session_id, source, sequence, words_hash) VALUES ($1, $2, $3, $4)", session,
          segment.source, *segment.sequence, words_hash(vault, session, segment));
}

void raise_revision(Transaction& tx, Session& session) {
  ++session.transcript_revision;
  const auto changed =
      execute(tx, "UPDATE session SET transcript_revision = $2, updated_at = $3 WHERE id = $1 AND transcript_revision = $2 - 1",
              session.id, session.transcript_revision, tx.now());
  if (changed != 1) throw std::logic_error("a transcript is written that was not read in this transaction");
}

}  // namespace

Result<std::vector<TranscriptSegment>> read_transcript(Transaction& tx, const TeamVault& vault, const SessionId& session) {
  std::vector<TranscriptSegment> segments;
  for (auto rows = query(tx,
                         "SELECT position, version, start_ms, end_ms, source, sequence, content FROM transcript_segment "
                         "WHERE session_id = $1 ORDER BY position",
                         session);
       rows.next();) {
    TranscriptSegment segment;
    segment.position = rows.integer(0);
    auto spoken = open_spoken(vault, row_of(session, segment.position), rows.integer(1), rows.bytes(6));
    if (!spoken) return std::unexpected(spoken.error());
    segment.speaker = std::move(spoken->speaker);
    segment.text = std::move(spoken->text);
    if (!rows.is_null(2)) segment.start_ms = rows.integer(2);
    if (!rows.is_null(3)) segment.end_ms = rows.integer(3);
    segment.source = rows.text(4);
    if (!rows.is_null(5)) segment.sequence = rows.integer(5);
    segments.push_back(std::move(segment));
  }
  return segments;
}

TranscriptSize transcript_size(Transaction& tx, const TeamVault& vault, const SessionId& session) {
  auto rows =
      query(tx, "SELECT count(*), coalesce(sum(length(content)), 0) FROM transcript_segment WHERE session_id = $1", session);
  rows.next();
  const auto count = rows.integer(0);
  const auto empty = static_cast<std::int64_t>(vault.seal({"transcript_segment", "", 0}, json::text(Spoken{})).size());
  return {count, rows.integer(1) - count * empty};
}

TranscriptSize size_of(const std::vector<TranscriptSegment>& segments) {
  const std::size_t empty = json::text(Spoken{}).size();
  std::size_t bytes = 0;
  for (const auto& segment : segments) bytes += json::text(Spoken{segment.speaker, segment.text}).size() - empty;
  return {static_cast<std::int64_t>(segments.size()), static_cast<std::int64_t>(bytes)};
}

Bytes words_hash(const TeamVault& vault, const SessionId& session, const TranscriptSegment& segment) {
  const std::string number = std::to_string(segment.sequence.value());
  return vault.word_hash("received\n" + session.value + "\n" + segment.source + "\n" + number + "\n" + segment.text);
}

ReceivedWords received_words(Transaction& tx, const SessionId& session, const std::string& source, const SequenceRange& range) {
  ReceivedWords received;
  for (auto rows = query(tx,
                         "SELECT sequence, words_hash FROM received_segment WHERE session_id = $1 AND source = $2 "
                         "AND sequence >= $3 AND sequence <= $4",
                         session, source, range.first, range.last);
       rows.next();) {
    received.emplace(rows.integer(0), rows.is_null(1) ? std::nullopt : std::optional(rows.bytes(1)));
  }
  return received;
}

void append_segments(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault, Session& session,
                     const std::vector<TranscriptSegment>& segments) {
  permit.require(tx, session.team);
  raise_revision(tx, session);
  std::int64_t position = last_position(tx, session.id);
  for (const TranscriptSegment& segment : segments) {
    insert(tx, vault, session, ++position, segment);
    remember_segment(tx, vault, session.id, segment);
  }
}

void replace_transcript(Transaction& tx, const Permit& permit, const Recorded&, const TeamVault& vault, Session& session,
                        const std::vector<TranscriptSegment>& segments) {
  permit.require(tx, session.team);
  raise_revision(tx, session);
  execute(tx, "DELETE FROM transcript_segment WHERE session_id = $1", session.id);
  std::int64_t position = 0;
  for (const TranscriptSegment& segment : segments) insert(tx, vault, session, ++position, segment);
}

}  // namespace rolecall::store
