#include "service/membership/handover.h"

#include "service/compose/handover_mails.h"
#include "service/members/mail_member.h"
#include "service/notices/tell.h"
#include "service/sessions/session_fields.h"

namespace rolecall::service {
namespace {

/// An audit row holds at most so many ids.
constexpr int ids_in_a_row = 200;

template <class IdType>
audit::Array ids_of(const std::vector<IdType>& ids) {
  audit::Array array;
  for (const IdType& id : ids) array.emplace_back(id);
  return array;
}

void move_all_sessions(store::Transaction& tx, const store::Permit& permit, const store::Move& move, HandedOver& moved) {
  while (true) {
    const auto ids = store::session_ids_of(tx, move.from, ids_in_a_row);
    if (ids.empty()) return;
    const auto recorded =
        store::record(tx, permit, "session.reassign", {"member", move.from.value}, audit::Object{{"clinician", move.from}},
                      audit::Object{{"clinician", move.to}, {"sessions", ids_of(ids)}});
    store::move_sessions(tx, permit, recorded, move, ids.front(), ids.back());
    moved.sessions.insert(moved.sessions.end(), ids.begin(), ids.end());
  }
}

void move_all_templates(store::Transaction& tx, const store::Permit& permit, const store::Move& move, HandedOver& moved) {
  while (true) {
    const auto ids = store::personal_template_ids_of(tx, move.from, ids_in_a_row);
    if (ids.empty()) return;
    const auto recorded =
        store::record(tx, permit, "template.personal.manage", {"member", move.from.value}, audit::Object{{"author", move.from}},
                      audit::Object{{"author", move.to}, {"templates", ids_of(ids)}});
    store::move_personal_templates(tx, permit, recorded, move, ids.back());
    moved.templates.insert(moved.templates.end(), ids.begin(), ids.end());
  }
}

}  // namespace

Error handover_needed(const store::Holdings& holdings) {
  return {.code = Code::conflict,
          .name = "handover_needed",
          .detail = "name a member who takes over the sessions and templates",
          .fields = {{"/sessions", std::to_string(holdings.sessions)}, {"/templates", std::to_string(holdings.templates)}}};
}

Result<std::optional<store::Member>> find_heir(store::Transaction& tx, const store::Member& leaver, const MemberId& actor,
                                               const std::optional<MemberId>& named) {
  if (!named) {
    const auto holdings = store::holdings_of(tx, leaver.id);
    if (holdings.sessions + holdings.templates > 0) return std::unexpected(handover_needed(holdings));
    return std::nullopt;
  }
  auto heir = store::find_member(tx, leaver.team, *named);
  if (!heir || !may_hold_sessions(tx, *heir) || heir->id == leaver.id || heir->id == actor) {
    return invalid_field("/handover_to", "expected another active member who may hold own sessions");
  }
  return heir;
}

void tell_handover(store::Transaction& tx, const Environment& environment, const store::Team& team, const store::Member& from,
                   const store::Member& to, const store::Holdings& moved) {
  const compose::HandoverMail about{team.name,       from.name,
                                    to.name,         moved.sessions,
                                    moved.templates, environment.settings.public_url + "/teams/" + team.id.value + "/sessions"};
  const audit::Object facts{{"sessions", moved.sessions}, {"templates", moved.templates}};
  mail_member(tx, environment, to, "handover", compose::received_mail(about));
  tell(tx, to, NoticeKind::sessions_received, facts);
  const auto mail = compose::handed_over_mail(about);
  const auto owner = store::find_owner(tx, team.id);
  if (owner && owner->id != to.id) {
    mail_member(tx, environment, *owner, "handover", mail);
    tell(tx, *owner, NoticeKind::sessions_handed_over, facts);
  }
  const bool is_in_team = from.status == MemberState::active || from.status == MemberState::suspended;
  if (is_in_team && !from.owner) {
    mail_member(tx, environment, from, "handover", mail);
    tell(tx, from, NoticeKind::sessions_handed_over, facts);
  }
}

HandedOver hand_over(store::Transaction& tx, const Environment& environment, const store::Permit& permit, const store::Team& team,
                     const store::Member& leaver, const std::optional<store::Member>& heir) {
  HandedOver moved;
  if (heir) {
    const store::Move move{leaver.id, heir->id};
    move_all_sessions(tx, permit, move, moved);
    move_all_templates(tx, permit, move, moved);
    moved.to = heir->id;
    const store::Holdings counts{static_cast<std::int64_t>(moved.sessions.size()),
                                 static_cast<std::int64_t>(moved.templates.size())};
    if (counts.sessions + counts.templates > 0) tell_handover(tx, environment, team, leaver, *heir, counts);
  }
  const auto left = store::holdings_of(tx, leaver.id);
  moved.orphans = left.sessions + left.templates;
  return moved;
}

}  // namespace rolecall::service
