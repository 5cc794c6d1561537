// POST /teams/{team}/members/batch: several addresses at once. Every row gets its own verdict before anything is sent; good
// rows go, bad rows stay with the reason (SPEC section 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/member_view.h"
#include "service/members/new_member.h"
#include "service/quotes.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

inline constexpr std::size_t most_rows = 1000;

/// One row as it came. What could not even be read as a person brings its errors along.
struct BatchRow {
  std::optional<std::string> email;
  NewMember person;
  std::vector<FieldError> errors;
};

/// The rows of a CSV text with the heading line email,roles,title,name in any order; only `email` must be there. Roles are
/// separated by spaces or semicolons. Errors: invalid, also `too_many` beyond 1,000 rows.
[[nodiscard]] Result<std::vector<BatchRow>> read_member_csv(std::string_view text);

enum class BatchMode { dry_run, for_real };

struct BatchVerdict {
  std::optional<std::string> email;  // as read
  std::optional<MemberView> member;  // who was created
  std::vector<FieldError> errors;    // relative to the row; empty: good
};

struct BatchResult {
  std::vector<BatchVerdict> rows;  // in the order of the request
  std::optional<TeamQuote> price;  // of all good rows; with `dry_run`, where invitations cost something
};

/// With `dry_run` the verdicts are the same and nothing is written. A quote is for all good rows together: their amounts sum up
/// to it. Errors for all rows at once: unauthenticated, not_found, denied, invalid `too_many`, conflict `quote_stale` (also when
/// there are more or fewer good rows than seats of the quote), and with a quote throttled.
[[nodiscard]] Result<BatchResult> add_members(store::Transaction& tx, const Environment& environment,
                                              const store::Credential& credential, const TeamId& team,
                                              const std::vector<BatchRow>& rows, BatchMode mode,
                                              const std::optional<QuoteId>& quote = std::nullopt);

}  // namespace rolecall::service
