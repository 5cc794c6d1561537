#include "support/worlds/load_world.h"

#include "base/crypto/token.h"
#include "clinical/search_words.h"
#include "store/api_keys.h"
#include "store/custom_roles.h"
#include "store/delegations.h"
#include "store/emergency.h"
#include "store/member.h"
#include "store/session.h"
#include "store/session_text.h"
#include "store/settings_facts.h"
#include "store/shares.h"
#include "store/sql.h"
#include "store/team.h"
#include "store/templates.h"
#include "support/worlds/patients.h"

namespace rolecall::testing::worlds {
namespace {

std::string key_of(const Member& member) { return "rck_" + member.id.value; }

class Loader {
 public:
  Loader(store::Transaction& tx, const crypto::Sealer& master, const Accounts& accounts, const World& world, const Team& team)
      : tx_(tx),
        accounts_(accounts),
        now_(world.now),
        team_(team),
        permit_(store::permit_system(tx, team.id, store::SystemReason::demo_data)),
        stored_(insert_team()),
        recorded_(next_record()),
        vault_(store::open_vault(tx, master, team.id)) {}

  void run() {
    for (const CustomRole& role : team_.custom_roles) add(role);
    for (const Member& member : team_.members) add(member);
    store::save_session_view_members(tx_, permit_, recorded_, team_.id, team_.view_members);
    store::save_session_view_custom_roles(tx_, permit_, recorded_, team_.id, team_.view_custom_roles);
    save_settings();
    for (const Session& session : team_.sessions) add(session);
    for (const Share& share : team_.shares) add(share);
    for (const Delegation& delegation : team_.delegations) add(delegation);
    for (const Emergency& emergency : team_.emergencies) add(emergency);
    for (const Template& one : team_.templates) add(one);
  }

 private:
  store::Team insert_team() {
    store::Team team;
    team.id = team_.id;
    team.name = "Clinic";
    team.created_at = now_;
    team.plan = team_.plan;
    team.term_anchor = now_;
    store::insert_team(tx_, permit_, team);
    return team;
  }

  void save_settings() {
    if (team_.was_open) save_open_settings();
    store::TeamSettings& settings = stored_.settings;
    if (team_.deleted) stored_.deleted_at = now_ - hours(1);
    if (team_.plan_next)
      stored_.subscription_next = store::WaitingSubscription{team_.plan_next->plan, stored_.interval, team_.plan_next->from};
    if (team_.trial) stored_.trial = billing::Trial{team_.trial->started_at, team_.trial->ends_at};
    settings.require_mfa = team_.require_mfa;
    settings.emergency_access = team_.emergency_access;
    settings.session_view_enabled = team_.view_enabled;
    settings.session_view_roles = team_.view_roles;
    settings.session_view_transcripts = team_.view_transcripts;
    settings.retention_days = team_.retention_days;
    if (team_.retention_next)
      settings.retention_next = store::WaitingRetention{team_.retention_next->days, team_.retention_next->from};
    store::save_team(tx_, permit_, recorded_, stored_);
  }

  void save_open_settings() {
    stored_.settings.session_view_enabled = true;
    stored_.settings.session_view_roles = policy::RoleSet::all();
    stored_.settings.session_view_transcripts = true;
    store::save_team(tx_, permit_, recorded_, stored_);
    recorded_ = next_record();
  }

  /// The intervals of a history are told apart by the audit rows that they begin with.
  store::Recorded next_record() { return store::record(tx_, permit_, "system.test", {"team", team_.id.value}, nullptr, nullptr); }

  void add(const CustomRole& role) {
    store::CustomRole stored{.id = role.id, .team = team_.id, .name = role.id.value, .grants = role.grants};
    store::insert_custom_role(tx_, permit_, recorded_, stored);
  }

  void add(const Member& member) {
    if (member.earlier_membership) add_earlier_membership(member);
    store::Member stored = stored_member(member);
    if (!member.earlier_roles) {
      store::insert_member(tx_, permit_, recorded_, stored);
    } else {
      store::Member earlier = stored;
      earlier.status = MemberState::active;
      earlier.roles = *member.earlier_roles;
      earlier.owner = false;
      store::insert_member(tx_, permit_, recorded_, earlier);
      recorded_ = next_record();
      store::save_member(tx_, permit_, recorded_, stored);
    }
    if (member.by == By::key && stored.user) add_key(member);
  }

