#include "service/quotes.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <vector>

#include "base/crypto/encoding.h"
#include "base/crypto/token.h"
#include "service/paid_before_trial.h"
#include "store/caller.h"
#include "store/member.h"

namespace rolecall::service {
namespace {

constexpr std::size_t number_count = 7;
constexpr std::size_t hash_size = 32;  // hex digits: 128 bits

std::string mac(const Environment& environment, const TeamId& team, std::string_view inputs) {
  const std::string message = team.value + "\n" + std::string(inputs);
  return crypto::to_hex(environment.keys.sealer().pseudonym(crypto::Purpose::quote, message)).substr(0, hash_size);
}

/// seats, amount, term start and end, instant and end in seconds, seats paid for before a trial, then currency and fingerprint.
std::string inputs_of(const billing::Quote& quote) {
  std::string text;
  for (const std::int64_t number :
       {quote.seats.count, quote.amount.minor, quote.term.start.unix_seconds(), quote.term.end.unix_seconds(),
        quote.at.unix_seconds(), quote.expires_at.unix_seconds(), quote.paid_before.count}) {
    text += std::to_string(number) + " ";
  }
  return text + quote.amount.currency + " " + quote.fingerprint;
}

std::optional<std::string> note_of(const std::optional<billing::Trial>& trial, SeatCharge charged, const billing::Quote& quote) {
  std::vector<std::string> sentences;
  if (charged == SeatCharge::at_acceptance) {
    sentences.emplace_back(
        "A seat is charged when its invitation is accepted, at the price of that instant; this is the price of now.");
  }
  if (quote.paid_before.count > 0) {
    sentences.emplace_back("Who had a paid seat when the trial began goes on paying for it, and pays from now on.");
  }
  if (trial && trial->is_running(quote.at) && quote.paid_before != quote.seats) {
    sentences.emplace_back(
        "Seats that are added during the trial cost nothing until it ends; this is the price from then to the end of the term.");
  }
  if (sentences.empty()) return std::nullopt;
  return fmt::format("{}", fmt::join(sentences, " "));
}

std::optional<billing::Quote> parse_inputs(std::string_view text) {
  std::array<std::int64_t, number_count> numbers{};
  for (std::int64_t& number : numbers) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data() + text.size()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto [seats, amount, start, end, at, expires_at, paid_before] = numbers;
  return billing::Quote{{seats},
                        {amount, std::string(text.substr(0, space))},
                        {Instant{start * 1000}, Instant{end * 1000}},
                        Instant{at * 1000},
                        Instant{expires_at * 1000},
                        std::string(text.substr(space + 1)),
                        {paid_before}};
}

}  // namespace

TeamQuote quote_seats(const Environment& environment, const TeamId& team, const SeatAccount& account, billing::Seats seats,
                      billing::Seats paid_before) {
  auto quote = billing::make_quote(account.state, account.basis, seats, account.at, paid_before);
  const std::string inputs = inputs_of(quote);
  const SeatCharge charged = environment.settings.seat_charge;
  auto note = note_of(account.basis.trial, charged, quote);
  return {QuoteId{"quo_" + mac(environment, team, inputs) + crypto::to_base64url(inputs)}, std::move(quote), charged,
          std::move(note)};
}

Result<billing::Quote> open_quote(const Environment& environment, const TeamId& team, const QuoteId& id) {
  const auto stale = fail(Code::conflict, "quote_stale", "this quote does not hold; ask for the price again");
  constexpr std::string_view prefix = "quo_";
  if (!id.value.starts_with(prefix) || id.value.size() < prefix.size() + hash_size) return stale;
  const auto inputs = crypto::from_base64url(std::string_view(id.value).substr(prefix.size() + hash_size));
  const auto hash = std::string_view(id.value).substr(prefix.size(), hash_size);
  if (!inputs || !crypto::equal_in_constant_time(hash, mac(environment, team, *inputs))) return stale;
  const auto quote = parse_inputs(*inputs);
  if (!quote) return stale;
  return *quote;
}

namespace {

Result<TeamQuote> quote_member(store::Transaction& tx, const Environment& environment, const store::Team& team,
                               const MemberId& id) {
  const auto member = store::find_member(tx, team.id, id);
  if (!member) return fail(Code::not_found, "not_found", "the team has no such member");
  const SeatAccount account = seat_account(tx, environment, team);
  const auto kind = trial_seat_of(tx, environment, team, member->id, member->address_key, billing::at_second(account.at));
  return quote_seats(environment, team.id, account, {1}, {kind == billing::TrialSeat::paid_before ? 1 : 0});
}

}  // namespace

Result<TeamQuote> ask_quote(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const TeamId& team, std::int64_t seats, const std::optional<MemberId>& member) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::billing_read), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  if (seats < 1 || seats > 1000) return invalid_field("/seats", "expected a number from 1 to 1000");
  if (member && seats != 1) return invalid_field("/seats", "expected 1 for the seat of a member");
  if (member) return quote_member(tx, environment, caller->team, *member);
  return quote_seats(environment, team, seat_account(tx, environment, caller->team), {seats});
}

}  // namespace rolecall::service
