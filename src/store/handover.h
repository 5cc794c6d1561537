// What one member's sessions and personal templates are, and moving them to another: whoever leaves, leaves nothing without a
// clinician or an author. Asks no right; the heir is the use case's to check.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "store/permit.h"
#include "store/transaction.h"

namespace rolecall::store {

struct Holdings {
  std::int64_t sessions = 0;
  std::int64_t templates = 0;  // personal ones that are not deleted
};
[[nodiscard]] Holdings holdings_of(Transaction& tx, const MemberId& member);

/// At most `limit` sessions of this clinician, by id.
[[nodiscard]] std::vector<SessionId> session_ids_of(Transaction& tx, const MemberId& clinician, int limit);
[[nodiscard]] std::vector<TemplateId> personal_template_ids_of(Transaction& tx, const MemberId& author, int limit);

struct Move {
  MemberId from;
  MemberId to;
};
/// The sessions of `from` with ids in [first, last], restricted and held ones too: each gets a new interval of its history.
/// Their revision stays, since the sealed content is bound to it.
void move_sessions(Transaction& tx, const Permit& permit, const Recorded& recorded, const Move& move, const SessionId& first,
                   const SessionId& last);
/// The personal templates of the author with ids up to `last`. A copy of a team template that the heir has a copy of already
/// goes on as a template of its own.
void move_personal_templates(Transaction& tx, const Permit& permit, const Recorded& recorded, const Move& move,
                             const TemplateId& last);

}  // namespace rolecall::store