  store::Member stored_member(const Member& member) {
    store::Member stored;
    stored.id = member.id;
    stored.team = team_.id;
    if (has_account(member)) stored.user = accounts_[member.person].user;
    stored.address = stored.address_key = accounts_[member.person].address;
    stored.name = stored.name_key = "person " + std::to_string(member.person);
    stored.status = member.state;
    stored.roles = member.roles;
    stored.owner = member.owner;
    stored.custom_roles = member.custom_roles;
    stored.created_at = stored.status_since = now_;
    if (member.signed_out) stored.logins_valid_from = now_ + Duration{1};
    if (!stored.user) add_invitation(member, stored);
    return stored;
  }

  void add_invitation(const Member& member, store::Member& stored) {
    const bool has_lapsed = member.state == MemberState::expired;
    stored.invitation = store::Invitation{"", now_ - days(1), has_lapsed ? now_ : now_ + Duration{1}, std::nullopt};
    if (has_lapsed && !member.lapse_is_written) stored.status = MemberState::invited;
  }

  void add_earlier_membership(const Member& member) {
    store::Member earlier;
    earlier.id = *member.earlier_membership;
    earlier.team = team_.id;
    earlier.user = accounts_[member.person].user;
    earlier.address = earlier.address_key = accounts_[member.person].address;
    earlier.name = earlier.name_key = "person " + std::to_string(member.person);
    earlier.status = MemberState::removed;
    earlier.roles = policy::RoleSet::all();
    earlier.created_at = earlier.status_since = now_ - days(1);
    store::insert_member(tx_, permit_, recorded_, earlier);
  }

  void add_key(const Member& member) {
    store::ApiKey key;
    key.id = ApiKeyId{"key_" + member.id.value};
    key.team = team_.id;
    key.maker = member.id;
    key.name = "Export";
    key.roles = member.key_roles;
    key.used_mfa = member.key_used_second_factor;
    key.created_at = now_;
    key.expires_at = member.key_state == KeyState::expired ? now_ : now_ + Duration{1};
    store::insert_api_key(tx_, permit_, recorded_, key, crypto::token_hash(key_of(member)));
    if (member.key_state == KeyState::revoked) store::revoke_api_key(tx_, permit_, recorded_, key);
  }

  void add(const Session& session) {
    store::Session stored;
    stored.id = session.id;
    stored.team = team_.id;
    stored.clinician = stored.created_by = session.clinician;
    stored.started_at = session.started_at;
    stored.status = session.status;
    stored.restricted = session.restricted;
    stored.legal_hold = session.legal_hold;
    insert(stored, session);
    store::execute(tx_, "UPDATE session SET restricted = $2, legal_hold = $3, created_at = $4 WHERE id = $1", session.id,
                   session.restricted, session.legal_hold, session.created_at);
    for (const Text& text : session.texts) add(session, text);
  }

  void insert(store::Session& stored, const Session& session) {
    const Patient& patient = patients[session.patient];
    const store::SessionContent content{
        {std::string(patient.name), std::string(patient.date_of_birth), std::string(patient.identifier)}, "Follow-up"};
    const store::SearchKeys keys{clinical::words_of_patient(patient.name, patient.identifier, patient.date_of_birth),
                                 clinical::identifier_key(patient.identifier)};
    if (!session.earlier) return store::insert_session(tx_, permit_, recorded_, vault_, stored, content, keys);
    store::Session earlier = stored;
    earlier.clinician = session.earlier->clinician;
    store::insert_session(tx_, permit_, recorded_, vault_, earlier, content, keys);
    save_earlier(earlier, *session.earlier, content, keys);
    stored.revision = earlier.revision;
    recorded_ = next_record();
    store::save_session(tx_, permit_, recorded_, vault_, stored, content, keys);
  }

