// Everything the server answers: health, the clock of development, the API, and the portal's files.
#pragma once

#include <functional>

#include "base/clock.h"
#include "http/api.h"
#include "http/static_files.h"

namespace rolecall::http {

class Front {
 public:
  struct Parts {
    const Api& api;
    const StaticFiles& files;
    store::Store& store;
    ManualClock* dev_clock = nullptr;  // there only with --dev-clock
  };
  explicit Front(Parts parts) : parts_(parts) {}

  void handle(Request request, Responder respond) const;

 private:
  void ready(Responder respond) const;
  void clock(const Request& request, Responder respond) const;

  Parts parts_;
};

}  // namespace rolecall::http
