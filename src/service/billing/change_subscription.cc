#include "service/billing/change_subscription.h"

#include "policy/catalog.h"
#include "service/billing/returning_retention.h"
#include "service/revision.h"
#include "service/seat_account.h"
#include "service/settings/effective_session_view.h"

namespace rolecall::service {
namespace {

using billing::Bites;
using policy::Action;

/// What the request names, where it names something that exists.
struct Wish {
  const billing::Plan* plan = nullptr;
  std::optional<billing::Interval> interval;
};

/// Everything that was checked before anything is written.
struct CheckedSubscription {
  store::TeamCaller caller;
  store::Permit permit;
  SeatAccount account;
  store::Subscription before;
  std::optional<store::WaitingSubscription> waiting_before;
  store::Team after;
  bool is_posted = false;                            // something bites at once
  std::optional<store::WaitingRetention> returning;  // a remembered retention that comes back
};

std::optional<store::WaitingSubscription> waiting_in(const store::Team& team, Instant now) {
  const auto& next = team.subscription_next;
  return next && next->from > now ? next : std::nullopt;
}

Result<Done> check_wish(const Wish& wish) {
  if (wish.plan == nullptr) return invalid_field("/plan", "expected the id of a plan");
  if (!wish.interval) return invalid_field("/interval", "expected `month` or `year`");
  return Done{};
}

billing::PlanChoice present(const Environment& environment, const store::Subscription& before) {
  return {environment.plans.find_or_default(before.plan), before.interval};
}

/// The team as it is afterwards, with what waits for the end of the running term.
store::Team changed_team(const CheckedSubscription& checked, const Wish& wish, const billing::PlanChange& change) {
  store::Team after = checked.caller.team;
  const bool is_new_term = change.interval == Bites::at_once && *wish.interval != checked.before.interval;
  after.plan = change.plan == Bites::at_once ? wish.plan->id : checked.before.plan;
  after.interval = is_new_term ? *wish.interval : checked.before.interval;
  after.term_anchor = is_new_term ? billing::at_second(checked.account.at) : checked.before.term_anchor;
  after.subscription_next.reset();
  if (change.waits()) after.subscription_next.emplace(wish.plan->id, *wish.interval, checked.account.state.term.end);
  return after;
}

Result<CheckedSubscription> check_subscription(store::Transaction& tx, const Environment& environment,
                                               const store::Credential& credential, const ChangeSubscription& request) {
  auto caller = store::load_team_caller(tx, credential, request.team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  auto account = seat_account(tx, environment, caller->team);
  const Wish wish{environment.plans.find(request.plan), billing::parse_interval(request.interval)};
  const auto right = check_wish(wish);
  const auto before = store::subscription_of(caller->team, account.at);
  const auto action =
      right ? action_to_choose(present(environment, before), {*wish.plan, *wish.interval}) : Action::billing_upgrade;
  auto permit = store::authorize(tx, *caller, caller->asks(action), {"team", request.team.value});
  if (!permit) return std::unexpected(permit.error());
  if (!right) return std::unexpected(right.error());
  if (const auto current = check_revision(request.if_match, caller->team.revision); !current) {
    return std::unexpected(current.error());
  }
  auto waiting = waiting_in(caller->team, account.at);
  CheckedSubscription checked{
      std::move(*caller), std::move(*permit), std::move(account), before, std::move(waiting), {}, false, {}};
  checked.after = changed_team(checked, wish, billing::plan_change(present(environment, before), {*wish.plan, *wish.interval}));
  checked.returning = returning_retention(checked.caller.team, checked.after, environment.plans, tx.now());
  checked.is_posted = checked.after.plan != before.plan || checked.after.interval != before.interval;
  return checked;
}

/// INVARIANT: something bites at once.
billing::Posting posting_of(const Environment& environment, const CheckedSubscription& checked) {
  const store::Team& after = checked.after;
  const auto price = environment.plans.find_or_default(after.plan).price(after.interval).minor;
  if (after.interval == checked.before.interval) {
    return billing::change_price(checked.account.state, checked.account.at, price);
  }
  const auto term = billing::term_at(after.term_anchor, after.interval, checked.account.at);
  return billing::begin_term(checked.account.state, billing::LedgerKind::plan, term, price);
}

audit::Object subscription_facts(const std::string& plan, billing::Interval interval,
                                 const std::optional<store::WaitingSubscription>& next) {
  audit::Object facts{{"plan", plan}, {"interval", billing::to_string(interval)}, {"next", nullptr}};
  if (next) {
    facts["next"] =
        audit::Object{{"plan", next->plan}, {"interval", billing::to_string(next->interval)}, {"from", to_rfc3339(next->from)}};
  }
  return facts;
}

/// What the plan alone opens, whatever is being tried.
policy::FeatureSet features_of_plan(store::Team team, const Environment& environment, Instant at) {
  team.trial.reset();
  return store::features_of(team, environment.plans, at);
}

store::SessionCount viewed_at(store::Transaction& tx, const Environment& environment, const store::Team& team, Instant at) {
  const auto facts = store::team_facts(team, environment.plans, at);
  if (!facts.session_view.enabled || !facts.features.has(policy::Feature::session_view)) return {};
  return viewed_sessions(tx, team, facts);
}

void put_price(const Environment& environment, const CheckedSubscription& checked, SubscriptionPreview& preview) {
  const SeatAccount& account = checked.account;
  preview.price = {0, account.basis.currency};
  preview.seats = account.state.quantity;
  preview.at = account.at;
  preview.term = account.state.term;
  if (checked.is_posted) {
    const auto posting = posting_of(environment, checked);
    preview.price.minor = posting.row.amount_minor;
    preview.term = posting.state.term;
  }
  const auto next = store::subscription_of(checked.after, preview.term.end);
  preview.next_term_minor = environment.plans.find_or_default(next.plan).price(next.interval).minor * preview.seats.count;
}

void put_features(const Environment& environment, const CheckedSubscription& checked, SubscriptionPreview& preview) {
  const auto before = features_of_plan(checked.caller.team, environment, preview.at);
  const auto after = features_of_plan(checked.after, environment, preview.from);
  preview.gained = after - before;
  preview.lost = before - after;
}

void add_warnings(store::Transaction& tx, const CheckedSubscription& checked, SubscriptionPreview& preview) {
  if (checked.returning) preview.warnings.push_back(returning_sentence(tx, checked.after.id, *checked.returning));
  if (preview.lost.empty()) return;
  for (const policy::FeatureEntry& entry : policy::all_features) {
    if (preview.lost.has(entry.feature)) preview.warnings.push_back("The team loses this: " + std::string(entry.sentence));
  }
  preview.warnings.emplace_back("Nothing is deleted: settings are remembered, and take effect again with a plan that has them.");
  const auto& settings = checked.after.settings;
  const bool remembers_retention = settings.retention_days || settings.retention_next;
  if (remembers_retention && preview.lost.has(policy::Feature::team_policies)) {
    preview.warnings.emplace_back("The retention is remembered too. A plan that brings it back lets it wait for 7 days.");
  }
}

}  // namespace

Action action_to_choose(const billing::PlanChoice& present, const billing::PlanChoice& wished) {
  return billing::plan_change(present, wished).is_downgrade() ? Action::billing_cancel : Action::billing_upgrade;
}

Result<BillingView> change_subscription(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const ChangeSubscription& request) {
  auto checked = check_subscription(tx, environment, credential, request);
  if (!checked) return std::unexpected(checked.error());
  auto& [caller, permit, account, before, waiting_before, after, is_posted, returning] = *checked;
  if (!is_posted && after.subscription_next == waiting_before) return view_billing(tx, environment, caller);
  auto was = subscription_facts(before.plan, before.interval, waiting_before);
  auto is = subscription_facts(after.plan, after.interval, after.subscription_next);
  if (returning) put_off_retention(after, *returning, was, is);
  const auto recorded =
      store::record(tx, permit, "billing.subscribe", {"team", request.team.value}, std::move(was), std::move(is));
  post_due(tx, permit, request.team, account);
  if (is_posted) {
    store::append_posting(tx, permit, request.team, {std::nullopt, recorded.action(), std::nullopt, account.basis.currency},
                          posting_of(environment, *checked));
  }
  const auto told = told_view(tx, environment, caller.team);
  store::save_team(tx, permit, recorded, after);
  settle_view(tx, environment, permit, after, {told, compose::ViewCause::plan, caller.member.id, caller.caller.name});
  caller.team = after;
  caller.team_facts = store::team_facts(after, environment.plans, tx.now());
  return view_billing(tx, environment, caller);
}

Result<SubscriptionPreview> preview_subscription(store::Transaction& tx, const Environment& environment,
                                                 const store::Credential& credential, const ChangeSubscription& request) {
  const auto checked = check_subscription(tx, environment, credential, request);
  static_cast<void>(tx.take_record());  // a question, even a refused one, writes nothing (SPEC section 7)
  if (!checked) return std::unexpected(checked.error());
  SubscriptionPreview preview;
  put_price(environment, *checked, preview);
  preview.from = checked->after.subscription_next ? checked->after.subscription_next->from : preview.at;
  put_features(environment, *checked, preview);
  const auto viewed = viewed_at(tx, environment, checked->after, preview.from);
  preview.sessions = {viewed_at(tx, environment, checked->caller.team, preview.at).sessions, viewed.sessions, viewed.clinicians};
  add_warnings(tx, *checked, preview);
  return preview;
}

}  // namespace rolecall::service
