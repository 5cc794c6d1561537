#include "service/members/add_members.h"

#include <algorithm>
#include <unordered_map>

#include "service/paid_before_trial.h"
#include "service/seat_account.h"

namespace rolecall::service {
namespace {

/// A refusal or conflict of one row as an error of its field.
std::vector<FieldError> row_errors(const Error& error) {
  if (!error.fields.empty()) return error.fields;
  if (error.refusal) return {{"/roles", error.refusal->explanation}};
  return {{error.name == "seat_limit" ? "" : "/email", error.detail}};
}

/// Judges the rows one after the other; what an earlier row takes (address, seat) a later one cannot have.
class Judge {
 public:
  Judge(store::Transaction& tx, const Environment& environment, const store::TeamCaller& caller, BatchMode mode)
      : tx_(tx), caller_(caller), mode_(mode), seats_left_(seats_left(environment)) {}

  Result<Invitee> judge(const BatchRow& row, std::size_t number) {
    if (!row.errors.empty()) return invalid(row.errors);
    if (row.person.quote) return invalid_field("/quote", "is not taken in a row; name one quote for all rows");
    auto invitee = read_invitee(tx_, caller_.team.id, row.person);
    if (!invitee) return invitee;
    if (const auto free = check_free(*invitee, number); !free) return std::unexpected(free.error());
    if (const auto may = check_roles(invitee->roles); !may) return std::unexpected(may.error());
    if (seats_left_ && good_ >= *seats_left_) return fail(Code::conflict, "seat_limit", "the team's limit of seats is reached");
    rows_.emplace(invitee->address.key, number);
    ++good_;
    return invitee;
  }

  [[nodiscard]] std::int64_t good() const { return good_; }

 private:
  static std::unexpected<Error> invalid(const std::vector<FieldError>& errors) {
    return std::unexpected(Error{Code::invalid, "invalid", "a field is invalid", errors, std::nullopt, 0});
  }

  std::optional<std::int64_t> seats_left(const Environment& environment) {
    if (!caller_.team.seat_limit || environment.settings.seat_charge == SeatCharge::at_acceptance) return std::nullopt;
    return *caller_.team.seat_limit - seat_account(tx_, environment, caller_.team).state.quantity.count;
  }

  Result<Done> check_free(const Invitee& invitee, std::size_t number) {
    if (const auto earlier = rows_.find(invitee.address.key); earlier != rows_.end() && earlier->second != number) {
      return invalid_field("/email", "is already in row " + std::to_string(earlier->second));
    }
    return check_can_be_invited(tx_, caller_.team.id, invitee.address.key);
  }

  /// A refused row does not fail the request, so the row of its refusal is written here; a question writes nothing.
  Result<Done> check_roles(const RoleSelection& roles) {
    auto may = check_may_give(tx_, caller_, roles);
    auto record = tx_.take_record();
    if (!may && record && mode_ == BatchMode::for_real) record(tx_);
    return may;
  }

  store::Transaction& tx_;
  const store::TeamCaller& caller_;
  BatchMode mode_;
  std::optional<std::int64_t> seats_left_;
  std::unordered_map<std::string, std::size_t> rows_;  // number of the row by address
  std::int64_t good_ = 0;
};

std::optional<TeamQuote> price_of(store::Transaction& tx, const Environment& environment, const store::Team& team,
                                  const std::vector<std::optional<Invitee>>& invitees) {
  const std::int64_t seats = std::ranges::count_if(invitees, [](const auto& invitee) { return invitee.has_value(); });
  if (seats == 0 || environment.settings.seat_charge == SeatCharge::at_acceptance) return std::nullopt;
  const SeatAccount account = seat_account(tx, environment, team);
  const std::int64_t paid_before = std::ranges::count_if(invitees, [&](const auto& invitee) {
    return invitee && trial_seat_of(tx, environment, team, {}, invitee->address.key, billing::at_second(account.at)) ==
                          billing::TrialSeat::paid_before;
  });
  return quote_seats(environment, team.id, account, {seats}, {paid_before});
}

/// Sends what was judged good. Only mails that are too many can still keep a row back; with a quote they keep back all, because
/// it was made for all.
Result<Done> send(store::Transaction& tx, const Environment& environment, const store::Permit& permit,
                  const store::TeamCaller& caller, const Invitee& invitee, SeatPrice& price, BatchVerdict& verdict) {
  const auto member = invite(tx, environment, permit, caller, invitee, price);
  if (member) {
    verdict.member = view_member(tx, caller, *member);
  } else if (member.error().code == Code::throttled && !price.quote) {
    verdict.errors = row_errors(member.error());
  } else {
    return std::unexpected(member.error());
  }
  return Done{};
}

}  // namespace

Result<BatchResult> add_members(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                const TeamId& team, const std::vector<BatchRow>& rows, BatchMode mode,
                                const std::optional<QuoteId>& quote) {
  const auto caller = store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(policy::Action::member_invite), {"team", team.value});
  if (!permit) {
    if (mode == BatchMode::dry_run) static_cast<void>(tx.take_record());  // a question writes nothing (SPEC section 7)
    return std::unexpected(permit.error());
  }
  if (rows.size() > most_rows) return fail(Code::invalid, "too_many", "at most 1,000 rows can be added at once");
  Judge judge(tx, environment, *caller, mode);
  BatchResult result;
  std::vector<std::optional<Invitee>> invitees;
  for (const auto& row : rows) {
    auto invitee = judge.judge(row, invitees.size() + 1);
    result.rows.push_back({row.email, std::nullopt, invitee ? std::vector<FieldError>{} : row_errors(invitee.error())});
    invitees.push_back(invitee ? std::optional(std::move(*invitee)) : std::nullopt);
  }
  if (mode == BatchMode::dry_run) {
    result.price = price_of(tx, environment, caller->team, invitees);
    return result;
  }
  SeatPrice price{quote, judge.good()};
  if (const auto holds = check_price(tx, environment, caller->team, price); !holds) return std::unexpected(holds.error());
  for (std::size_t i = 0; i < invitees.size(); ++i) {
    if (!invitees[i]) continue;
    if (const auto sent = send(tx, environment, *permit, *caller, *invitees[i], price, result.rows[i]); !sent) {
      return std::unexpected(sent.error());
    }
  }
  return result;
}

}  // namespace rolecall::service
