#include <string_view>

#include "store/session_walk_sql.h"

namespace rolecall::store {
namespace {

#define ROLECALL_SESSIONS "SELECT " ROLECALL_SESSION_COLUMNS " FROM " ROLECALL_SESSION_TABLES

/// Of one clinician and status; restricted ones too, or none.
#define ROLECALL_BY_STATUS(restricted) ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.status = $6" restricted ROLECALL_BEHIND
#define ROLECALL_UNRESTRICTED " AND s.restricted = 0"

class ListWalks final : public SessionWalks {
 public:
  explicit ListWalks(const WalkStart& start) : start_(start) {}

  [[nodiscard]] std::vector<Session> of_clinician(const MemberId& clinician, Restricted which) const override {
    if (which == Restricted::only) return restricted_of(clinician);
    const bool takes_all = which == Restricted::any;
    if (const auto& status = start_.filter.status) {
      return walk(takes_all ? ROLECALL_BY_STATUS("") : ROLECALL_BY_STATUS(ROLECALL_UNRESTRICTED), clinician, *status);
    }
    return walk(takes_all ? ROLECALL_SESSIONS " WHERE s.clinician_id = $5" ROLECALL_BEHIND
                          : ROLECALL_SESSIONS " WHERE s.clinician_id = $5" ROLECALL_UNRESTRICTED ROLECALL_BEHIND,
                clinician);
  }

  [[nodiscard]] std::vector<Session> unrestricted_of_team() const override {
    const SessionFilter& filter = start_.filter;
    if (filter.status) {
      return walk(ROLECALL_SESSIONS " WHERE s.team_id = $5 AND s.status = $6" ROLECALL_UNRESTRICTED ROLECALL_BEHIND, filter.team,
                  *filter.status);
    }
    return walk(ROLECALL_SESSIONS " WHERE s.team_id = $5" ROLECALL_UNRESTRICTED ROLECALL_BEHIND, filter.team);
  }

  [[nodiscard]] std::vector<Session> shared() const override {
    const SessionFilter& filter = start_.filter;
    return walk(ROLECALL_SHARED ROLECALL_BEHIND_SHARE, filter.member, filter.reach.shared, start_.tx.now(), filter.team,
                status_or_any(filter), clinician_or_any(filter));
  }

  [[nodiscard]] std::vector<Session> opened_in_emergency() const override {
    const SessionFilter& filter = start_.filter;
    return walk(ROLECALL_OPENED_IN_EMERGENCY ROLECALL_BEHIND, filter.member, start_.tx.now(), filter.team, status_or_any(filter),
                clinician_or_any(filter));
  }

 private:
  /// The status is asked in a way that no index answers: these are few, and have an index of their own.
  [[nodiscard]] std::vector<Session> restricted_of(const MemberId& clinician) const {
    return walk(ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.restricted = 1 AND ($6 < 0 OR s.status = $6)" ROLECALL_BEHIND,
                clinician, status_or_any(start_.filter));
  }

  template <class... Args>
  [[nodiscard]] std::vector<Session> walk(std::string_view sql, const Args&... args) const {
    return read_sessions(
        query(start_.tx, sql, start_.from.started_at, start_.from.id, kept_since(start_.filter), start_.limit, args...));
  }

  WalkStart start_;
};

}  // namespace

std::unique_ptr<SessionWalks> list_walks(const WalkStart& start) { return std::make_unique<ListWalks>(start); }

}  // namespace rolecall::store
