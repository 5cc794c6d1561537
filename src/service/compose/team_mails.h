// The mails about membership of a team. Names may come from anybody: every one goes through `shown_name`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "service/compose/mail_text.h"

namespace rolecall::service::compose {

struct InvitationMail {
  std::string inviter;  ///< display name
  std::string team;
  std::vector<std::string> roles;  ///< names for people: "Clinician"
  int days_left = 30;
  std::string url;  ///< carries the token
};
[[nodiscard]] MailText invitation_mail(const InvitationMail& about);

/// To the inviter. `member` is the name, or the address when there is no name; `reason` is free text of the invited person.
struct DeclinedMail {
  std::string member;
  std::string team;
  std::string reason;
  std::string team_url;
};
[[nodiscard]] MailText invitation_declined_mail(const DeclinedMail& about);

/// To the administrators: the inviter lost the right to invite, so his pending invitations ended.
struct InvitationsRevokedMail {
  std::string inviter;
  std::string team;
  int count = 0;
  std::string team_url;
};
[[nodiscard]] MailText invitations_revoked_mail(const InvitationsRevokedMail& about);

/// To the member whose roles changed.
struct RoleChangedMail {
  std::string actor;
  std::string team;
  std::vector<std::string> before;
  std::vector<std::string> after;
  std::string team_url;
};
[[nodiscard]] MailText role_changed_mail(const RoleChangedMail& about);

/// `until` is the return date, when there is one.
struct SuspendedMail {
  std::string team;
  std::optional<Instant> until;
};
[[nodiscard]] MailText suspended_mail(const SuspendedMail& about);
[[nodiscard]] MailText reactivated_mail(const std::string& team, const std::string& team_url);
[[nodiscard]] MailText removed_mail(const std::string& team);

/// To the member who may become the owner; nothing happens until he accepts.
struct OwnershipOfferedMail {
  std::string owner;
  std::string team;
  int days_left = 7;
  std::string url;
};
[[nodiscard]] MailText ownership_offered_mail(const OwnershipOfferedMail& about);

/// To the old and the new owner.
struct OwnershipTransferredMail {
  std::string team;
  std::string old_owner;
  std::string new_owner;
  Instant at;
  std::string team_url;
};
[[nodiscard]] MailText ownership_transferred_mail(const OwnershipTransferredMail& about);

/// To the owner, with the way back.
struct TeamDeletedMail {
  std::string team;
  Instant erased_at;
  std::int64_t held_sessions = 0;  // keep it from being erased
  std::string restore_url;
};
[[nodiscard]] MailText team_deleted_mail(const TeamDeletedMail& about);

}  // namespace rolecall::service::compose
