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
  writer.field("at", quote.quote.at).field("expires_at", quote.quote.expires_at).field("note", quote.note).end_object();
}

}  // namespace rolecall::http
