#include "store/member_list.h"

#include <charconv>
#include <limits>
#include <utility>

#include "store/row_columns.h"

// The instant at which the latest invitation mail left, or one of the numbers below; null when there is none to tell of.
#define ROLECALL_INVITATION_MAIL                                                                               \
  "CASE WHEN m.status IN (0, 4) THEN (SELECT CASE WHEN mail.state = 'sent' THEN mail.finished_at "             \
  "WHEN mail.state = 'failed' OR mail.attempts > 0 THEN -1 ELSE -2 END FROM mail WHERE mail.member_id = m.id " \
  "AND mail.kind = 'invitation' ORDER BY mail.created_at DESC, mail.id DESC LIMIT 1) END"

// The filter is the same in every order: states $2 as bits with `now` $3, roles $4 as bits, custom role $5, pattern $6, and $7
// whether addresses are searched. Only the order and the position ($8, $9) differ, and each order has its index. PostgreSQL
// takes that index because it believes that `<> 0` leaves most rows; of `= 1` it expects so few that it reads all and sorts.
#define ROLECALL_MEMBER_PAGE(position, order)                                                                            \
  "SELECT " ROLECALL_MEMBER_COLUMNS ", " ROLECALL_INVITATION_MAIL " FROM member m WHERE m.team_id = $1 AND " position    \
  " AND ((CAST($2 AS BIGINT) >> CAST(CASE WHEN m.status = 0 AND m.invitation_expires_at <= $3 THEN 4 ELSE m.status END " \
  "AS INTEGER)) & 1) <> 0 "                                                                                              \
  "AND ((CAST($4 AS BIGINT) = 0 AND CAST($5 AS TEXT) = '') OR (m.roles & CAST($4 AS BIGINT)) <> 0 "                      \
  "OR EXISTS (SELECT 1 FROM member_custom_role h WHERE h.member_id = m.id AND h.role_id = CAST($5 AS TEXT))) "           \
  "AND (CAST($6 AS TEXT) = '%' OR m.name_key LIKE $6 ESCAPE '!' "                                                        \
  "OR (CAST($7 AS BIGINT) = 1 AND m.address_key LIKE $6 ESCAPE '!')) "                                                   \
  "ORDER BY " order " LIMIT $10"

