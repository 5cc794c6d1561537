#include "http/routes_billing.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/json_write.h"
#include "http/cursor.h"
#include "http/quote_json.h"
#include "http/team_json.h"
#include "http/why_json.h"
#include "policy/catalog.h"
#include "service/billing/read_billing.h"

namespace rolecall::http {
namespace {

constexpr std::string_view ledger_path = "/api/v1/teams/{team}/billing/ledger";

/// Nothing unless the whole text is a number.
std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void write_trial(json::Writer& writer, const service::BillingView& view) {
  const auto& trial = view.team.trial;
  writer.name("trial")
      .begin_object()
      .field("available", view.is_trial_available)
      .field("started_at", trial ? std::optional(trial->started_at) : std::nullopt)
      .field("ends_at", trial ? std::optional(trial->ends_at) : std::nullopt)
      .end_object();
}

void write_features(json::Writer& writer, const service::BillingView& view) {
  writer.name("features").begin_object();
  for (const policy::FeatureEntry& entry : policy::all_features) {
    writer.name(entry.name).begin_object().field("enabled", view.features.has(entry.feature)).name("why");
    write_why(writer, view.missing[static_cast<std::size_t>(entry.feature)]);
    writer.end_object();
  }
  writer.end_object();
}

Result<Reply> get(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto view = service::get_billing(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object()
      .field("plan", view->team.plan)
      .field("plan_name", view->plan_name)
      .field("interval", billing::to_string(view->team.interval))
      .name("term")
      .begin_object()
      .field("start", view->term.start)
      .field("end", view->term.end)
      .end_object();
  writer.field("seats_used", view->seats_used).field("balance_minor", view->balance_minor).field("currency", view->currency);
  write_trial(writer, *view);
  write_features(writer, *view);
  write_actions(writer, view->allowed_actions);
  writer.end_object();
  return json_reply(200, std::move(body));
}

Result<Reply> quote(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto seats = number_in(call.request.query("seats").value_or("1"));
  const auto asked = service::ask_quote(tx, environment, call.credential, call.id<TeamId>("team"), seats.value_or(0));
  if (!asked) return std::unexpected(asked.error());
  std::string body;
  json::Writer writer(body);
  write_quote(writer, *asked);
  return json_reply(200, std::move(body));
}

void write_entry(json::Writer& writer, const store::LedgerEntry& entry) {
  writer.begin_object()
      .field("at", entry.at)
      .field("kind", entry.kind)
      .field("member", entry.member)
      .field("quantity", entry.quantity)
      .field("exact_minor", entry.exact_minor)
      .field("amount_minor", entry.amount_minor)
      .field("balance_minor", entry.balance_minor)
      .field("cause", entry.cause)
      .field("currency", entry.currency)
      .end_object();
}

Result<Reply> ledger(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto team = call.id<TeamId>("team");
  const ListIdentity identity{ledger_path, team.value, {}};
  const auto page = read_page(call, environment, identity);
  if (!page) return std::unexpected(page.error());
  const auto before = page->after.empty() ? std::numeric_limits<std::int64_t>::max() : number_in(page->after.front()).value_or(0);
  const auto rows = service::list_ledger(tx, environment, call.credential, team, before, page->limit + 1);
  if (!rows) return std::unexpected(rows.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("items").begin_array();
  const auto shown = std::min(rows->size(), static_cast<std::size_t>(page->limit));
  for (std::size_t i = 0; i < shown; ++i) write_entry(writer, (*rows)[i]);
  writer.end_array().name("next_cursor");
  if (rows->size() > shown) {
    writer.value(next_cursor(environment, identity, {std::to_string((*rows)[shown - 1].seq)}));
  } else {
    writer.null();
  }
  writer.end_object();
  return json_reply(200, std::move(body));
}

}  // namespace

std::vector<Route> billing_routes() {
  using store::Kind;
  return {
      {Method::get, "/api/v1/teams/{team}/billing", Kind::read, get},
      {Method::get, "/api/v1/teams/{team}/billing/quote", Kind::read, quote},
      {Method::get, ledger_path, Kind::read, ledger},
  };
}

}  // namespace rolecall::http
