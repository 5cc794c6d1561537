#include "service/accounts/mail_rate.h"

#include <algorithm>
#include <vector>

#include "service/accounts/throttle_subject.h"
#include "store/throttle.h"

namespace rolecall::service {
namespace {

std::vector<store::Bucket> buckets_of(const Environment& environment, const MailCause& cause) {
  std::vector<store::Bucket> buckets;
  const auto add = [&](std::string_view kind, const std::string& subject, std::int64_t capacity, Duration drain) {
    if (!subject.empty()) buckets.push_back({pseudonym_of(environment, kind, subject), capacity, drain});
  };
  add("mail-to", cause.address_key, 6, minutes(10));
  add("mail-by", cause.user.value, 1200, seconds(3));
  add("mail-for", cause.team.value, 2500, seconds(2));
  add("mail-from", network_of(cause.client_address), 30, minutes(2));
  return buckets;
}

Result<Done> check(store::Transaction& tx, const std::vector<store::Bucket>& buckets) {
  Duration wait;
  for (const auto& bucket : buckets) wait = std::max(wait, store::wait_for_room(tx, bucket));
  if (wait.ms <= 0) return Done{};
  auto error = fail(Code::throttled, "too_many_mails", "too many mails were asked for; wait a little and try again");
  error.error().retry_after_seconds = static_cast<int>((wait.ms + 999) / 1000);
  return error;
}

}  // namespace

Result<Done> check_mail_rate(store::Transaction& tx, const Environment& environment, const MailCause& cause) {
  if (environment.settings.throttling == Throttling::lifted) return Done{};
  return check(tx, buckets_of(environment, cause));
}

Result<Done> count_mail(store::Transaction& tx, const Environment& environment, const MailCause& cause) {
  if (environment.settings.throttling == Throttling::lifted) return Done{};
  const auto buckets = buckets_of(environment, cause);
  if (auto room = check(tx, buckets); !room) return room;
  for (const auto& bucket : buckets) store::add_attempt(tx, bucket);
  return Done{};
}

}  // namespace rolecall::service
