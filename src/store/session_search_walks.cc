#include <algorithm>
#include <string_view>

#include "store/session_walk_sql.h"

namespace rolecall::store {
namespace {

constexpr std::size_t most_terms = 5;

/// Words that more sessions have than this are told apart no further: both are common.
constexpr int common = 2'000;

/// Asked of the row that names the session, before the session itself is read.
#define ROLECALL_HAS_WORD(session, hash) \
  "EXISTS (SELECT 1 FROM session_word x WHERE x.session_id = " session " AND x.word = " hash ")"
#define ROLECALL_OTHER_WORD(session, words, number, hash) " AND (" words " < " number " OR " ROLECALL_HAS_WORD(session, hash) ")"

// Walks the sessions of a word; the other words of the search must be there too. $6 team or clinician, $7 the word that is
// walked, $8 to $11 the others, $12 how many words there are, $13 the status or -1.
#define ROLECALL_OF_WORD(owner)                                                                                             \
  "SELECT " ROLECALL_SESSION_COLUMNS                                                                                        \
  " FROM session_word w CROSS JOIN session s JOIN member c ON c.id = s.clinician_id WHERE s.id = w.session_id AND w." owner \
  " = $6 AND w.word = $7" ROLECALL_OTHER_WORD("w.session_id", "$12", "2", "$8")                                             \
      ROLECALL_OTHER_WORD("w.session_id", "$12", "3", "$9") ROLECALL_OTHER_WORD("w.session_id", "$12", "4", "$10")          \
          ROLECALL_OTHER_WORD("w.session_id", "$12", "5", "$11") " AND ($13 < 0 OR s.status = $13)"
#define ROLECALL_BEHIND_WORD                                                          \
  " AND (w.started_at, w.session_id) < ($1, $2) AND w.started_at >= $3" ROLECALL_KEPT \
  " ORDER BY w.started_at DESC, w.session_id DESC LIMIT $5"

// Walks what is reached otherwise; every word must be there.
#define ROLECALL_WITH_WORDS(session, words, first, second, third, fourth, fifth)                       \
  " AND " ROLECALL_HAS_WORD(session, first) ROLECALL_OTHER_WORD(session, words, "2", second)           \
      ROLECALL_OTHER_WORD(session, words, "3", third) ROLECALL_OTHER_WORD(session, words, "4", fourth) \
          ROLECALL_OTHER_WORD(session, words, "5", fifth)

std::int64_t sessions_with(Transaction& tx, const TeamId& team, const Bytes& word) {
  auto rows = query(tx, "SELECT count(*) FROM (SELECT 1 FROM session_word WHERE team_id = $1 AND word = $2 LIMIT $3) f", team,
                    word, common);
  return rows.next() ? rows.integer(0) : 0;
}

/// The hashes of the terms, that of the fewest sessions first: it is the one that is walked.
std::vector<Bytes> rarest_first(const WalkStart& start, const TeamVault& vault) {
  std::vector<std::pair<std::int64_t, Bytes>> counted;
  for (const std::string& term : start.filter.terms) {
    Bytes hash = vault.word_hash(term);
    const bool is_alone = start.filter.terms.size() == 1;
    const std::int64_t sessions = is_alone ? 0 : sessions_with(start.tx, start.filter.team, hash);
    counted.emplace_back(sessions, std::move(hash));
  }
  std::ranges::stable_sort(counted, {}, &std::pair<std::int64_t, Bytes>::first);
  std::vector<Bytes> words;
  words.reserve(counted.size());
  for (auto& [sessions, hash] : counted) words.push_back(std::move(hash));
  return words;
}

class SearchWalks final : public SessionWalks {
 public:
  SearchWalks(const WalkStart& start, const TeamVault& vault) : start_(start), words_(rarest_first(start, vault)) {
    count_ = static_cast<std::int64_t>(words_.size());
    words_.resize(most_terms, words_.front());
  }

  [[nodiscard]] Statement of_clinician(const MemberId& clinician, Restricted which, Instant until) const override {
    return walk_word(ROLECALL_OF_WORD("clinician_id") " AND s.restricted >= $14 AND s.restricted <= $15" ROLECALL_BEHIND_WORD,
                     until, clinician, which == Restricted::only ? 1 : 0, which == Restricted::none ? 0 : 1);
  }

  [[nodiscard]] Statement unrestricted_of_team(Instant until) const override {
    return walk_word(ROLECALL_OF_WORD("team_id") " AND s.restricted = 0" ROLECALL_BEHIND_WORD, until, start_.filter.team);
  }

  [[nodiscard]] Statement shared(Instant until) const override {
    const SessionFilter& filter = start_.filter;
    return walk(ROLECALL_SHARED ROLECALL_WITH_WORDS("h.session_id", "$16", "$11", "$12", "$13", "$14",
                                                    "$15") " AND ($17 < 0 OR h.status = $17)" ROLECALL_BEHIND_SHARE,
                until, filter.member, filter.reach.shared, start_.tx.now(), filter.team, clinician_or_any(filter), words_[0],
                words_[1], words_[2], words_[3], words_[4], count_, status_or_any(filter));
  }

  [[nodiscard]] Statement opened_in_emergency(Instant until) const override {
    const SessionFilter& filter = start_.filter;
    return walk(ROLECALL_OPENED_IN_EMERGENCY ROLECALL_WITH_WORDS("o.session_id", "$16", "$11", "$12", "$13", "$14", "$15")
                    ROLECALL_BEHIND,
                until, filter.member, start_.tx.now(), filter.team, status_or_any(filter), clinician_or_any(filter), words_[0],
                words_[1], words_[2], words_[3], words_[4], count_);
  }

 private:
  template <class... Args>
  [[nodiscard]] Statement walk(std::string_view sql, Instant until, const Args&... args) const {
    return statement(sql, start_.from.started_at, start_.from.id, until, kept_since(start_.filter), start_.limit, args...);
  }

  template <class Owner, class... Args>
  [[nodiscard]] Statement walk_word(std::string_view sql, Instant until, const Owner& owner, const Args&... args) const {
    return walk(sql, until, owner, words_[0], words_[1], words_[2], words_[3], words_[4], count_, status_or_any(start_.filter),
                args...);
  }

  WalkStart start_;
  std::vector<Bytes> words_;
  std::int64_t count_ = 0;
};

}  // namespace

std::unique_ptr<SessionWalks> search_walks(const WalkStart& start, const TeamVault& vault) {
  return std::make_unique<SearchWalks>(start, vault);
}

}  // namespace rolecall::store
