// Quotes: the price shown before Save. A quote's id carries its own inputs under a keyed hash, so none is stored and none forged.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "billing/quote.h"
#include "service/environment.h"
#include "service/seat_account.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct TeamQuote {
  QuoteId id;
  billing::Quote quote;
  SeatCharge charged = SeatCharge::at_invitation;
  std::optional<std::string> note;  // sentences to show beside the price
};

/// The price of `seats` more seats from the account's instant to the end of the term, `paid_before` of which go on paying through
/// a trial. INVARIANT: seats > 0.
[[nodiscard]] TeamQuote quote_seats(const Environment& environment, const TeamId& team, const SeatAccount& account,
                                    billing::Seats seats, billing::Seats paid_before = {});

/// The quote behind an id. Error: conflict `quote_stale` for an id that is not of this team or not of ours.
[[nodiscard]] Result<billing::Quote> open_quote(const Environment& environment, const TeamId& team, const QuoteId& id);

/// GET /teams/{team}/billing/quote; `member` is whose seat it is, when somebody is brought back. Errors: invalid for other than 1
/// to 1,000 seats, or other than 1 for a member; not_found for a member of another team.
[[nodiscard]] Result<TeamQuote> ask_quote(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TeamId& team, std::int64_t seats,
                                          const std::optional<MemberId>& member = {});

}  // namespace rolecall::service
