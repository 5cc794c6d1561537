// A store that hands everything on: what a test wants to see or change, it overrides.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "store/store.h"

namespace rolecall::testing {

class ForwardedStore : public store::Store {
 public:
  explicit ForwardedStore(store::Store& behind) : behind_(behind) {}
  void run_read(Work work, Finished finished) override { behind_.run_read(std::move(work), std::move(finished)); }
  void run_long_read(Work work, Finished finished) override { behind_.run_long_read(std::move(work), std::move(finished)); }
  void run_write(Work work, Finished finished) override { behind_.run_write(std::move(work), std::move(finished)); }
  void on_outbox(std::function<void()> wake) override { behind_.on_outbox(std::move(wake)); }
  int migrate() override { return behind_.migrate(); }
  Result<Done> backup(const std::string& file) override { return behind_.backup(file); }
  [[nodiscard]] std::string name() const override { return behind_.name(); }

 private:
  store::Store& behind_;
};

}  // namespace rolecall::testing
