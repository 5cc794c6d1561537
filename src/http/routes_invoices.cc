#include "http/routes_invoices.h"

#include <charconv>
#include <limits>

#include "base/json_write.h"
#include "http/page.h"
#include "service/billing/print_invoice.h"
#include "service/billing/read_invoices.h"

namespace rolecall::http {
namespace {

constexpr std::string_view invoices_path = "/api/v1/teams/{team}/billing/invoices";

void write_line(json::Writer& writer, const store::InvoiceLine& line) {
  writer.begin_object()
      .field("at", line.entry.at)
      .field("kind", line.entry.kind)
      .field("member", line.entry.member)
      .field("name", line.member_name)
      .field("cause", line.entry.cause)
      .field("quantity", line.entry.quantity)
      .field("exact_minor", line.entry.exact_minor)
      .field("amount_minor", line.entry.amount_minor)
      .field("explanation", billing::explain_amount(line.explained, line.entry.currency))
      .end_object();
}

void write_lines(json::Writer& writer, const std::vector<store::InvoiceLine>& lines) {
  writer.name("lines").begin_array();
  for (const auto& line : lines) write_line(writer, line);
  writer.end_array();
}

void write_credits(json::Writer& writer, const std::vector<store::CreditUse>& credits, const std::string& currency) {
  writer.name("credits").begin_array();
  for (const auto& use : credits) {
    writer.begin_object()
        .field("at", use.at)
        .field("invoice", use.invoice)
        .field("number", use.number)
        .field("amount_minor", use.amount_minor)
        .field("explanation", billing::explain_credit_use(use.number, use.amount_minor, currency))
        .end_object();
  }
  writer.end_array();
}

/// Leaves the object open.
void begin_invoice(json::Writer& writer, const service::InvoiceView& view) {
  const store::Invoice& invoice = view.invoice;
  writer.begin_object()
      .field("id", invoice.id)
      .field("number", invoice.number)
      .field("status", service::name_of(view.status))
      .field("issued_at", invoice.issued_at)
      .field("due_at", invoice.due_at)
      .field("paid_at", invoice.paid_at)
      .field("currency", invoice.currency)
      .field("total_minor", invoice.total_minor)
      .field("credited_minor", invoice.credited_minor)
      .field("open_minor", invoice.open_minor());
}

Result<Reply> list_invoices(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto team = call.id<TeamId>("team");
  const ListIdentity identity{invoices_path, team.value, {}};
  const auto page = read_page(call, environment, identity);
  if (!page) return std::unexpected(page.error());
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  if (!page->after.empty()) {
    const std::string& last = page->after.front();
    std::from_chars(last.data(), last.data() + last.size(), before);
  }
  auto views = service::list_invoices(tx, environment, call.credential, team, before, page->limit + 1);
  if (!views) return std::unexpected(views.error());
  std::optional<Position> behind;
  if (const auto* last = cut_page(*views, page->limit)) behind = Position{std::to_string(last->invoice.number)};
  return page_reply(*views, cursor_behind(environment, identity, behind), [](json::Writer& writer, const auto& view) {
    begin_invoice(writer, view);
    writer.end_object();
  });
}

Result<service::InvoiceView> find(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return service::get_invoice(tx, environment, call.credential, call.id<TeamId>("team"), call.id<InvoiceId>("invoice"));
}

Result<Reply> get_invoice(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto view = find(tx, environment, call);
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  begin_invoice(writer, *view);
  write_lines(writer, view->lines);
  write_credits(writer, view->credits, view->invoice.currency);
  writer.end_object();
  return json_reply(200, std::move(body));
}

Reply file(std::string media_type, std::string bytes, std::int64_t number, std::string_view ending) {
  Reply reply{.content_type = std::move(media_type), .body = std::move(bytes)};
  reply.with("Content-Disposition", "attachment; filename=\"invoice-" + std::to_string(number) + std::string(ending) + "\"");
  return reply;
}

Result<Reply> pdf(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto view = find(tx, environment, call);
  if (!view) return std::unexpected(view.error());
  auto bytes = service::invoice_pdf(*view, environment.settings.payment_instructions);
  if (!bytes) return std::unexpected(bytes.error());
  return file("application/pdf", std::move(*bytes), view->invoice.number, ".pdf");
}

Result<Reply> csv(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto view = find(tx, environment, call);
  if (!view) return std::unexpected(view.error());
  return file("text/csv; charset=utf-8", service::invoice_csv(*view), view->invoice.number, ".csv");
}

Result<Reply> next(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto view = service::get_next_invoice(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().field("at", view->at).field("currency", view->currency).field("total_minor", view->total_minor);
  write_lines(writer, view->lines);
  write_credits(writer, view->credits, view->currency);
  writer.end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> invoice_routes() {
  using store::Kind;
  return {
      {Method::get, invoices_path, Kind::read, list_invoices},
      {Method::get, "/api/v1/teams/{team}/billing/invoices/{invoice}", Kind::read, get_invoice},
      {Method::get, "/api/v1/teams/{team}/billing/invoices/{invoice}.pdf", Kind::read, pdf},
      {Method::get, "/api/v1/teams/{team}/billing/invoices/{invoice}.csv", Kind::read, csv},
      {Method::get, "/api/v1/teams/{team}/billing/next-invoice", Kind::read, next},
  };
}

}  // namespace rolecall::http
