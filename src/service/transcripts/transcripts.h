// The transcript of a session: read (and the opening recorded), appended to by recording, typed into by its clinician only
// (SPEC section 5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clinical/transcript.h"
#include "service/environment.h"
#include "service/sessions/shown_session.h"
#include "store/credential.h"
#include "store/transcripts.h"

namespace rolecall::service {

struct ShownTranscript {
  SessionId session;
  std::vector<store::TranscriptSegment> segments;
  std::int64_t revision = 0;
  policy::ActionSet allowed_actions;  // asked on a transcript
  std::vector<std::pair<policy::Action, Refusal>> refused;
};

/// Errors: unauthenticated, not_found, denied (transcript.read), unavailable (`content_damaged`).
[[nodiscard]] Result<ShownTranscript> read_transcript(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const TeamId& team,
                                                      const SessionId& session);

struct SentSegment {
  clinical::Segment segment;
  std::optional<std::int64_t> sequence;
};
struct AppendSegments {
  TeamId team;
  SessionId session;
  std::string source;  // of an engine: its own name, [A-Za-z0-9._:-], at most 100; empty: an upload
  std::vector<SentSegment> segments;
};
struct SegmentsAppended {
  std::int64_t appended = 0;
  std::int64_t repeated = 0;  // words that this source has sent under the same number before: left as they are
  std::int64_t revision = 0;
};
/// Adds behind what is there (session.record), in the order of arrival. Errors: unauthenticated, not_found, denied, conflict
/// (`consent_needed`; `sequence_reused` when the source has sent other words under a number, then nothing is stored), invalid at
/// `/segments/N/…`, too_large (`transcript_too_long`) beyond clinical::most_segments or clinical::largest_transcript together.
[[nodiscard]] Result<SegmentsAppended> append_segments(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const AppendSegments& request);

struct WriteTranscript {
  TeamId team;
  SessionId session;
  std::vector<clinical::Segment> segments;
  std::optional<std::string> if_match;
};
/// Takes the place of what is there (transcript.update). Errors: as append_segments, and stale.
[[nodiscard]] Result<ShownTranscript> write_transcript(store::Transaction& tx, const Environment& environment,
                                                       const store::Credential& credential, const WriteTranscript& request);

/// Whether the caller may append (session.record) or write (transcript.update): asked before a long body is looked at, and again
/// by the use case itself. Errors: unauthenticated, not_found, denied.
[[nodiscard]] Result<Done> ask_to_append(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& team, const SessionId& session);
[[nodiscard]] Result<Done> ask_to_write(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const TeamId& team, const SessionId& session);

}  // namespace rolecall::service
