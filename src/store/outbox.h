// The outbox: mails are written in the transaction of what they tell about, sealed, and sent after its commit.
// Composing is service/compose, sending is mail/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto/sealer.h"
#include "base/id.h"
#include "base/time.h"
#include "store/transaction.h"

namespace rolecall::store {

struct NewMail {
  std::string kind;  // invitation, verify, reset, role_changed, …: for the operator and the member's row
  std::optional<TeamId> team;
  std::optional<MemberId> member;
  std::string address;
  std::string subject;
  std::string text;
  std::string html;
};

/// Adds the mail and asks for the outbox to be looked at after the commit.
void add_mail(Transaction& tx, const crypto::Sealer& sealer, const NewMail& mail);

/// A mail that waits to be sent; its parts are still sealed.
struct WaitingMail {
  MailId id;
  std::string address;
  std::string subject;
  crypto::Bytes content_sealed;
  int attempts = 0;  // made so far
  Instant created_at;
};

struct MailContent {
  std::string text;
  std::string html;
};
/// Error: unavailable when it was damaged or sealed with another key.
[[nodiscard]] Result<MailContent> open_mail(const crypto::Sealer& sealer, const WaitingMail& mail);

/// At most `limit` mails that are due, oldest first; nobody else gets them before `leased_until`.
[[nodiscard]] std::vector<WaitingMail> claim_due_mails(Transaction& tx, std::size_t limit, Instant leased_until);
/// Sent: address, subject and contents are erased.
void mark_mail_sent(Transaction& tx, const MailId& id);
/// Tried in vain: again at `next_attempt`, or given up and erased when there is none. `error` is a class without personal data.
void mark_mail_failed(Transaction& tx, const MailId& id, std::string_view error, std::optional<Instant> next_attempt);

/// What became of the newest mail of this kind about a member: the "stored, mail failed, resend" of the member list.
enum class MailState { queued, sent, failed };
struct MailOfMember {
  MailState state = MailState::queued;
  std::optional<Instant> sent_at;
};
[[nodiscard]] std::optional<MailOfMember> newest_mail_of_member(Transaction& tx, const MemberId& member, std::string_view kind);
/// What waits for a member is not sent any more: the invitation was revoked, resent or accepted.
void withdraw_mails_of_member(Transaction& tx, const MemberId& member, std::string_view kind);

/// Seals every waiting mail again with the newest key; how many were. One that does not open stays as it is: it fails when it is
/// sent. For the rotation of the master key.
std::int64_t reseal_mails(Transaction& tx, const crypto::Sealer& sealer);

/// Mails that were sent or given up more than 90 days ago: whether there are any, and deleting them; how many went.
[[nodiscard]] bool has_old_mails(Transaction& tx);
std::int64_t forget_old_mails(Transaction& tx);

}  // namespace rolecall::store