namespace rolecall::store {
namespace {

constexpr std::string_view by_name = ROLECALL_MEMBER_PAGE("(m.name_key, m.id) > ($8, $9)", "m.name_key, m.id");
constexpr std::string_view by_name_descending =
    ROLECALL_MEMBER_PAGE("(m.name_key, m.id) < ($8, $9)", "m.name_key DESC, m.id DESC");
constexpr std::string_view by_address = ROLECALL_MEMBER_PAGE("(m.address_key, m.id) > ($8, $9)", "m.address_key, m.id");
constexpr std::string_view by_address_descending =
    ROLECALL_MEMBER_PAGE("(m.address_key, m.id) < ($8, $9)", "m.address_key DESC, m.id DESC");
constexpr std::string_view by_joined = ROLECALL_MEMBER_PAGE("(m.joined_at, m.id) > ($8, $9)", "m.joined_at, m.id");
constexpr std::string_view by_joined_descending =
    ROLECALL_MEMBER_PAGE("(m.joined_at, m.id) < ($8, $9)", "m.joined_at DESC, m.id DESC");
constexpr std::string_view never_joined =
    ROLECALL_MEMBER_PAGE("m.joined_at IS NULL AND CAST($8 AS BIGINT) = 0 AND m.id > $9", "m.joined_at, m.id");
constexpr std::string_view never_joined_descending =
    ROLECALL_MEMBER_PAGE("m.joined_at IS NULL AND CAST($8 AS BIGINT) = 0 AND m.id < $9", "m.joined_at DESC, m.id DESC");

/// Behind every id, and behind every name and address: those have at most 254 bytes.
constexpr std::string_view last_id = "~";
const std::string& last_text() {
  static const std::string text = [] {
    std::string last;
    for (int i = 0; i < 101; ++i) last += "\xF4\x8F\xBF\xBF";
    return last;
  }();
  return text;
}
constexpr std::int64_t first_number = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t last_number = std::numeric_limits<std::int64_t>::max();

constexpr std::int64_t mail_failed = -1;
constexpr std::int64_t mail_waits = -2;

MailOfMember read_mail(const Rows& rows, int column) {
  if (rows.is_null(column)) return {};
  const auto number = rows.integer(column);
  if (number == mail_waits) return {MailState::queued, std::nullopt};
  if (number == mail_failed) return {MailState::failed, std::nullopt};
  return {MailState::sent, Instant{number}};
}

std::string pattern_of(const std::string& search) {
  std::string pattern = "%";
  for (const char c : search) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return search.empty() ? pattern : pattern + "%";
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// One page in the making: several orders may add to it, one after the other.
class PageReader {
 public:
  PageReader(Transaction& tx, const MemberFilter& filter, int limit)
      : tx_(tx), filter_(filter), pattern_(pattern_of(filter.search)), limit_(limit) {
    page_.reserve(static_cast<std::size_t>(limit));
  }

  [[nodiscard]] bool is_full() const { return std::cmp_greater_equal(page_.size(), limit_); }

  template <class Key>
  void add(std::string_view sql, MemberStates states, const Key& key, std::string_view id) {
    if (is_full()) return;
    for (auto rows =
             query(tx_, sql, filter_.team, static_cast<std::int64_t>(states.bits()), tx_.now(),
                   static_cast<std::int64_t>(filter_.roles.bits()), filter_.custom_role, pattern_,
                   filter_.search_in == SearchIn::names_and_addresses, key, id, limit_ - static_cast<std::int64_t>(page_.size()));
         rows.next();) {
      page_.push_back({read_member(rows, 0), read_mail(rows, member_column_count)});
    }
  }
  template <class Key>
  void add(std::string_view sql, const Key& key, std::string_view id) {
    add(sql, filter_.states, key, id);
  }

  std::vector<ListedMember> take() {
    for (auto& listed : page_) load_custom_roles(tx_, listed.member);
    return std::move(page_);
  }

 private:
  Transaction& tx_;
  const MemberFilter& filter_;
  std::string pattern_;
  std::int64_t limit_;
  std::vector<ListedMember> page_;
};

using After = std::optional<MemberPosition>;

std::string text_key(const After& after, std::string_view otherwise) {
  return after ? after->key.value_or("") : std::string(otherwise);
}

std::string_view id_key(const After& after, std::string_view otherwise) { return after ? after->id.value : otherwise; }

void add_by_joined(PageReader& page, const After& after) {
  if (!after || after->key) page.add(by_joined, after ? number_of(*after->key) : first_number, id_key(after, ""));
  page.add(never_joined, 0, after && !after->key ? std::string_view(after->id.value) : "");
}

void add_by_joined_descending(PageReader& page, const After& after) {
  if (!after || !after->key) page.add(never_joined_descending, 0, id_key(after, last_id));
  const bool is_behind_joined = after && after->key;
  page.add(by_joined_descending, is_behind_joined ? number_of(*after->key) : last_number,
           is_behind_joined ? std::string_view(after->id.value) : last_id);
}

void add_by_status(PageReader& page, const MemberFilter& filter, const After& after) {
  for (const MemberState state : filter.states) {
    if (after && state < after->state) continue;
    const bool is_here = after && state == after->state;
    page.add(by_name, {state}, is_here ? after->key.value_or("") : "", is_here ? std::string_view(after->id.value) : "");
  }
}

}  // namespace

MemberPosition position_of(const Member& member, MemberSort sort, Instant now) {
  MemberPosition position{member.status_at(now), std::nullopt, member.id};
  switch (sort) {
    case MemberSort::name:
    case MemberSort::name_descending:
    case MemberSort::status:
      position.key = member.name_key;
      break;
    case MemberSort::email:
    case MemberSort::email_descending:
      position.key = member.address_key;
      break;
    case MemberSort::joined_at:
    case MemberSort::joined_at_descending:
      if (member.joined_at) position.key = std::to_string(member.joined_at->ms);
      break;
  }
  return position;
}

std::vector<ListedMember> list_members(Transaction& tx, const MemberFilter& filter, MemberSort sort, const After& after,
                                       int limit) {
  PageReader page(tx, filter, limit);
  switch (sort) {
    case MemberSort::name:
      page.add(by_name, text_key(after, ""), id_key(after, ""));
      break;
    case MemberSort::name_descending:
      page.add(by_name_descending, text_key(after, last_text()), id_key(after, last_id));
      break;
    case MemberSort::email:
      page.add(by_address, text_key(after, ""), id_key(after, ""));
      break;
    case MemberSort::email_descending:
      page.add(by_address_descending, text_key(after, last_text()), id_key(after, last_id));
      break;
    case MemberSort::joined_at:
      add_by_joined(page, after);
      break;
    case MemberSort::joined_at_descending:
      add_by_joined_descending(page, after);
      break;
    case MemberSort::status:
      add_by_status(page, filter, after);
      break;
  }
  return page.take();
}

}  // namespace rolecall::store
