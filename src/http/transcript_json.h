// A transcript as JSON (api/openapi.yaml, Transcript).
#pragma once

#include "base/json_write.h"
#include "service/transcripts/transcripts.h"

namespace rolecall::http {

void write_transcript(json::Writer& writer, const service::ShownTranscript& transcript);

}  // namespace rolecall::http
