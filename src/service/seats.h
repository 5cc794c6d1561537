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

/// The price of the seats that begin in one request: that of the quote which it names, or that of the instant. Seats are taken
/// from a quote one by one, and their amounts sum up to what it shows.
struct SeatPrice {
  std::optional<QuoteId> quote;
  std::int64_t seats = 1;         // that begin in the request
  std::int64_t taken = 0;         // from the quote so far
  std::int64_t posted_minor = 0;  // for those
  std::int64_t paid_before = 0;   // of those: who go on paying through a trial
};

/// Success without a quote, or when it holds for the seats of the request. Error: conflict `quote_stale`.
[[nodiscard]] Result<Done> check_price(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                       const SeatPrice& price);

/// The member occupies a seat from now on, or from the quote's instant. No-op for who has one; a quote is refused then. Errors:
/// conflict `quote_stale`, `seat_limit` when the team's own limit is reached. Posts first what is due.
[[nodiscard]] Result<SeatPosted> begin_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                            const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                                            SeatPrice& price);
/// At the price of the instant.
[[nodiscard]] Result<SeatPosted> begin_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                            const store::Recorded& recorded, const store::Team& team,
                                            const store::Member& member);

/// The same for the seat of somebody who had it before the whole team was away: the team's limit lets no more begin and takes
/// none away, so it does not keep a team from coming back.
[[nodiscard]] Result<SeatPosted> resume_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                             const store::Recorded& recorded, const store::Team& team,
                                             const store::Member& member);

/// The member's seat ends at `at` (not after now; the end of an expired invitation lies in the past). No-op without a seat.
[[nodiscard]] Result<SeatPosted> end_seat(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                                          const store::Recorded& recorded, const store::Team& team, const store::Member& member,
                                          Instant at);

}  // namespace rolecall::service
