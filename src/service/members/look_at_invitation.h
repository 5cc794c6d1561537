// GET /invitations/{token}: what the page shows before anybody decides. Changes nothing, needs no login: mail scanners follow
// links.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "service/environment.h"
#include "service/members/invitation_link.h"
#include "store/credential.h"
#include "store/transaction.h"

namespace rolecall::service {

struct InvitationShown {
  struct Role {
    std::string id;
    std::string name;  // for people
  };

  TeamId team;
  std::string team_name;
  std::string inviter_name;  // empty after a directory or the system
  std::string email;
  std::vector<Role> roles;
  std::string title;
  Instant expires_at;
  LinkUser user = LinkUser::newcomer;
  bool has_verified_account = false;
  std::optional<std::string> signed_in_email;
};

/// Errors: those of read_invitation_link.
[[nodiscard]] Result<InvitationShown> look_at_invitation(store::Transaction& tx, const Environment& environment,
                                                         const store::Credential& credential, const std::string& token);

}  // namespace rolecall::service
