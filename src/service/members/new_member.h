// What somebody writes to add a member, and how it is read: one person at a time, every wrong field named.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "service/members/invite.h"
#include "store/transaction.h"

namespace rolecall::service {

/// The body of POST /teams/{team}/members.
struct NewMember {
  std::string email;
  std::vector<std::string> roles;
  std::optional<std::string> title;
  std::optional<std::string> name;
  std::optional<QuoteId> quote;
};
BOOST_DESCRIBE_STRUCT(NewMember, (), (email, roles, title, name, quote))

inline constexpr std::size_t longest_title = 100;  // code points, as `longest_name`
inline constexpr std::size_t longest_name = 100;

/// A title as it is stored: trimmed, one line, empty when there is none. Error: invalid at `/title`.
[[nodiscard]] Result<std::string> read_title(const std::string& title);

/// Errors: invalid with a pointer at every wrong field: `/email`, `/roles/0`, `/title`, `/name`.
[[nodiscard]] Result<Invitee> read_invitee(store::Transaction& tx, const TeamId& team, const NewMember& person);

}  // namespace rolecall::service
