// What a client hears when the database fails: never the fault's own words, and never a promise that nobody can make.
#include "store/fault.h"

#include <gmock/gmock.h>

#include "base/crypto/password_pool.h"
#include "http/api.h"
#include "support/temp_folder.h"

namespace rolecall {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A store whose every work ends in one fault.
template <class Fault>
class BrokenStore final : public store::Store {
 public:
  void run_read(Work, Finished finished) override { finished(fault()); }
  void run_long_read(Work, Finished finished) override { finished(fault()); }
  void run_write(Work, Finished finished) override { finished(fault()); }
  void on_outbox(std::function<void()>) override {}
  int migrate() override { return 0; }
  Result<Done> backup(const std::string&) override { return Done{}; }
  [[nodiscard]] std::string name() const override { return "broken"; }

 private:
  static std::exception_ptr fault() { return std::make_exception_ptr(Fault("secret words")); }
};

Result<http::Reply> nothing(store::Transaction&, const service::Environment&, const http::Call&) { return http::empty_reply(); }

template <class Fault>
http::Reply answer_to() {
  const testing::TempFolder folder;
  const service::Environment environment{{.public_url = "http://rolecall.test"},
                                         billing::parse_plans(billing::default_plans_text()).value(),
                                         crypto::KeyRing::open(folder.path() / "keys", crypto::MissingKeys::create).value()};
  BrokenStore<Fault> store;
  crypto::PasswordPool pool;
  WorkPool work_pool;
  const ManualClock clock({0}, ManualClock::Mode::frozen);
  const auto route = http::for_anybody({http::Method::get, "/thing", store::Kind::write, nothing});
  const http::Api api({store, environment, pool, work_pool, clock}, {route});
  http::Request request;
  request.path = "/thing";
  http::Reply reply;
  api.handle(std::move(request), [&](http::Reply answer) { reply = std::move(answer); });
  EXPECT_THAT(reply.body, Not(HasSubstr("secret")));
  return reply;
}

TEST(Faults, of_the_database_say_that_nothing_was_changed) {
  const auto reply = answer_to<store::DatabaseFault>();
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr("nothing was changed"));
}

TEST(Faults, during_a_commit_do_not_say_what_nobody_knows) {
  const auto reply = answer_to<store::CommitOutcomeUnknown>();
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, HasSubstr("outcome_unknown"));
  EXPECT_THAT(reply.body, Not(HasSubstr("nothing was changed")));
}

TEST(Faults, of_a_lost_race_are_a_conflict) { EXPECT_EQ(answer_to<store::ConstraintViolation>().status, 409); }

}  // namespace
}  // namespace rolecall
