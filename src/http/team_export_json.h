// The lines of a team's export (api/openapi.yaml, export_team): `kind`, and under that name the shape that the thing has in its
// own endpoint.
#pragma once

#include <string>

#include "service/teams/export_team.h"

namespace rolecall::http {

/// Each with its line end.
void append_line(std::string& out, const service::ExportItem& item);
/// The first line: whose export this is, and of when.
void append_first_line(std::string& out, const service::TeamExport& begun);
/// The last one. Without it, the file is not whole.
void append_last_line(std::string& out, const service::TeamExport& finished, Instant at);
/// The last one when the right was lost on the way: everything before it was read while it held.
void append_stopped_line(std::string& out, const service::TeamExport& reached, const Error& error);

}  // namespace rolecall::http
