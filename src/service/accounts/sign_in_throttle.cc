#include "service/accounts/sign_in_throttle.h"

#include <algorithm>

#include "service/accounts/throttle_subject.h"
#include "store/throttle.h"

namespace rolecall::service {
namespace {

constexpr Duration clients_known_for = days(90);
constexpr std::int64_t attempts_during_flood = 3;

struct Buckets {
  store::Bucket pair;     // this account from this client
  store::Bucket client;   // this client
  store::Bucket account;  // this account; only tells whether a flood is on
  std::string known;
};

Buckets buckets_of(const Environment& environment, const Attempt& attempt) {
  const std::string network = network_of(attempt.client_address);
  const std::string pair = attempt.address_key + " " + network;
  return {{pseudonym_of(environment, "pair", pair), 10, seconds(30)},
          {pseudonym_of(environment, "client", network), 60, seconds(10)},
          {pseudonym_of(environment, "account", attempt.address_key), 30, minutes(1)},
          pseudonym_of(environment, "known", pair)};
}

store::Bucket code_bucket(const Environment& environment, const std::string& address_key) {
  return {pseudonym_of(environment, "code", address_key), 10, minutes(3)};
}

bool is_flooded_by_strangers(store::Transaction& tx, const Buckets& buckets) {
  return store::attempts_in(tx, buckets.account) >= buckets.account.capacity &&
         !store::is_remembered_since(tx, buckets.known, tx.now() - clients_known_for);
}

Result<Done> refuse_while(Duration wait, std::string_view what) {
  if (wait.ms <= 0) return Done{};
  auto error =
      fail(Code::throttled, "too_many_attempts", "too many wrong " + std::string(what) + "; wait a little and try again");
  error.error().retry_after_seconds = static_cast<int>((wait.ms + 999) / 1000);
  return error;
}

bool is_lifted(const Environment& environment) { return environment.settings.throttling == Throttling::lifted; }

}  // namespace

Result<Done> check_attempts(store::Transaction& tx, const Environment& environment, const Attempt& attempt) {
  if (is_lifted(environment)) return Done{};
  auto buckets = buckets_of(environment, attempt);
  if (is_flooded_by_strangers(tx, buckets)) buckets.pair.capacity = attempts_during_flood;
  return refuse_while(std::max(store::wait_for_room(tx, buckets.pair), store::wait_for_room(tx, buckets.client)), "attempts");
}

void count_failed_attempt(store::Transaction& tx, const Environment& environment, const Attempt& attempt) {
  const auto buckets = buckets_of(environment, attempt);
  store::add_attempt(tx, buckets.pair);
  store::add_attempt(tx, buckets.client);
  store::add_attempt(tx, buckets.account);
}

void note_signed_in(store::Transaction& tx, const Environment& environment, const Attempt& attempt) {
  const auto buckets = buckets_of(environment, attempt);
  store::empty_bucket(tx, buckets.pair.subject);
  store::remember(tx, buckets.known);
}

Result<Done> check_codes(store::Transaction& tx, const Environment& environment, const std::string& address_key) {
  if (is_lifted(environment)) return Done{};
  return refuse_while(store::wait_for_room(tx, code_bucket(environment, address_key)), "codes");
}

void count_wrong_code(store::Transaction& tx, const Environment& environment, const std::string& address_key) {
  store::add_attempt(tx, code_bucket(environment, address_key));
}

}  // namespace rolecall::service
