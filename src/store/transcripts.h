// The segments of a session's transcript, sealed one by one. Rights are the session's, asked by service/transcripts/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "store/permit.h"
#include "store/session.h"
#include "store/team_vault.h"
#include "store/transaction.h"

namespace rolecall::store {

struct TranscriptSegment {
  std::int64_t position = 0;  // from 1, in order; set when it is written
  std::string speaker;
  std::string text;
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
  std::string source;                    // of an engine; empty: typed or uploaded
  std::optional<std::int64_t> sequence;  // the source's own number
};

/// In order. Error: unavailable (`content_damaged`).
[[nodiscard]] Result<std::vector<TranscriptSegment>> read_transcript(Transaction& tx, const TeamVault& vault,
                                                                     const SessionId& session);

/// Behind what is there, and each number is remembered with its source and a keyed hash of its words; raises
/// `session.transcript_revision`. INVARIANT: no (source, sequence) of them was received before.
void append_segments(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, Session& session,
                     const std::vector<TranscriptSegment>& segments);

/// How much a transcript is. Bytes are those of speakers and texts as JSON, which is what is sealed.
struct TranscriptSize {
  std::int64_t segments = 0;
  std::int64_t bytes = 0;
};
/// What the session has, without opening it.
[[nodiscard]] TranscriptSize transcript_size(Transaction& tx, const TeamVault& vault, const SessionId& session);
[[nodiscard]] TranscriptSize size_of(const std::vector<TranscriptSegment>& segments);
/// From `first` to `last`, both included.
struct SequenceRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
};
/// By which the words of a numbered segment are known again; under another number, source or session they have another hash.
/// INVARIANT: it has a sequence.
[[nodiscard]] Bytes words_hash(const TeamVault& vault, const SessionId& session, const TranscriptSegment& segment);
/// By number, the hash of the words that came under it; nothing where they came before hashes were kept.
using ReceivedWords = std::map<std::int64_t, std::optional<Bytes>>;
/// What the session has received of this source: also of segments that were corrected or taken out since.
[[nodiscard]] ReceivedWords received_words(Transaction& tx, const SessionId& session, const std::string& source,
                                           const SequenceRange& range);

/// Instead of all that is there, at the positions 1, 2, 3, …; raises `session.transcript_revision`. What was received stays
/// remembered.
void replace_transcript(Transaction& tx, const Permit& permit, const Recorded& recorded, const TeamVault& vault, Session& session,
                        const std::vector<TranscriptSegment>& segments);

}  // namespace rolecall::store
