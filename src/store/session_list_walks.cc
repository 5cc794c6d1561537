#include <string_view>
#include <utility>

#include "store/session_walk_sql.h"

namespace rolecall::store {
namespace {

#define ROLECALL_SESSIONS "SELECT " ROLECALL_SESSION_COLUMNS " FROM " ROLECALL_SESSION_TABLES

/// Of one clinician, with the conditions. An index answers those on the status and on the restricted ones; the unrestricted ones
/// of a clinician are read among all of his, since few are restricted.
#define ROLECALL_OF_CLINICIAN(conditions) ROLECALL_SESSIONS " WHERE s.clinician_id = $6" conditions ROLECALL_BEHIND
/// Says it as the index session_of_clinician does on SQLite: what does not say it is walked by an index of its own.
#define ROLECALL_OF_ANY_STATUS " AND s.status >= 0"
#define ROLECALL_BY_STATUS " AND s.status = $7"
#define ROLECALL_UNRESTRICTED " AND s.restricted = 0"
#define ROLECALL_RESTRICTED " AND s.restricted = 1"

class ListWalks final : public SessionWalks {
 public:
  explicit ListWalks(WalkStart start) : start_(std::move(start)) {}

  [[nodiscard]] Statement of_clinician(const MemberId& clinician, Restricted which, Instant until) const override {
    const auto& status = start_.filter.status;
    return status ? walk(of_status(which), until, clinician, *status) : walk(of_any_status(which), until, clinician);
  }

  [[nodiscard]] Statement unrestricted_of_team(Instant until) const override {
    const SessionFilter& filter = start_.filter;
    if (filter.status) {
      return walk(ROLECALL_SESSIONS " WHERE s.team_id = $6" ROLECALL_BY_STATUS ROLECALL_UNRESTRICTED ROLECALL_BEHIND, until,
                  filter.team, *filter.status);
    }
    return walk(ROLECALL_SESSIONS " WHERE s.team_id = $6" ROLECALL_UNRESTRICTED ROLECALL_BEHIND, until, filter.team);
  }

  [[nodiscard]] Statement shared(Instant until) const override {
    const SessionFilter& filter = start_.filter;
    if (filter.status) {
      return walk(ROLECALL_SHARED " AND h.status = $11" ROLECALL_BEHIND_SHARE, until, filter.member, filter.reach.shared,
                  start_.tx.now(), filter.team, clinician_or_any(filter), *filter.status);
    }
    return walk(ROLECALL_SHARED ROLECALL_BEHIND_SHARE, until, filter.member, filter.reach.shared, start_.tx.now(), filter.team,
                clinician_or_any(filter));
  }

  [[nodiscard]] Statement opened_in_emergency(Instant until) const override {
    const SessionFilter& filter = start_.filter;
    return walk(ROLECALL_OPENED_IN_EMERGENCY ROLECALL_BEHIND, until, filter.member, start_.tx.now(), filter.team,
                status_or_any(filter), clinician_or_any(filter));
  }

 private:
  static std::string_view of_any_status(Restricted which) {
    switch (which) {
      case Restricted::any:
        return ROLECALL_OF_CLINICIAN(ROLECALL_OF_ANY_STATUS);
      case Restricted::only:
        return ROLECALL_OF_CLINICIAN(ROLECALL_RESTRICTED);
      case Restricted::none:
        return ROLECALL_OF_CLINICIAN(ROLECALL_OF_ANY_STATUS ROLECALL_UNRESTRICTED);
    }
    return {};
  }
  static std::string_view of_status(Restricted which) {
    switch (which) {
      case Restricted::any:
        return ROLECALL_OF_CLINICIAN(ROLECALL_BY_STATUS);
      case Restricted::only:
        return ROLECALL_OF_CLINICIAN(ROLECALL_BY_STATUS ROLECALL_RESTRICTED);
      case Restricted::none:
        return ROLECALL_OF_CLINICIAN(ROLECALL_BY_STATUS ROLECALL_UNRESTRICTED);
    }
    return {};
  }

  template <class... Args>
  [[nodiscard]] Statement walk(std::string_view sql, Instant until, const Args&... args) const {
    return statement(sql, start_.from.started_at, start_.from.id, until, kept_since(start_.filter), start_.limit, args...);
  }

  WalkStart start_;
};

}  // namespace

std::unique_ptr<SessionWalks> list_walks(const WalkStart& start) { return std::make_unique<ListWalks>(start); }

}  // namespace rolecall::store
