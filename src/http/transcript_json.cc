#include "http/transcript_json.h"

#include "http/team_json.h"
#include "http/why_json.h"

namespace rolecall::http {

void write_transcript(json::Writer& writer, const service::ShownTranscript& transcript) {
  writer.begin_object().field("session", transcript.session).name("segments").begin_array();
  for (const auto& segment : transcript.segments) {
    writer.begin_object()
        .field("position", segment.position)
        .field("speaker", segment.speaker)
        .field("text", segment.text)
        .field("start_ms", segment.start_ms)
        .field("end_ms", segment.end_ms)
        .end_object();
  }
  writer.end_array();
  write_refused(writer, transcript.refused);
  write_actions(writer, transcript.allowed_actions);
  writer.end_object();
}

}  // namespace rolecall::http
