// An invoice as a file: PDF for people, CSV for bookkeeping.
#pragma once

#include <string>

#include "base/result.h"
#include "service/billing/read_invoices.h"

namespace rolecall::service {

/// Error: unavailable (`font_missing`).
[[nodiscard]] Result<std::string> invoice_pdf(const InvoiceView& view, const std::string& how_to_pay);

/// RFC 4180 with a header: number,issued_at,row,at,kind,member,name,cause,quantity,exact_minor,amount_minor,currency,explanation.
[[nodiscard]] std::string invoice_csv(const InvoiceView& view);

}  // namespace rolecall::service
