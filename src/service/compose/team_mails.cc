#include "service/compose/team_mails.h"

#include <fmt/format.h>

#include "base/address.h"
#include "service/compose/account_mails.h"

namespace rolecall::service::compose {
namespace {

/// The team's name in quotation marks, so that a reader sees where somebody else's words begin and end.
std::string shown_team(std::string_view team) { return fmt::format("“{}”", shown_name(team, "a team")); }

std::string shown_person(std::string_view name) { return shown_name(name, "A member of the team"); }

/// An address that passed our own check is shown as it is; any other word like a name.
std::string shown_invited(const std::string& member) {
  const auto address = read_address(member);
  return address ? address->spelling : shown_name(member, "The person you invited");
}

}  // namespace

MailText invitation_mail(const InvitationMail& about) {
  const std::string team = shown_team(about.team);
  return render(
      {.subject = "You are invited to a team on Rolecall",
       .heading = "You are invited to join a team",
       .paragraphs = {fmt::format("{} invites you to the team {}.", shown_person(about.inviter), team),
                      fmt::format("Your part in it: {}.", shown_roles(about.roles)),
                      fmt::format("The invitation is for this address alone and ends in {}. Nothing happens before you accept it "
                                  "on the page.",
                                  counted(about.days_left, "day"))},
       .action = MailAction{"Look at the invitation", about.url},
       .closing = {"If you do not know this team, decline on the page or do nothing."}});
}

MailText invitation_declined_mail(const DeclinedMail& about) {
  Letter letter{.subject = "An invitation was declined on Rolecall",
                .heading = "An invitation was declined",
                .paragraphs = {fmt::format("{} declined your invitation to the team {}.", shown_invited(about.member),
                                           shown_team(about.team))},
                .action = MailAction{"Open the team", about.team_url},
                .closing = {"The seat is free again."}};
  if (const std::string reason = shown_name(about.reason, ""); !reason.empty())
    letter.paragraphs.push_back(fmt::format("The reason given: “{}”", reason));
  return render(letter);
}

MailText invitations_revoked_mail(const InvitationsRevokedMail& about) {
  return render(
      {.subject = "Pending invitations were revoked on Rolecall",
       .heading = "Pending invitations were revoked",
       .paragraphs = {fmt::format("{} may no longer invite people to the team {}. {} that this person had sent and that nobody "
                                  "had accepted {} revoked.",
                                  shown_person(about.inviter), shown_team(about.team), counted(about.count, "invitation"),
                                  about.count == 1 ? "was" : "were"),
                      "Whoever is still meant to join can be invited again by an administrator."},
       .action = MailAction{"Open the team", about.team_url},
       .closing = {}});
}

MailText role_changed_mail(const RoleChangedMail& about) {
  return render(
      {.subject = "Your roles in a team changed on Rolecall",
       .heading = "Your roles changed",
       .paragraphs = {fmt::format("{} changed your roles in the team {}.", shown_person(about.actor), shown_team(about.team)),
                      fmt::format("Before: {}.", shown_roles(about.before)), fmt::format("Now: {}.", shown_roles(about.after)),
                      "The change holds at once, without signing in again."},
       .action = MailAction{"Open the team", about.team_url},
       .closing = {}});
}

MailText suspended_mail(const SuspendedMail& about) {
  return render({.subject = "Your access to a team is suspended on Rolecall",
                 .heading = "Your access is suspended",
                 .paragraphs = {fmt::format("An administrator suspended your access to the team {}. Your work stays where it is.",
                                            shown_team(about.team)),
                                about.until ? fmt::format("It is planned until {}.", shown_instant(*about.until))
                                            : std::string("It lasts until an administrator ends it.")},
                 .action = std::nullopt,
                 .closing = {"Questions are best answered by the administrators of the team."}});
}

MailText reactivated_mail(const std::string& team, const std::string& team_url) {
  return render({.subject = "Your access to a team is back on Rolecall",
                 .heading = "Your access is back",
                 .paragraphs = {fmt::format("You may use the team {} again, with the roles you had.", shown_team(team))},
                 .action = MailAction{"Open the team", team_url},
                 .closing = {}});
}

MailText removed_mail(const std::string& team) {
  return render(
      {.subject = "You are no longer a member of a team on Rolecall",
       .heading = "Your membership ended",
       .paragraphs = {fmt::format("You are no longer a member of the team {}. Its sessions and templates stay with the team.",
                                  shown_team(team))},
       .action = std::nullopt,
       .closing = {"Questions are best answered by the administrators of the team."}});
}

MailText ownership_offered_mail(const OwnershipOfferedMail& about) {
  return render(
      {.subject = "You are asked to become the owner of a team on Rolecall",
       .heading = "Will you become the owner?",
       .paragraphs = {fmt::format("{} wants to hand the team {} over to you.", shown_person(about.owner), shown_team(about.team)),
                      "The owner alone can delete the team, export it whole, cancel its plan and hand it on.",
                      fmt::format("The offer ends in {}. Nothing changes before you accept it.",
                                  counted(about.days_left, "day"))},
       .action = MailAction{"Look at the offer", about.url},
       .closing = {}});
}

MailText ownership_transferred_mail(const OwnershipTransferredMail& about) {
  return render(
      {.subject = "A team has a new owner on Rolecall",
       .heading = "The team has a new owner",
       .paragraphs = {fmt::format("{} is the owner of the team {} since {}.", shown_person(about.new_owner),
                                  shown_team(about.team), shown_instant(about.at)),
                      fmt::format("{} was the owner before and stays an administrator.", shown_person(about.old_owner))},
       .action = MailAction{"Open the team", about.team_url},
       .closing = {}});
}

MailText team_deleted_mail(const TeamDeletedMail& about) {
  const std::string end =
      about.held_sessions == 0
          ? fmt::format("You can bring it back until {}. After that it is erased.", shown_instant(about.erased_at))
          : fmt::format(
                "Sessions under legal hold: {}. Until nothing is held any more the team is not erased, and you can bring "
                "it back.",
                about.held_sessions);
  return render(
      {.subject = "Your team was deleted on Rolecall",
       .heading = "Your team was deleted",
       .paragraphs = {fmt::format("The team {} was deleted and is hidden from everybody. Its seats are no longer charged.",
                                  shown_team(about.team)),
                      end},
       .action = MailAction{"Bring the team back", about.restore_url},
       .closing = {}});
}

}  // namespace rolecall::service::compose
