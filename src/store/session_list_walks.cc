#include <array>
#include <string_view>

#include "store/session_walk_sql.h"

namespace rolecall::store {
namespace {

#define ROLECALL_SESSIONS "SELECT " ROLECALL_SESSION_COLUMNS " FROM " ROLECALL_SESSION_TABLES

/// By Restricted. The values are literals: an index of restricted sessions only is taken for a literal only.
constexpr std::array<std::string_view, 3> of_clinician_sql{
    ROLECALL_SESSIONS " WHERE s.clinician_id = $5" ROLECALL_BEHIND,
    ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.restricted = 1" ROLECALL_BEHIND,
    ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.restricted = 0" ROLECALL_BEHIND};
constexpr std::array<std::string_view, 3> of_clinician_by_status_sql{
    ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.status = $6" ROLECALL_BEHIND,
    ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.status = $6 AND s.restricted = 1" ROLECALL_BEHIND,
    ROLECALL_SESSIONS " WHERE s.clinician_id = $5 AND s.status = $6 AND s.restricted = 0" ROLECALL_BEHIND};

class ListWalks final : public SessionWalks {
 public:
  explicit ListWalks(const WalkStart& start) : start_(start) {}

  [[nodiscard]] std::vector<Session> of_clinician(const MemberId& clinician, Restricted which) const override {
    const auto kind = static_cast<std::size_t>(which);
    if (start_.filter.status) return walk(of_clinician_by_status_sql[kind], clinician, *start_.filter.status);
    return walk(of_clinician_sql[kind], clinician);
  }

  [[nodiscard]] std::vector<Session> unrestricted_of_team() const override {
    const SessionFilter& filter = start_.filter;
    if (filter.status) {
      return walk(ROLECALL_SESSIONS " WHERE s.team_id = $5 AND s.restricted = 0 AND s.status = $6" ROLECALL_BEHIND, filter.team,
                  *filter.status);
    }
    return walk(ROLECALL_SESSIONS " WHERE s.team_id = $5 AND s.restricted = 0" ROLECALL_BEHIND, filter.team);
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
