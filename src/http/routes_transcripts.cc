#include "http/routes_transcripts.h"

#include "base/json_read.h"
#include "http/problem.h"
#include "http/transcript_json.h"
#include "policy/catalog.h"
#include "service/transcripts/transcripts.h"

namespace rolecall::http {
namespace {

struct SegmentBody {
  std::optional<std::string> speaker;
  std::string text;
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
};
BOOST_DESCRIBE_STRUCT(SegmentBody, (), (speaker, text, start_ms, end_ms))

struct NumberedSegmentBody {
  std::optional<std::string> speaker;
  std::string text;
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
  std::optional<std::int64_t> sequence;
};
BOOST_DESCRIBE_STRUCT(NumberedSegmentBody, (), (speaker, text, start_ms, end_ms, sequence))

struct TranscriptBody {
  std::vector<SegmentBody> segments;
};
BOOST_DESCRIBE_STRUCT(TranscriptBody, (), (segments))

struct SegmentsBody {
  std::vector<NumberedSegmentBody> segments;
  std::optional<std::string> source;
};
BOOST_DESCRIBE_STRUCT(SegmentsBody, (), (segments, source))

clinical::Segment segment_of(auto& body) { return {body.speaker.value_or(""), std::move(body.text), body.start_ms, body.end_ms}; }

Reply reply_of(const service::ShownTranscript& transcript) {
  std::string body;
  json::Writer writer(body);
  write_transcript(writer, transcript);
  return json_with_etag(200, std::move(body), transcript.revision);
}

Reply reply_of(const service::SegmentsAppended& done) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object()
      .field("appended", done.appended)
      .field("repeated", done.repeated)
      .field("revision", done.revision)
      .end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> transcript_reply(const auto& result) {
  if (!result) return std::unexpected(result.error());
  return reply_of(*result);
}

Result<Reply> get_transcript(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return transcript_reply(
      service::read_transcript(tx, environment, call.credential, call.id<TeamId>("team"), call.id<SessionId>("session")));
}

Result<Done> may_write(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return service::ask_to_write(tx, environment, call.credential, call.id<TeamId>("team"), call.id<SessionId>("session"));
}

std::expected<std::vector<clinical::Segment>, Reply> read_body(const Request& request) {
  auto document = json_body(request);
  if (!document) return std::unexpected(std::move(document.error()));
  auto body = json::read<TranscriptBody>(document->root());
  if (!body) return std::unexpected(problem(body.error()));
  std::vector<clinical::Segment> segments;
  for (auto& segment : body->segments) segments.push_back(segment_of(segment));
  return segments;
}

Result<Reply> put_transcript(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const service::WriteTranscript request{call.id<TeamId>("team"), call.id<SessionId>("session"), call.segments, call.if_match()};
  return transcript_reply(service::write_transcript(tx, environment, call.credential, request));
}

Result<Reply> append_segments(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto body = json::read<SegmentsBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  service::AppendSegments request{call.id<TeamId>("team"), call.id<SessionId>("session"), body->source.value_or(""), {}};
  for (auto& segment : body->segments) request.segments.push_back({segment_of(segment), segment.sequence});
  return transcript_reply(service::append_segments(tx, environment, call.credential, request));
}

Result<Done> may_append(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return service::ask_to_append(tx, environment, call.credential, call.id<TeamId>("team"), call.id<SessionId>("session"));
}

std::expected<std::vector<clinical::Segment>, Reply> read_file(const Request& request) {
  const auto format = clinical::format_of(request.header("content-type").value_or(""));
  if (!format) {
    return std::unexpected(problem(415, "unsupported_media_type",
                                   "expected `text/plain`, `text/vtt`, `application/x-subrip` or `application/json`"));
  }
  auto segments = clinical::parse_transcript(*format, request.body);
  if (!segments) return std::unexpected(problem(segments.error()));
  return std::move(*segments);
}

Result<Reply> upload_transcript(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  service::AppendSegments request{call.id<TeamId>("team"), call.id<SessionId>("session"), "", {}};
  for (const auto& segment : call.segments) request.segments.push_back({segment, std::nullopt});
  return transcript_reply(service::append_segments(tx, environment, call.credential, request));
}

}  // namespace

std::vector<Route> transcript_routes() {
  using store::Kind;
  constexpr std::string_view transcript = "/api/v1/teams/{team}/sessions/{session}/transcript";
  constexpr std::string_view segments = "/api/v1/teams/{team}/sessions/{session}/transcript/segments";
  constexpr std::string_view file = "/api/v1/teams/{team}/sessions/{session}/transcript/upload";
  constexpr std::size_t largest_body = 10UL * 1024 * 1024;
  return {
      {Method::get, transcript, Kind::read, get_transcript},
      {Method::put, transcript, Kind::write, put_transcript, Body::file, Replay::never, nullptr, largest_body, may_write,
       read_body},
      {Method::post, segments, Kind::write, append_segments, Body::json, Replay::reply},
      {Method::post, file, Kind::write, upload_transcript, Body::file, Replay::reply, nullptr, largest_body, may_append,
       read_file},
  };
}

}  // namespace rolecall::http
