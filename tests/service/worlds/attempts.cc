#include "service/worlds/attempts.h"

#include <array>

#include "service/sessions/reassign_session.h"
#include "service/sessions/update_session.h"
#include "service/shares/share_session.h"
#include "service/texts/texts.h"
#include "service/transcripts/transcripts.h"

namespace rolecall::testing::worlds {
namespace {

using policy::Action;
using policy::ResourceKind;
using Answer = std::optional<std::string>;

/// Another active member than the asker and the clinician.
const Member* colleague(const Scene& scene, const Session& session) {
  for (const Member& member : scene.team.members) {
    const bool is_asker = scene.member && member.id == scene.member->id;
    if (member.state == MemberState::active && !is_asker && member.id != session.clinician) return &member;
  }
  return nullptr;
}

service::TextPlace place_of(const Scene& scene, const Session& session, const Text* text, store::TextKind kind) {
  return {scene.team.id, session.id, kind, text ? text->id : ""};
}

Answer update(const Scene& scene, const Session& session, const Text*) {
  return answer_of_policy(scene,
                          service::update_session(scene.tx, scene.environment, scene.credential,
                                                  {.team = scene.team.id, .session = session.id, .context = "Second opinion"}));
}
Answer remove(const Scene& scene, const Session& session, const Text*) {
  return answer_of_policy(scene,
                          service::delete_session(scene.tx, scene.environment, scene.credential, scene.team.id, session.id));
}
Answer restrict(const Scene& scene, const Session& session, const Text*) {
  return answer_of_policy(scene, service::restrict_session(scene.tx, scene.environment, scene.credential, scene.team.id,
                                                           session.id, service::Restriction::restricted));
}
Answer hold(const Scene& scene, const Session& session, const Text*) {
  return answer_of_policy(scene, service::hold_session(scene.tx, scene.environment, scene.credential, scene.team.id, session.id,
                                                       service::LegalHold::held));
}
Answer share(const Scene& scene, const Session& session, const Text*) {
  const Member* with = colleague(scene, session);
  if (!with) return std::nullopt;
  return answer_of_policy(scene,
                          service::share_session(scene.tx, scene.environment, scene.credential,
                                                 {scene.team.id, session.id, with->id, policy::ShareLevel::full, std::nullopt}));
}
Answer unshare(const Scene& scene, const Session& session, const Text*) {
  for (const Member& member : scene.team.members) {
    if (share_in_force(scene.world, scene.team, session, member) == policy::ShareLevel::none) continue;
    return answer_of_policy(
        scene, service::unshare_session(scene.tx, scene.environment, scene.credential, scene.team.id, session.id, member.id));
  }
  return std::nullopt;
}
Answer reassign(const Scene& scene, const Session& session, const Text*) {
  const Member* heir = colleague(scene, session);
  if (!heir) return std::nullopt;
  return answer_of_policy(
      scene, service::reassign_session(scene.tx, scene.environment, scene.credential, {scene.team.id, session.id, heir->id}));
}
Answer append(const Scene& scene, const Session& session, const Text*) {
  const service::AppendSegments request{scene.team.id, session.id, "engine", {{{"Ada", "It hurts.", {}, {}}, 1}}};
  return answer_of_policy(scene, service::append_segments(scene.tx, scene.environment, scene.credential, request));
}
Answer type(const Scene& scene, const Session& session, const Text*) {
  const service::WriteTranscript request{scene.team.id, session.id, {{"Ada", "It hurts.", {}, {}}}, std::nullopt};
  return answer_of_policy(scene, service::write_transcript(scene.tx, scene.environment, scene.credential, request));
}

template <store::TextKind kind>
Answer create_text(const Scene& scene, const Session& session, const Text*) {
  const service::NewText request{place_of(scene, session, nullptr, kind), std::nullopt, "Letter", "It hurts less."};
  return answer_of_policy(scene, service::create_text(scene.tx, scene.environment, scene.credential, request));
}
template <store::TextKind kind>
Answer save_text(const Scene& scene, const Session& session, const Text* text) {
  const service::SaveText request{place_of(scene, session, text, kind), {"Letter", "It hurts less."}, std::nullopt};
  return answer_of_policy(scene, service::save_text(scene.tx, scene.environment, scene.credential, request));
}
template <store::TextKind kind>
Answer delete_text(const Scene& scene, const Session& session, const Text* text) {
  return answer_of_policy(
      scene, service::delete_text(scene.tx, scene.environment, scene.credential, place_of(scene, session, text, kind)));
}
Answer sign(const Scene& scene, const Session& session, const Text* text) {
  const auto at = place_of(scene, session, text, store::TextKind::note);
  return answer_of_policy(scene, service::sign_note(scene.tx, scene.environment, scene.credential, at, std::nullopt));
}
Answer addend(const Scene& scene, const Session& session, const Text* text) {
  const auto at = place_of(scene, session, text, store::TextKind::note);
  return answer_of_policy(scene, service::add_addendum(scene.tx, scene.environment, scene.credential, at, "It hurt before."));
}

constexpr auto note = store::TextKind::note;
constexpr auto document = store::TextKind::document;
constexpr std::array<Attempt, 17> attempts{
    {{Action::session_update, ResourceKind::session, update},
     {Action::session_delete, ResourceKind::session, remove},
     {Action::session_restrict, ResourceKind::session, restrict},
     {Action::session_hold, ResourceKind::session, hold},
     {Action::session_share, ResourceKind::session, share, {.share = policy::ShareLevel::full}},
     {Action::session_unshare, ResourceKind::session, unshare},
     {Action::session_reassign, ResourceKind::session, reassign},
     {Action::session_record, ResourceKind::transcript, append},
     {Action::transcript_update, ResourceKind::transcript, type},
     {Action::note_create, ResourceKind::session, create_text<note>},
     {Action::note_update, ResourceKind::note, save_text<note>},
     {Action::note_delete, ResourceKind::note, delete_text<note>},
     {Action::note_sign, ResourceKind::note, sign},
     {Action::note_addend, ResourceKind::note, addend},
     {Action::document_create, ResourceKind::session, create_text<document>},
     {Action::document_update, ResourceKind::document, save_text<document>},
     {Action::document_delete, ResourceKind::document, delete_text<document>}}};

}  // namespace

std::span<const Attempt> all_attempts() { return attempts; }

}  // namespace rolecall::testing::worlds
