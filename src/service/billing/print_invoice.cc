#include "service/billing/print_invoice.h"

#include <fmt/format.h>

#include "base/csv.h"
#include "clinical/printed.h"

namespace rolecall::service {
namespace {

using clinical::Block;
using clinical::BlockKind;

std::string day_of(Instant instant) { return to_rfc3339(instant).substr(0, 10); }

Block paragraph(std::string text) { return {.runs = {{.text = std::move(text)}}}; }
Block strong_paragraph(std::string text) { return {.runs = {{.text = std::move(text), .strong = true}}}; }

std::string subject_of(const store::InvoiceLine& line) {
  using billing::LedgerKind;
  const std::string who = line.member_name.value_or("a former member");
  switch (line.explained.row.kind) {
    case LedgerKind::seat_added:
      return "Seat of " + who;
    case LedgerKind::seat_removed:
      return "Credit for the seat of " + who;
    case LedgerKind::plan:
      return "Change of the plan";
    case LedgerKind::term:
      return "New term";
    case LedgerKind::payment:
      return "Payment";
  }
  return {};
}

std::string status_text(const InvoiceView& view) {
  if (view.invoice.paid_at) return "Paid on " + day_of(*view.invoice.paid_at);
  return "To be paid by " + day_of(view.invoice.due_at);
}

void add_line(std::vector<Block>& blocks, const store::InvoiceLine& line, const std::string& currency) {
  blocks.push_back(strong_paragraph(fmt::format("{}, {}: {}", to_rfc3339(line.entry.at), subject_of(line),
                                                billing::format_money(line.entry.amount_minor, currency))));
  auto reason = paragraph(billing::explain_amount(line.explained, currency));
  reason.indent = 1;
  blocks.push_back(std::move(reason));
}

}  // namespace

Result<std::string> invoice_pdf(const InvoiceView& view, const std::string& how_to_pay) {
  const store::Invoice& invoice = view.invoice;
  clinical::Printed printed{fmt::format("Invoice {}", invoice.number), {}, {}};
  printed.blocks.push_back(paragraph(fmt::format("For {} ({})", invoice.team_name, invoice.team.value)));
  printed.blocks.push_back(paragraph(fmt::format("Issued on {}. {}.", day_of(invoice.issued_at), status_text(view))));
  printed.blocks.push_back({.kind = BlockKind::rule});
  for (const auto& line : view.lines) add_line(printed.blocks, line, invoice.currency);
  printed.blocks.push_back({.kind = BlockKind::rule});
  printed.blocks.push_back(strong_paragraph("Total: " + billing::format_money(invoice.total_minor, invoice.currency)));
  if (!how_to_pay.empty()) printed.blocks.push_back(paragraph(how_to_pay));
  printed.footer = "Seats are charged to the second. Prices in the explanations are in minor units of the currency.";
  return clinical::pdf_of(printed);
}

std::string invoice_csv(const InvoiceView& view) {
  std::string out;
  append_csv_row(out, {"number", "issued_at", "row", "at", "kind", "member", "name", "cause", "quantity", "exact_minor",
                       "amount_minor", "currency", "explanation"});
  for (const auto& line : view.lines) {
    append_csv_row(out, {std::to_string(view.invoice.number), to_rfc3339(view.invoice.issued_at), std::to_string(line.entry.seq),
                         to_rfc3339(line.entry.at), line.entry.kind, line.entry.member ? line.entry.member->value : "",
                         line.member_name.value_or(""), line.entry.cause, std::to_string(line.entry.quantity),
                         line.entry.exact_minor, std::to_string(line.entry.amount_minor), line.entry.currency,
                         billing::explain_amount(line.explained, line.entry.currency)});
  }
  return out;
}

}  // namespace rolecall::service
