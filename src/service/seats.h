// Seats as the use cases of members see them: a seat begins, a seat ends. The arithmetic is billing/, the rows are
// store/seat_ledger.h.
#pragma once

#include <cstdint>
#include <optional>

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "store/member.h"
#include "store/permit.h"
#include "store/team.h"

namespace rolecall::service {

/// What a posting did to the team's balance, in minor units: above 0 owed, below 0 credited.
struct SeatPosted {
  std::int64_t amount_minor = 0;
};

/// The member occupies a seat from now on, or from the quote's instant at the quote's price.
/// Errors: conflict `quote_stale`, `seat_limit` when the team's own limit is reached. Posts the terms that ended in between
/// first.
[[nodiscard]] Result<SeatPosted> begin_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                            const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                                            const std::optional<QuoteId>& quote = std::nullopt);

/// The member's seat ends at `at` (not after now; the end of an expired invitation lies in the past). No-op without a seat.
[[nodiscard]] Result<SeatPosted> end_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                          const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                                          Instant at);

}  // namespace rolecall::service
