#include "service/billing/print_invoice.h"

#include <fmt/format.h>

#include "base/csv.h"
#include "clinical/printed.h"

namespace rolecall::service {
namespace {

using clinical::Block;
using clinical::BlockKind;

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
  if (view.invoice.paid_at && view.invoice.charged_minor() == 0) return "Covered by credit on " + to_date(*view.invoice.paid_at);
  if (view.invoice.paid_at) return "Paid on " + to_date(*view.invoice.paid_at);
  return "To be paid by " + to_date(view.invoice.due_at);
}

/// What a line about a credit is called, for people and for programs.
struct CreditWords {
  std::string subject;
  std::string_view kind;
};
CreditWords words_of_credit(const store::CreditUse& use) {
  if (use.amount_minor < 0) return {fmt::format("Credit given back by invoice {}", use.number), "credit_given_back"};
  return {fmt::format("Credit used for invoice {}", use.number), "credit_used"};
}

/// What happened, with its amount, and why under it.
void add_line(std::vector<Block>& blocks, const std::string& heading, std::string why) {
  blocks.push_back(strong_paragraph(heading));
  auto reason = paragraph(std::move(why));
  reason.indent = 1;
  blocks.push_back(std::move(reason));
}

std::string heading_of(Instant at, const std::string& subject, std::int64_t amount_minor, const std::string& currency) {
  return fmt::format("{}, {}: {}", to_rfc3339(at), subject, billing::format_money(amount_minor, currency));
}

void add_lines(std::vector<Block>& blocks, const InvoiceView& view) {
  const std::string& currency = view.invoice.currency;
  for (const auto& line : view.lines) {
    add_line(blocks, heading_of(line.entry.at, subject_of(line), line.entry.amount_minor, currency),
             billing::explain_amount(line.explained, currency));
  }
  for (const auto& use : view.credits) {
    add_line(blocks, heading_of(use.at, words_of_credit(use).subject, use.amount_minor, currency),
             billing::explain_credit_use(use.number, use.amount_minor, currency));
  }
}

void add_sums(std::vector<Block>& blocks, const store::Invoice& invoice) {
  const auto add = [&](std::string_view what, std::int64_t minor) {
    blocks.push_back(strong_paragraph(fmt::format("{}: {}", what, billing::format_money(minor, invoice.currency))));
  };
  add("Total", invoice.total_minor);
  if (invoice.credited_minor == 0) return;
  add("Credit that came after the issue", -invoice.credited_minor);
  if (!invoice.paid_at) add("To be paid", invoice.open_minor());
}

}  // namespace

Result<std::string> invoice_pdf(const InvoiceView& view, const std::string& how_to_pay) {
  const store::Invoice& invoice = view.invoice;
  clinical::Printed printed{fmt::format("Invoice {}", invoice.number), {}, {}};
  printed.blocks.push_back(paragraph(fmt::format("For {} ({})", invoice.team_name, invoice.team.value)));
  printed.blocks.push_back(paragraph(fmt::format("Issued on {}. {}.", to_date(invoice.issued_at), status_text(view))));
  printed.blocks.push_back({.kind = BlockKind::rule});
  add_lines(printed.blocks, view);
  printed.blocks.push_back({.kind = BlockKind::rule});
  add_sums(printed.blocks, invoice);
  if (!how_to_pay.empty()) printed.blocks.push_back(paragraph(how_to_pay));
  // A name in any script is no reason to owe a team its invoice: the table has all letters.
  printed.undrawable = clinical::Undrawable::mark;
  printed.footer = "Seats are charged to the second. Prices in the explanations are in minor units of the currency.";
  return clinical::pdf_of(printed);
}

std::string invoice_csv(const InvoiceView& view) {
  const store::Invoice& invoice = view.invoice;
  std::string out;
  append_csv_row(out, {"number", "issued_at", "row", "at", "kind", "member", "name", "cause", "quantity", "exact_minor",
                       "amount_minor", "currency", "explanation", "invoice_credited_minor", "invoice_open_minor"});
  const auto append = [&](std::vector<std::string> cells) {
    cells.insert(cells.begin(), {std::to_string(invoice.number), to_rfc3339(invoice.issued_at)});
    cells.insert(cells.end(), {std::to_string(invoice.credited_minor), std::to_string(invoice.open_minor())});
    append_csv_row(out, cells);
  };
  for (const auto& line : view.lines) {
    append({std::to_string(line.entry.seq), to_rfc3339(line.entry.at), line.entry.kind,
            line.entry.member ? line.entry.member->value : "", line.member_name.value_or(""), line.entry.cause,
            std::to_string(line.entry.quantity), line.entry.exact_minor, std::to_string(line.entry.amount_minor),
            line.entry.currency, billing::explain_amount(line.explained, line.entry.currency)});
  }
  for (const auto& use : view.credits) {
    append({"", to_rfc3339(use.at), std::string(words_of_credit(use).kind), "", "", "", "", "", std::to_string(use.amount_minor),
            invoice.currency, billing::explain_credit_use(use.number, use.amount_minor, invoice.currency)});
  }
  return out;
}

}  // namespace rolecall::service
