#include "service/members/new_member.h"

#include "base/text.h"

namespace rolecall::service {
namespace {

/// An optional line of text: absent and blank are the same.
std::optional<std::string> optional_line(const std::string& text, std::size_t longest) {
  if (trim(text).empty()) return "";
  return one_line(text, longest);
}

template <class T>
void take(Result<T> read, T& out, std::vector<FieldError>& errors) {
  if (read) {
    out = std::move(*read);
  } else {
    errors.insert(errors.end(), read.error().fields.begin(), read.error().fields.end());
  }
}

Result<Address> read_email(const std::string& email) {
  auto address = read_address(email);
  if (!address) return invalid_field("/email", "must be an e-mail address");
  return std::move(*address);
}

Result<std::string> read_name(const std::string& name) {
  auto line = optional_line(name, longest_name);
  if (!line) return invalid_field("/name", "must be one line of at most 100 characters");
  return std::move(*line);
}

}  // namespace

Result<std::string> read_title(const std::string& title) {
  auto line = optional_line(title, longest_title);
  if (!line) return invalid_field("/title", "must be one line of at most 100 characters");
  return std::move(*line);
}

Result<Invitee> read_invitee(store::Transaction& tx, const TeamId& team, const NewMember& person) {
  Invitee invitee;
  std::vector<FieldError> errors;
  take(read_email(person.email), invitee.address, errors);
  take(read_roles(tx, team, person.roles), invitee.roles, errors);
  take(read_title(person.title.value_or("")), invitee.title, errors);
  take(read_name(person.name.value_or("")), invitee.name, errors);
  if (!errors.empty()) {
    return std::unexpected(Error{Code::invalid, "invalid", "a field is invalid", std::move(errors), std::nullopt, 0});
  }
  return invitee;
}

}  // namespace rolecall::service
