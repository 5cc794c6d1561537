// What a notice is about, and its sentence. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rolecall::service {

/// With the facts of each kind. Names of roles are those shown to people.
enum class NoticeKind : std::uint8_t {
  roles_changed,          // {"before":["Clinician"],"after":["Administrator","Clinician"]}
  role_redefined,         // {"role":"Locum"}: a custom role that the reader holds
  suspended,              // {"return_at":instant|null}
  reactivated,            // {}
  removed,                // {}
  logins_revoked,         // {}
  ownership_offered,      // {"expires_at":instant}
  ownership_offer_ended,  // {"outcome":"declined"}, as store::TransferOutcome is named
  ownership_taken,        // {}: the reader is the new owner
  ownership_given,        // {}: the reader was the owner
  invitations_revoked,    // {"count":3}: the inviter lost the right, told to the administrators
  invitation_declined,    // {}: told to the inviter
  session_view_changed,   // {"enabled":true}
  settings_changed,       // {"settings":["require_mfa"]}
  team_deleted,           // {}
  team_restored,          // {}
  sessions_received,      // {"sessions":3,"templates":0}: the reader is their clinician now
  sessions_handed_over,   // as sessions_received: told to who had them and to the owner
  share_ended,            // {"session":"ses_…"}: told to its clinician when somebody else ended a share of it
  emergency_opened,       // {"sessions":2,"own":true}: told to their clinicians, of their own, and to the owner, of all
  emergency_review_due,   // {"emergency":"eme_…"}: told to whoever may review it
  share_given,            // {"session":"ses_…","level":"view"}: the reader may open it
  delegation_given,       // {"delegation":"del_…","from":instant,"to":instant}: told to the assistant
  delegation_ended,       // {"delegation":"del_…"}: told to whoever of the two did not end it
  proposal_decided,       // {"proposal":"tpr_…","accepted":true}: told to who proposed the template
  trial_ending,           // {"ends_at":instant}: told to the owner
  invoice_issued,         // {"invoice":"ivc_…","number":3}: told to the owner
  invoice_overdue,        // as invoice_issued
};

[[nodiscard]] std::string_view name_of(NoticeKind kind);

/// What a notice is about, by its type and id, so that a reader finds the way there. The id tells nothing about a patient.
struct NoticeTarget {
  std::string_view type;  // session, delegation, emergency, proposal, billing, invoice
  std::string id;
};
/// Nothing for a kind that is about the team or the reader's membership of it, and for an unknown one. `team` is the notice's.
[[nodiscard]] std::optional<NoticeTarget> notice_target(std::string_view kind, std::string_view facts, std::string_view team);

/// The notice as one sentence. `facts` is the stored JSON. An unknown kind, of a newer version, says so in general words.
[[nodiscard]] std::string notice_sentence(std::string_view kind, std::string_view facts, const std::string& team);

}  // namespace rolecall::service
