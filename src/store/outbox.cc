#include "store/outbox.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <tuple>

#include "base/json_read.h"
#include "base/json_write.h"
#include "store/raw_bytes.h"
#include "store/sql.h"

namespace rolecall::store {

BOOST_DESCRIBE_STRUCT(MailContent, (), (text, html))

namespace {

constexpr Duration mails_kept_for = days(90);

/// A sealed mail opens in its own row only.
std::string binding_of(const MailId& id) { return "mail/" + id.value; }

MailState state_from(std::string_view name, std::int64_t attempts) {
  if (name == "sent") return MailState::sent;
  // Tried in vain is shown as failed although it is tried again: whoever waits for it should know.
  return name == "failed" || attempts > 0 ? MailState::failed : MailState::queued;
}

}  // namespace

void add_mail(Transaction& tx, const crypto::Sealer& sealer, const NewMail& mail) {
  const auto id = MailId::make(tx.now());
  const auto sealed = sealer.seal(crypto::Purpose::mail, binding_of(id), json::text(MailContent{mail.text, mail.html}));
  execute(tx,
          "INSERT INTO mail(id, kind, team_id, member_id, address, subject, content_sealed, state, attempts, next_attempt_at, "
          "created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $8, $8)",
          id, mail.kind, mail.team, mail.member, mail.address, mail.subject, to_column(sealed), tx.now());
  tx.wake_outbox();
}

Result<MailContent> open_mail(const crypto::Sealer& sealer, const WaitingMail& mail) {
  const auto opened = sealer.open(crypto::Purpose::mail, binding_of(mail.id), mail.content_sealed);
  if (!opened) return std::unexpected(opened.error());
  const auto document = json::parse(*opened);
  if (!document) return std::unexpected(document.error());
  return json::read<MailContent>(document->root());
}

std::vector<WaitingMail> claim_due_mails(Transaction& tx, std::size_t limit, Instant leased_until) {
  std::vector<WaitingMail> claimed;
  for (auto rows =
           query(tx,
                 "UPDATE mail SET next_attempt_at = $1 WHERE state = 'waiting' AND next_attempt_at <= $2 AND id IN "
                 "(SELECT id FROM mail WHERE state = 'waiting' AND next_attempt_at <= $2 ORDER BY next_attempt_at, id LIMIT $3) "
                 "RETURNING id, address, subject, content_sealed, attempts, created_at",
                 leased_until, tx.now(), static_cast<std::int64_t>(limit));
       rows.next();) {
    claimed.push_back({rows.id<MailId>(0), rows.text(1), rows.text(2), from_column(rows, 3), static_cast<int>(rows.integer(4)),
                       rows.instant(5)});
  }
  std::ranges::sort(claimed, {}, [](const WaitingMail& mail) { return std::tie(mail.created_at.ms, mail.id.value); });
  return claimed;
}

void mark_mail_sent(Transaction& tx, const MailId& id) {
  execute(tx,
          "UPDATE mail SET state = 'sent', attempts = attempts + 1, error = NULL, finished_at = $2, next_attempt_at = NULL, "
          "address = NULL, subject = NULL, content_sealed = NULL WHERE id = $1 AND state = 'waiting'",
          id, tx.now());
}

void mark_mail_failed(Transaction& tx, const MailId& id, std::string_view error, std::optional<Instant> next_attempt) {
  if (next_attempt) {
    execute(tx, "UPDATE mail SET attempts = attempts + 1, error = $2, next_attempt_at = $3 WHERE id = $1 AND state = 'waiting'",
            id, error, *next_attempt);
    return;
  }
  execute(tx,
          "UPDATE mail SET state = 'failed', attempts = attempts + 1, error = $2, finished_at = $3, next_attempt_at = NULL, "
          "address = NULL, subject = NULL, content_sealed = NULL WHERE id = $1 AND state = 'waiting'",
          id, error, tx.now());
}

std::optional<MailOfMember> newest_mail_of_member(Transaction& tx, const MemberId& member, std::string_view kind) {
  auto rows = query(tx,
                    "SELECT state, attempts, finished_at FROM mail WHERE member_id = $1 AND kind = $2 "
                    "ORDER BY created_at DESC, id DESC LIMIT 1",
                    member, kind);
  if (!rows.next()) return std::nullopt;
  const MailState state = state_from(rows.text_view(0), rows.integer(1));
  return MailOfMember{state, state == MailState::sent ? rows.instant_or_null(2) : std::nullopt};
}

void withdraw_mails_of_member(Transaction& tx, const MemberId& member, std::string_view kind) {
  execute(tx, "DELETE FROM mail WHERE member_id = $1 AND kind = $2 AND state = 'waiting'", member, kind);
}

std::int64_t reseal_mails(Transaction& tx, const crypto::Sealer& sealer) {
  std::vector<std::pair<MailId, crypto::Bytes>> waiting;
  for (auto rows = query(tx, "SELECT id, content_sealed FROM mail WHERE state = 'waiting' ORDER BY id"); rows.next();) {
    waiting.emplace_back(rows.id<MailId>(0), from_column(rows, 1));
  }
  std::int64_t resealed = 0;
  for (const auto& [id, sealed] : waiting) {
    auto content = sealer.open(crypto::Purpose::mail, binding_of(id), sealed);
    if (!content) continue;
    const auto again = sealer.seal(crypto::Purpose::mail, binding_of(id), *content);
    crypto::wipe(*content);
    resealed += execute(tx, "UPDATE mail SET content_sealed = $2 WHERE id = $1", id, to_column(again));
  }
  return resealed;
}

bool has_old_mails(Transaction& tx) {
  return query(tx, "SELECT 1 FROM mail WHERE finished_at < $1 ORDER BY created_at LIMIT 1", tx.now() - mails_kept_for).next();
}

std::int64_t forget_old_mails(Transaction& tx) {
  return execute(tx, "DELETE FROM mail WHERE finished_at < $1", tx.now() - mails_kept_for);
}

}  // namespace rolecall::store
