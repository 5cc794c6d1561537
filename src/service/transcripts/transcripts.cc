#include "service/transcripts/transcripts.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "policy/explain.h"
#include "service/revision.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/record_opening.h"
#include "service/sessions/session_fields.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;

struct OpenedTranscript {
  store::TeamCaller caller;
  store::SessionFacts facts;
  store::Permit permit;
};

Result<OpenedTranscript> open_transcript(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const TeamId& team, const SessionId& session,
                                         Action action) {
  auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto facts = store::find_session(tx, team, caller->member.id, session);
  const auto question = ask_about_session(*caller, action, facts, tx.now(), ResourceKind::transcript);
  auto permit = store::authorize(tx, *caller, question, {"transcript", session.value});
  if (!permit) return std::unexpected(permit.error());
  return OpenedTranscript{std::move(*caller), std::move(*facts), std::move(*permit)};
}

ShownTranscript shown(const OpenedTranscript& opened, std::vector<store::TranscriptSegment> segments, Instant now) {
  const store::Session& session = opened.facts.session;
  ShownTranscript transcript{session.id, std::move(segments), session.transcript_revision, {}, {}};
  const auto question = ask_about_session(opened.caller, Action::transcript_read, opened.facts, now, ResourceKind::transcript);
  transcript.allowed_actions = policy::allowed_actions(question);
  for (const Action action : {Action::session_record, Action::transcript_update}) {
    auto asked = question;
    asked.action = action;
    const auto decision = policy::decide(asked);
    if (!decision.permitted()) transcript.refused.emplace_back(action, policy::refusal_of(decision, asked));
  }
  return transcript;
}

store::TranscriptSegment stored(const clinical::Segment& segment, const std::string& source,
                                const std::optional<std::int64_t>& sequence) {
  return {0, segment.speaker, segment.text, segment.start_ms, segment.end_ms, source, sequence};
}

constexpr std::size_t longest_source = 100;

/// A program's name and no words: it stands in clear beside the sealed segments.
bool is_name_of_source(std::string_view source) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-";
  return source.size() <= longest_source && source.find_first_not_of(letters) == std::string_view::npos;
}

std::unexpected<Error> too_long() {
  return fail(Code::too_large, "transcript_too_long", "a transcript has at most 20,000 segments and 4 MB of text");
}

/// So that what can be read can also be sent back and written again.
Result<Done> check_size(const store::TranscriptSize& before, const store::TranscriptSize& added) {
  const bool fits = before.segments + added.segments <= static_cast<std::int64_t>(clinical::most_segments) &&
                    before.bytes + added.bytes <= static_cast<std::int64_t>(clinical::largest_transcript);
  return fits ? Result<Done>() : too_long();
}

Result<std::vector<store::TranscriptSegment>> checked(const std::vector<clinical::Segment>& sent) {
  std::vector<store::TranscriptSegment> segments;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    auto segment = clinical::check_segment(sent[i], "/segments/" + std::to_string(i));
    if (!segment) return std::unexpected(segment.error());
    segments.push_back(stored(*segment, "", std::nullopt));
    segments.back().position = static_cast<std::int64_t>(i) + 1;
  }
  return segments;
}

/// The lowest and the highest number of what was sent; nothing between them when nothing is numbered.
store::SequenceRange range_of(const std::vector<SentSegment>& segments) {
  store::SequenceRange range{std::numeric_limits<std::int64_t>::max(), -1};
  for (const auto& sent : segments) {
    if (!sent.sequence) continue;
    range.first = std::min(range.first, *sent.sequence);
    range.last = std::max(range.last, *sent.sequence);
  }
  return range;
}

std::unexpected<Error> reused(const std::string& pointer, std::int64_t sequence) {
  return fail(Code::conflict, "sequence_reused",
              "`" + pointer + "`: this source has sent other words under the number " + std::to_string(sequence) +
                  ", so nothing of this request was stored; an engine that counts anew names another `source`, such as one for "
                  "each recording");
}

/// Whether the words came under their number before, which they then keep. Error: conflict when others did.
Result<bool> is_repeated(store::ReceivedWords& received, std::int64_t sequence, const store::Bytes& words,
                         const std::string& pointer) {
  const auto [known, is_new] = received.emplace(sequence, words);
  if (!is_new && known->second && known->second != words) return reused(pointer, sequence);
  return !is_new;
}

