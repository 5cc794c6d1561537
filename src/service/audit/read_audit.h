// GET /teams/{team}/audit. Reading the audit is audited (SPEC section 7), so it is a write.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/environment.h"
#include "store/audit_reader.h"
#include "store/credential.h"

namespace rolecall::service {

struct ReadAudit {
  TeamId team;
  std::string actor;
  std::string action;
  std::string resource;
  std::string decision;
  std::optional<std::string> from;  // RFC 3339, inclusive
  std::optional<std::string> to;    // exclusive
  std::int64_t before_seq = std::numeric_limits<std::int64_t>::max();
  int limit = 50;
};

struct AuditPage {
  std::vector<store::AuditEntry> rows;  // newest first
  bool has_more = false;
};

/// Errors: those of authorize for audit.read; invalid at `/from`, `/to`, `/decision`.
[[nodiscard]] Result<AuditPage> read_audit(store::Transaction& tx, const Environment& environment,
                                           const store::Credential& credential, const ReadAudit& request);

/// Asks for audit.read and records that this login reads: one row in 15 minutes, as for openings.
[[nodiscard]] Result<Done> note_reading(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const TeamId& team);

}  // namespace rolecall::service
