#include "service/access/access_page.h"

#include <algorithm>
#include <utility>

#include "store/custom_roles.h"
#include "store/past_members.h"

namespace rolecall::service {
namespace {

constexpr std::size_t most_passed = 200;

/// One page in the making.
class OpenersFirst {
 public:
  OpenersFirst(store::Transaction& tx, const SessionThen& then, const ReadSessionAccess& request, int few)
      : tx_(tx),
        then_(then),
        request_(request),
        few_(few),
        candidates_(candidates(then)),
        viewing_(viewing_roles(tx, then)),
        wanted_(static_cast<std::size_t>(request.limit) + 1) {}

  SessionAccess page() {
    const bool begins_with_openers = !request_.after || request_.after->part == AccessPart::can_open;
    if (begins_with_openers) add_openers();
    const std::size_t openers = members_.size();
    add_others(begins_with_openers ? std::nullopt : request_.after);
    name_custom_roles();
    SessionAccess access{then_.at, then_.table, std::move(members_), {}};
    if (access.members.size() < wanted_) return access;
    access.members.pop_back();
    const auto part = access.members.size() <= openers ? AccessPart::can_open : AccessPart::cannot;
    access.next = position_of(access.members.back().member, part);
    return access;
  }

 private:
  [[nodiscard]] AccessPosition position_of(const store::Member& member, AccessPart part) const {
    return {then_.at, part, member.name_key, member.id};
  }

  [[nodiscard]] bool is_before_page(const store::Member& member) const {
    return request_.after &&
           std::pair(std::string_view(member.name_key), std::string_view(member.id.value)) <=
               std::pair(std::string_view(request_.after->name_key), std::string_view(request_.after->member.value));
  }

  [[nodiscard]] std::vector<store::PastMember> next_members(store::Holding holding, const std::optional<AccessPosition>& after,
                                                            std::size_t limit) const {
    return store::members_at(tx_, request_.team,
                             {.at = then_.at,
                              .holding = holding,
                              .roles = viewing_,
                              .after_name = after ? after->name_key : "",
                              .after = after ? after->member : MemberId{},
                              .limit = static_cast<int>(limit)});
  }

  [[nodiscard]] MemberAccess access_of(const store::PastMember& past) const {
    MemberAccess access{past.member, {}, ask_then(then_, past), {}, {}};
    const auto rights = rights_on(access.question);
    const auto reading = std::ranges::find_if(rights, [](const SessionRight& right) { return is_reading(right.action); });
    if (reading == rights.end()) {
      access.because = policy::decide(access.question);
      return access;
    }
    access.question.action = reading->action;
    for (const SessionRight& right : rights) access.actions.add(right.action);
    access.because = {policy::Effect::permit, policy::Rule::granted, reading->grant};
    if (reading->grant.holder != policy::Holder::custom) return access;
    if (const auto role = custom_role_giving(then_, past, reading->grant.id)) access.custom_role = RoleName{*role, ""};
    return access;
  }

  [[nodiscard]] bool has(const MemberId& id) const {
    return std::ranges::any_of(members_, [&](const MemberAccess& access) { return access.member.id == id; });
  }

  /// The next of the candidates who are not found by their roles: they need not be able to open it.
  void add_candidates() {
    std::size_t found = 0;
    for (const auto& past : store::these_at(tx_, request_.team, candidates_, then_.at)) {
      if (found == wanted_) return;
      if (is_before_page(past.member) || has(past.member.id)) continue;
      auto access = access_of(past);
      if (!access.because.permitted()) continue;
      members_.push_back(std::move(access));
      ++found;
    }
  }

  /// The next ones whom Session View let in by their roles.
  [[nodiscard]] std::vector<store::PastMember> next_holders() const {
    if (viewing_.empty()) return {};
    auto few = store::few_holders_at(tx_, request_.team, viewing_, then_.at, few_);
    if (!few) return next_members(store::Holding::one_of_the_roles, request_.after, wanted_);
    std::erase_if(*few, [this](const store::PastMember& past) { return is_before_page(past.member); });
    few->erase(few->begin() + static_cast<std::ptrdiff_t>(std::min(few->size(), wanted_)), few->end());
    return std::move(*few);
  }

  void add_openers() {
    for (const auto& past : next_holders()) members_.push_back(access_of(past));
    add_candidates();
    std::ranges::sort(members_, {}, [](const MemberAccess& access) {
      return std::pair(std::string_view(access.member.name_key), std::string_view(access.member.id.value));
    });
    if (members_.size() > wanted_) members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(wanted_), members_.end());
  }

  /// Of these only candidates may be able to open it, and they stood in the part before: more are read than are wanted, so that
  /// many of them are passed in few steps.
  void add_others(std::optional<AccessPosition> after) {
    while (members_.size() < wanted_) {
      const auto asked = wanted_ - members_.size() + std::min(candidates_.size(), most_passed);
      const auto next = next_members(store::Holding::none_of_the_roles, after, asked);
      for (const store::PastMember& past : next) {
        if (members_.size() == wanted_) return;
        auto access = access_of(past);
        const bool stood_before = access.because.permitted() && std::ranges::binary_search(candidates_, past.member.id);
        if (!stood_before) members_.push_back(std::move(access));
      }
      if (next.size() < asked) return;
      after = position_of(next.back().member, AccessPart::cannot);
    }
  }

  void name_custom_roles() {
    if (std::ranges::none_of(members_, [](const MemberAccess& access) { return access.custom_role.has_value(); })) return;
    const auto names = store::custom_role_names(tx_, request_.team);
    for (MemberAccess& access : members_) {
      if (access.custom_role) access.custom_role->name = names.at(access.custom_role->id);
    }
  }

  store::Transaction& tx_;
  const SessionThen& then_;
  const ReadSessionAccess& request_;
  int few_;
  std::vector<MemberId> candidates_;
  store::PastRoles viewing_;
  std::size_t wanted_;
  std::vector<MemberAccess> members_;
};

}  // namespace

SessionAccess access_page(store::Transaction& tx, const SessionThen& then, const ReadSessionAccess& request, int few) {
  return OpenersFirst(tx, then, request, few).page();
}

}  // namespace rolecall::service
