#include "billing/invoice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace rolecall::billing {
namespace {

/// Longer than any month: a term of a year.
bool is_annual(const Term& term) { return term.end - term.start > days(31); }

std::string seats_text(std::int64_t count) { return fmt::format("{} {}", count, count == 1 ? "seat" : "seats"); }

Wide parts_of(const Fraction& value) { return Wide{value.whole} * value.of + value.part; }

/// exact(after) - exact(before), as a number of 1/of minor units.
Wide exact_change(const ExplainedRow& explained) {
  const Wide before = explained.before ? parts_of(explained.before->exact) : 0;
  return parts_of(explained.after.exact) - before;
}

/// `-1 × 118800 × 14391000 / 31536000 = -54212.67`: seats, price and seconds, or seat-seconds where the seats differ in theirs.
/// Nothing when the parts are not those of one price.
std::optional<std::string> product_text(Wide parts, std::int64_t of, std::int64_t price, std::int64_t seats) {
  const Wide size = parts < 0 ? -parts : parts;
  if (price <= 0 || size % price != 0) return std::nullopt;
  const auto seat_seconds = static_cast<std::int64_t>(size / price);
  const std::string_view sign = parts < 0 ? "-" : "";
  const std::string sum = to_decimal(fraction(parts, of));
  if (seats <= 0 || seat_seconds % seats != 0) return fmt::format("{}{} × {} / {} = {}", sign, seat_seconds, price, of, sum);
  return fmt::format("{}{} × {} × {} / {} = {}", sign, seats, price, seat_seconds / seats, of, sum);
}

/// What of the amount settles terms before, or nothing.
std::string past_text(const ExplainedRow& explained) {
  const std::int64_t posted_before = explained.before ? explained.before->posted_minor : 0;
  const std::int64_t past = explained.row.amount_minor - (explained.after.posted_minor - posted_before);
  return past == 0 ? "" : fmt::format(" {} of the amount settles terms before this one.", past);
}

std::string rounding_text(const ExplainedRow& explained) {
  const LedgerState& after = explained.after;
  const std::int64_t posted_before = explained.before ? explained.before->posted_minor : 0;
  const std::int64_t rounded = round_half_up(after.exact);
  if (rounded != after.posted_minor) {
    return fmt::format(
        "The amount is that of the quote; the difference to the exact total of the term, {}, is evened out by the "
        "next change.",
        to_decimal(after.exact));
  }
  return fmt::format("The exact total of the term is then {}, rounded {}; {} of it stood in the rows before.",
                     to_decimal(after.exact), rounded, posted_before);
}

std::string explain_seats(const ExplainedRow& explained) {
  const LedgerState& after = explained.after;
  const std::int64_t seats = std::abs(after.quantity.count - (explained.before ? explained.before->quantity.count : 0));
  const std::string verb = explained.row.kind == LedgerKind::seat_added ? "began" : "ended";
  const Wide change = exact_change(explained);
  const Wide paid_for = static_cast<Wide>(after.price_minor) * seats;
  if (change == 0 || paid_for == 0) {
    return fmt::format("{} {}; nothing of the term has a price from there on.", seats_text(seats), verb);
  }
  const auto product = product_text(change, after.exact.of, after.price_minor, seats);
  if (!product) {
    return fmt::format("{} {}, at the prices that the term has had since: {}. {}{}", seats_text(seats), verb,
                       to_decimal(fraction(change, after.exact.of)), rounding_text(explained), past_text(explained));
  }
  const auto seconds = static_cast<std::int64_t>((change < 0 ? -change : change) / paid_for);
  return fmt::format("{} {} with {} of the {} seconds of the term left to pay for: {}. {}{}", seats_text(seats), verb, seconds,
                     after.exact.of, *product, rounding_text(explained), past_text(explained));
}

/// How the term before ends: what is not used of it, and what its rounding leaves.
std::string closing_text(const ExplainedRow& explained) {
  const LedgerState& before = *explained.before;
  const Fraction used = used_until(before, explained.after.term.start);
  const std::int64_t rest = round_half_up(used) - before.posted_minor;
  const Wide unused = parts_of(used) - parts_of(before.exact);
  if (unused == 0) return rest == 0 ? "" : fmt::format("; the rounding of the term before: {}", rest);
  const auto product = product_text(unused, used.of, before.price_minor, before.quantity.count);
  return fmt::format(
      "; the unused rest of the term before: {}, which leaves {} of it, rounded {}; {} stood in the rows before: {}",
      product.value_or(to_decimal(fraction(unused, used.of))), to_decimal(used), round_half_up(used), before.posted_minor, rest);
}

std::string explain_term(const ExplainedRow& explained) {
  const LedgerState& after = explained.after;
  std::string text = fmt::format("The term from {} to {}: {} × {} = {}", to_rfc3339(after.term.start), to_rfc3339(after.term.end),
                                 seats_text(after.quantity.count), after.price_minor, to_decimal(after.exact));
  if (after.free_quantity.count > 0) {
    text += fmt::format(", {} of them free until {}", after.free_quantity.count, to_rfc3339(after.free_until));
  }
  if (explained.before) text += closing_text(explained);
  return text + ".";
}

std::string explain_plan(const ExplainedRow& explained) {
  if (!explained.before || explained.before->term != explained.after.term) return explain_term(explained);
  return fmt::format("{} at {} instead of {} for the rest of the term: {}. {}", seats_text(explained.after.quantity.count),
                     explained.after.price_minor, explained.before->price_minor,
                     to_decimal(fraction(exact_change(explained), explained.after.exact.of)), rounding_text(explained));
}

/// ISO 4217: the currencies whose minor unit is not a hundredth.
int decimals_of(std::string_view currency) {
  constexpr std::array<std::string_view, 16> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                  "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::array<std::string_view, 7> three{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::ranges::find(none, currency) != none.end()) return 0;
  return std::ranges::find(three, currency) != three.end() ? 3 : 2;
}

}  // namespace

std::optional<Instant> invoice_due(const LedgerRow& row, const Term& term, Instant posted_at) {
  if (row.kind == LedgerKind::term) return row.at;
  if (row.kind == LedgerKind::payment || row.amount_minor <= 0 || !is_annual(term)) return std::nullopt;
  return posted_at + invoice_grouping;
}

std::string explain_amount(const ExplainedRow& explained, std::string_view currency) {
  switch (explained.row.kind) {
    case LedgerKind::seat_added:
    case LedgerKind::seat_removed:
      return explain_seats(explained);
    case LedgerKind::term:
      return explain_term(explained);
    case LedgerKind::plan:
      return explain_plan(explained);
    case LedgerKind::payment:
      return fmt::format("A payment of {}.", format_money(-explained.row.amount_minor, currency));
  }
  return {};
}

std::string explain_credit_use(std::int64_t number, std::int64_t amount_minor, std::string_view currency) {
  const std::string credit = format_money(std::abs(amount_minor), currency);
  if (amount_minor < 0) {
    return fmt::format("The whole of invoice {} was paid, so the credit of {} that had been used for it is used here.", number,
                       credit);
  }
  return fmt::format("A credit of {} was used for invoice {}, so it is not used again here.", credit, number);
}

std::string format_money(std::int64_t minor, std::string_view currency) {
  const int decimals = decimals_of(currency);
  std::int64_t unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  const std::string sign = minor < 0 ? "-" : "";
  const std::int64_t size = std::abs(minor);
  if (decimals == 0) return fmt::format("{}{} {}", sign, size, currency);
  return fmt::format("{}{}.{:0{}} {}", sign, size / unit, size % unit, decimals, currency);
}

}  // namespace rolecall::billing
