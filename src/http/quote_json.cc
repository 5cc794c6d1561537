#include "http/quote_json.h"

namespace rolecall::http {

void write_quote(json::Writer& writer, const service::TeamQuote& quote) {
  writer.begin_object()
      .field("id", quote.id)
      .field("seats", quote.quote.seats.count)
      .field("amount_minor", quote.quote.amount.minor)
      .field("currency", quote.quote.amount.currency)
      .name("term")
      .begin_object()
      .field("start", quote.quote.term.start)
      .field("end", quote.quote.term.end)
      .end_object();
  writer.field("at", quote.quote.at).field("expires_at", quote.quote.expires_at).field("seat_charge", name_of(quote.charged));
  writer.field("note", quote.note).end_object();
}

std::string_view name_of(service::SeatCharge charge) {
  switch (charge) {
    case service::SeatCharge::at_invitation:
      return "invitation";
    case service::SeatCharge::at_acceptance:
      return "acceptance";
  }
  return {};
}

std::optional<QuoteId> named_quote(const Call& call) {
  const auto id = call.request.query("quote");
  return id ? std::optional(QuoteId{std::string(*id)}) : std::nullopt;
}

}  // namespace rolecall::http
