#include "http/routes_billing.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <charconv>
#include <limits>

#include "base/json_read.h"
#include "base/json_write.h"
#include "http/page.h"
#include "http/quote_json.h"
#include "http/team_json.h"
#include "http/why_json.h"
#include "policy/catalog.h"
#include "service/billing/change_subscription.h"
#include "service/billing/limit_seats.h"
#include "service/billing/list_plans.h"
#include "service/billing/read_billing.h"
#include "service/billing/start_trial.h"

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
      .field("running", view.is_trial_running)
      .end_object();
}

void write_retention(json::Writer& writer, const std::optional<service::RetentionToCome>& to_come) {
  writer.name("retention_to_come");
  if (!to_come) {
    writer.null();
    return;
  }
  writer.begin_object()
      .field("days", to_come->waiting.days)
      .field("from", to_come->waiting.from)
      .field("sessions", to_come->sessions)
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

void write_term(json::Writer& writer, const billing::Term& term) {
  writer.name("term").begin_object().field("start", term.start).field("end", term.end).end_object();
}

void write_next(json::Writer& writer, const std::optional<store::WaitingSubscription>& next) {
  writer.name("next");
  if (!next) {
    writer.null();
    return;
  }
  writer.begin_object()
      .field("plan", next->plan)
      .field("interval", billing::to_string(next->interval))
      .field("from", next->from)
      .end_object();
}

Result<Reply> reply_with(int status, const Result<service::BillingView>& view) {
  if (!view) return std::unexpected(view.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object()
      .field("plan", view->subscription.plan)
      .field("plan_name", view->plan_name)
      .field("interval", billing::to_string(view->subscription.interval));
  write_term(writer, view->term);
  write_next(writer, view->next);
  writer.field("seats_used", view->seats_used)
      .field("seat_limit", view->team.seat_limit)
      .field("balance_minor", view->balance_minor)
      .field("currency", view->currency)
      .field("seat_charge", name_of(view->charged));
  write_trial(writer, *view);
  write_retention(writer, view->retention_to_come);
  write_features(writer, *view);
  write_actions(writer, view->allowed_actions);
  writer.end_object();
  return json_with_etag(status, std::move(body), view->team.revision);
}

Result<Reply> get_billing(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  return reply_with(200, service::get_billing(tx, environment, call.credential, call.id<TeamId>("team")));
}

void write_names(json::Writer& writer, std::string_view name, policy::FeatureSet features) {
  writer.name(name).begin_array();
  for (const policy::FeatureEntry& entry : policy::all_features) {
    if (features.has(entry.feature)) writer.value(entry.name);
  }
  writer.end_array();
}

Result<Reply> start_trial(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto team = call.id<TeamId>("team");
  if (!call.is_dry_run()) return reply_with(201, service::start_trial(tx, environment, call.credential, team));
  const auto preview = service::preview_trial(tx, environment, call.credential, team);
  if (!preview) return std::unexpected(preview.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().field("ends_at", preview->ends_at);
  write_names(writer, "gained", preview->gained);
  writer.field("warnings", preview->warnings).end_object();
  return json_reply(200, std::move(body));
}

/// A plan gives no grants: it opens features.
Reply preview_reply(const service::SubscriptionPreview& preview) {
  std::string body;
  json::Writer writer(body);
  writer.begin_object().raw_field("gained", "[]").raw_field("lost", "[]").name("sessions").begin_object();
  writer.field("readable_before", preview.sessions.before)
      .field("readable_after", preview.sessions.after)
      .field("clinicians", preview.sessions.clinicians)
      .end_object();
  writer.name("price").begin_object().field("seats", preview.seats.count).field("amount_minor", preview.price.minor);
  writer.field("currency", preview.price.currency).field("at", preview.at);
  write_term(writer, preview.term);
  writer.end_object().field("from", preview.from).field("next_term_minor", preview.next_term_minor);
  writer.name("features").begin_object();
  write_names(writer, "gained", preview.gained);
  write_names(writer, "lost", preview.lost);
  writer.end_object().field("warnings", preview.warnings).end_object();
  return json_reply(200, std::move(body));
}

void write_plan(json::Writer& writer, const service::PlanOffer& offer) {
  const billing::Plan& plan = offer.plan;
  writer.begin_object().field("id", plan.id).field("name", plan.name).name("features").begin_array();
  for (const std::string& feature : plan.features) writer.value(feature);
  writer.end_array()
      .field("price_per_seat_month", plan.price_per_seat_month)
      .field("price_per_seat_year", plan.price_per_seat_year)
      .field("currency", plan.currency)
      .field("free_of_charge", offer.is_free_of_charge());
  writer.name("chosen_by")
      .begin_object()
      .field("month", policy::name_of(offer.chosen_by_the_month))
      .field("year", policy::name_of(offer.chosen_by_the_year))
      .end_object()
      .end_object();
}

Result<Reply> plans(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto found = service::list_plans(tx, environment, call.credential, call.id<TeamId>("team"));
  if (!found) return std::unexpected(found.error());
  std::string body;
  json::Writer writer(body);
  writer.begin_object().name("items").begin_array();
  for (const service::PlanOffer& offer : *found) write_plan(writer, offer);
  writer.end_array().end_object();
  return json_reply(200, std::move(body));
}

struct SeatLimitBody {
  std::optional<std::int64_t> seats;
};
BOOST_DESCRIBE_STRUCT(SeatLimitBody, (), (seats))

Result<Reply> limit_seats(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto body = json::read<SeatLimitBody>(call.body->root());
  if (!body) return std::unexpected(body.error());
  return reply_with(
      200, service::limit_seats(tx, environment, call.credential, {call.id<TeamId>("team"), body->seats, call.if_match()}));
}

struct SubscriptionBody {
  std::string plan;
  std::string interval;
};
BOOST_DESCRIBE_STRUCT(SubscriptionBody, (), (plan, interval))

Result<Reply> subscribe(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  auto wish = json::read<SubscriptionBody>(call.body->root());
  if (!wish) return std::unexpected(wish.error());
  const service::ChangeSubscription request{call.id<TeamId>("team"), std::move(wish->plan), std::move(wish->interval),
                                            call.if_match()};
  if (!call.is_dry_run()) return reply_with(200, service::change_subscription(tx, environment, call.credential, request));
  const auto preview = service::preview_subscription(tx, environment, call.credential, request);
  if (!preview) return std::unexpected(preview.error());
  return preview_reply(*preview);
}

Result<Reply> quote(store::Transaction& tx, const service::Environment& environment, const Call& call) {
  const auto seats = number_in(call.request.query("seats").value_or("1"));
  const auto member = call.request.query("member");
  const auto asked = service::ask_quote(tx, environment, call.credential, call.id<TeamId>("team"), seats.value_or(0),
                                        member ? std::optional(MemberId{std::string(*member)}) : std::nullopt);
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
  auto rows = service::list_ledger(tx, environment, call.credential, team, before, page->limit + 1);
  if (!rows) return std::unexpected(rows.error());
  std::optional<Position> behind;
  if (const auto* last = cut_page(*rows, page->limit)) behind = Position{std::to_string(last->seq)};
  return page_reply(*rows, cursor_behind(environment, identity, behind), write_entry);
}

}  // namespace

std::vector<Route> billing_routes() {
  using store::Kind;
  return {
      {Method::get, "/api/v1/teams/{team}/billing", Kind::read, get_billing},
      {Method::post, "/api/v1/teams/{team}/billing/trial", Kind::write, start_trial},
      {Method::put, "/api/v1/teams/{team}/billing/subscription", Kind::write, subscribe, Body::json},
      {Method::get, "/api/v1/teams/{team}/billing/plans", Kind::read, plans},
      {Method::put, "/api/v1/teams/{team}/billing/seat-limit", Kind::write, limit_seats, Body::json},
      {Method::get, "/api/v1/teams/{team}/billing/quote", Kind::read, quote},
      {Method::get, ledger_path, Kind::read, ledger},
  };
}

}  // namespace rolecall::http