/// Those that this source has not sent before; one that comes twice in a request counts once.
Result<std::vector<store::TranscriptSegment>> new_ones(store::Transaction& tx, const store::TeamVault& vault,
                                                       const AppendSegments& request) {
  auto received = store::received_words(tx, request.session, request.source, range_of(request.segments));
  std::vector<store::TranscriptSegment> segments;
  for (std::size_t i = 0; i < request.segments.size(); ++i) {
    const auto& [sent, sequence] = request.segments[i];
    const std::string pointer = "/segments/" + std::to_string(i);
    if (sequence && *sequence < 0) return invalid_field(pointer + "/sequence", "expected a number from 0 on");
    auto segment = clinical::check_segment(sent, pointer);
    if (!segment) return std::unexpected(segment.error());
    auto next = stored(*segment, request.source, sequence);
    if (sequence) {
      const auto repeated = is_repeated(received, *sequence, store::words_hash(vault, request.session, next), pointer);
      if (!repeated) return std::unexpected(repeated.error());
      if (*repeated) continue;
    }
    segments.push_back(std::move(next));
  }
  return segments;
}

}  // namespace

Result<ShownTranscript> read_transcript(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const TeamId& team, const SessionId& session) {
  const auto opened = open_transcript(tx, environment, credential, team, session, Action::transcript_read);
  if (!opened) return std::unexpected(opened.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), team);
  auto segments = store::read_transcript(tx, vault, session);
  if (!segments) return std::unexpected(segments.error());
  const auto recorded = record_opening(tx, opened->caller, opened->permit, opened->facts.session, {"transcript", session.value});
  if (!recorded) return std::unexpected(recorded.error());
  return shown(*opened, std::move(*segments), tx.now());
}

Result<SegmentsAppended> append_segments(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const AppendSegments& request) {
  const auto opened = open_transcript(tx, environment, credential, request.team, request.session, Action::session_record);
  if (!opened) return std::unexpected(opened.error());
  store::Session session = opened->facts.session;
  if (const auto consent = check_consent_to_content(tx, opened->caller, session); !consent) {
    return std::unexpected(consent.error());
  }
  if (!is_name_of_source(request.source)) {
    return invalid_field("/source", "expected at most 100 letters (a to z), digits, `.`, `_`, `:` or `-`");
  }
  if (request.segments.empty()) return invalid_field("/segments", "expected at least one segment");
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  const auto segments = new_ones(tx, vault, request);
  if (!segments) return std::unexpected(segments.error());
  const auto appended = static_cast<std::int64_t>(segments->size());
  const auto repeated = static_cast<std::int64_t>(request.segments.size()) - appended;
  if (appended == 0) return SegmentsAppended{0, repeated, session.transcript_revision};
  const auto fits = check_size(store::transcript_size(tx, vault, session.id), store::size_of(*segments));
  if (!fits) return std::unexpected(fits.error());
  const auto recorded = store::record(tx, opened->permit, "session.record", {"transcript", session.id.value}, nullptr,
                                      audit::Object{{"segments", appended}});
  store::append_segments(tx, opened->permit, recorded, vault, session, *segments);
  return SegmentsAppended{appended, repeated, session.transcript_revision};
}

Result<ShownTranscript> write_transcript(store::Transaction& tx, const Environment& environment,
                                         const store::Credential& credential, const WriteTranscript& request) {
  auto opened = open_transcript(tx, environment, credential, request.team, request.session, Action::transcript_update);
  if (!opened) return std::unexpected(opened.error());
  store::Session& session = opened->facts.session;
  if (const auto fresh = check_revision(request.if_match, session.transcript_revision); !fresh) {
    return std::unexpected(fresh.error());
  }
  if (const auto consent = check_consent_to_content(tx, opened->caller, session); !consent) {
    return std::unexpected(consent.error());
  }
  if (request.segments.size() > clinical::most_segments) return too_long();
  auto segments = checked(request.segments);
  if (!segments) return std::unexpected(segments.error());
  if (const auto fits = check_size({}, store::size_of(*segments)); !fits) return std::unexpected(fits.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), request.team);
  const auto before = store::transcript_size(tx, vault, session.id).segments;
  const auto recorded = store::record(tx, opened->permit, "transcript.update", {"transcript", session.id.value},
                                      audit::Object{{"segments", before}},
                                      audit::Object{{"segments", static_cast<std::int64_t>(segments->size())}});
  store::replace_transcript(tx, opened->permit, recorded, vault, session, *segments);
  return shown(*opened, std::move(*segments), tx.now());
}

Result<Done> ask_to_append(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                           const TeamId& team, const SessionId& session) {
  const auto opened = open_transcript(tx, environment, credential, team, session, Action::session_record);
  return opened ? Result<Done>() : std::unexpected(opened.error());
}

Result<Done> ask_to_write(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                          const TeamId& team, const SessionId& session) {
  const auto opened = open_transcript(tx, environment, credential, team, session, Action::transcript_update);
  return opened ? Result<Done>() : std::unexpected(opened.error());
}

}  // namespace rolecall::service
