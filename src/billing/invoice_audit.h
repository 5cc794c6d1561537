// Whether a team's invoices are numbered without gaps, hold every row of the ledger and every credit that was used for one of
// them once, and sum it up; and whether what was paid for them is what was owed. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "billing/ledger_audit.h"

namespace rolecall::billing {

struct StoredInvoice {
  std::int64_t number = 0;
  std::int64_t from_seq = 0;  ///< the rows (from_seq, to_seq]
  std::int64_t to_seq = 0;
  std::int64_t total_minor = 0;
  std::int64_t credited_minor = 0;  ///< of the total, by credits that were used for it
  std::int64_t shown_minor = 0;     ///< the sum of its lines about credits that were used for invoices before it
  enum class Paid { no, yes } paid = Paid::no;
};

/// Where the next invoice begins, as it is kept beside the ledger.
struct InvoicedUpTo {
  std::int64_t number = 0;
  std::int64_t seq = 0;
};

/// Sentences for the operator; none when all is right. `invoices` are ordered by number, `ledger` has followed all rows.
[[nodiscard]] std::vector<std::string> check_invoices(const std::vector<StoredInvoice>& invoices, const InvoicedUpTo& kept,
                                                      const LedgerAudit& ledger);

}  // namespace rolecall::billing