  void save_earlier(store::Session& stored, const EarlierSession& earlier, const store::SessionContent& content,
                    const store::SearchKeys& keys) {
    if (!earlier.restricted && !earlier.legal_hold) return;
    stored.restricted = earlier.restricted;
    stored.legal_hold = earlier.legal_hold;
    recorded_ = next_record();
    store::save_session(tx_, permit_, recorded_, vault_, stored, content, keys);
  }

  void add(const Session& session, const Text& text) {
    store::SessionText stored;
    stored.kind = text.kind == policy::ResourceKind::note ? store::TextKind::note : store::TextKind::document;
    stored.id = text.id;
    stored.team = team_.id;
    stored.session = session.id;
    stored.author = text.author;
    store::insert_text(tx_, permit_, recorded_, vault_, stored, {"Letter", "It hurts."});
    if (text.is_signed) store::sign_note(tx_, permit_, recorded_, stored, session.clinician);
  }

  void add(const Share& share) {
    store::Share stored;
    stored.id = share.id;
    stored.team = team_.id;
    stored.session = share.session;
    stored.member = share.member;
    stored.granted_by = share.by;
    stored.parent = share.parent;
    stored.level = share.level;
    stored.expires_at = share.expires_at;
    stored.session_started_at = at(team_.sessions, share.session).started_at;
    if (share.earlier_level) add_earlier(share, stored);
    store::insert_share(tx_, permit_, recorded_, stored);
    if (share.ended) store::close_share(tx_, permit_, recorded_, stored);
  }

  void add_earlier(const Share& share, store::Share stored) {
    stored.id = ShareId{share.id.value + "0"};
    stored.level = *share.earlier_level;
    stored.expires_at.reset();
    store::insert_share(tx_, permit_, recorded_, stored);
    store::close_share(tx_, permit_, recorded_, stored);
  }

  void add(const Delegation& delegation) {
    store::Delegation stored;
    stored.id = delegation.id;
    stored.team = team_.id;
    stored.clinician = delegation.clinician;
    stored.assistant = delegation.assistant;
    stored.starts_at = delegation.from;
    stored.ends_at = delegation.to;
    store::insert_delegation(tx_, permit_, recorded_, stored);
    if (delegation.ended) store::end_delegation(tx_, permit_, recorded_, stored);
  }

  void add(const Emergency& emergency) {
    store::EmergencyAccess access;
    access.id = emergency.id;
    access.team = team_.id;
    access.member = emergency.member;
    access.opened_at = now_ - hours(1);
    access.expires_at = emergency.expires_at;
    access.review_due_at = now_ + days(1);
    std::vector<store::Session> sessions(emergency.sessions.size());
    for (std::size_t i = 0; i < sessions.size(); ++i) sessions[i].id = emergency.sessions[i];
    store::insert_emergency_access(tx_, permit_, recorded_, vault_, access, "Unconscious patient", sessions);
    if (emergency.ended) store::end_emergency_access(tx_, permit_, recorded_, access);
  }

  void add(const Template& one) {
    store::Template stored;
    stored.id = one.id;
    stored.team = team_.id;
    stored.author = one.author;
    stored.visibility = one.is_personal ? store::Visibility::personal : store::Visibility::team;
    stored.name = one.id.value;
    stored.body = "Complaint";
    stored.created_at = stored.updated_at = now_;
    store::insert_template(tx_, permit_, recorded_, stored);
  }

  store::Transaction& tx_;
  const Accounts& accounts_;
  Instant now_;
  const Team& team_;
  store::Permit permit_;
  store::Team stored_;
  store::Recorded recorded_;
  store::TeamVault vault_;
};

}  // namespace

void load(store::Transaction& tx, const crypto::Sealer& master, const Accounts& accounts, const World& world) {
  for (const Team& team : world.teams) Loader(tx, master, accounts, world, team).run();
}

store::Credential credential_of(const Accounts& accounts, const Member& member) {
  if (member.by == By::key) return {store::Credential::Kind::api_key, crypto::token_hash(key_of(member))};
  const Account& account = accounts[member.person];
  return member.by == By::second_factor ? account.second_factor : account.password;
}

}  // namespace rolecall::testing::worlds
