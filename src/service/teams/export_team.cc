#include "service/teams/export_team.h"

#include "policy/explain.h"
#include "service/sessions/ask_about_session.h"
#include "service/sessions/read_session.h"
#include "service/templates/read_template.h"
#include "service/texts/open_text.h"

namespace rolecall::service {
namespace {

using policy::Action;
using policy::ResourceKind;
using Stage = TeamExport::Stage;
using Content = TeamExport::Content;

constexpr int members_at_once = 200;
constexpr int templates_at_once = 50;
constexpr int sessions_at_once = 20;  // each is an opening, recorded by the one writer
constexpr std::size_t texts_at_once = 10;
/// A part with so much text in it, or with so many steps, is complete.
constexpr std::size_t enough_bytes = 256UL * 1024;
constexpr int enough_steps = 30;

Result<store::TeamCaller> load_owner(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TeamId& team) {
  return store::load_team_caller(tx, credential, team, environment.plans, environment.settings.idle_limit);
}

/// One part while it is read.
class Part {
 public:
  Part(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
       const store::TeamCaller& caller, const TeamExport& progress)
      : tx_(tx), environment_(environment), credential_(credential), caller_(caller), part_{{}, progress} {}

  Result<TeamExportPart> read() && {
    const auto done = read_stage();
    if (!done) return std::unexpected(done.error());
    return std::move(part_);
  }

 private:
  Result<Done> read_stage() {
    switch (next().stage) {
      case Stage::team:
        return read_team();
      case Stage::members:
        return read_members();
      case Stage::templates:
        return read_templates();
      case Stage::sessions:
        return read_sessions();
      case Stage::contents:
        return read_contents();
      case Stage::done:
        return Done{};
    }
    return Done{};
  }

  Result<Done> read_team() {
    part_.items.emplace_back(view_team(tx_, caller_));
    auto settings = get_settings(tx_, environment_, credential_, next().team);
    if (!settings) return std::unexpected(settings.error());
    part_.items.emplace_back(std::move(*settings));
    auto custom = list_roles(tx_, environment_, credential_, next().team);
    if (!custom) return std::unexpected(custom.error());
    for (auto& role : custom->roles) part_.items.emplace_back(std::move(role));
    next().stage = Stage::members;
    return Done{};
  }

  Result<Done> read_members() {
    ListMembers request{.team = next().team, .query = {}, .after = next().after_member, .limit = members_at_once};
    for (const auto name : member_state_names) request.query.statuses.emplace_back(name);
    auto page = list_members(tx_, environment_, credential_, request);
    if (!page) return std::unexpected(page.error());
    for (auto& member : page->items) part_.items.emplace_back(std::move(member));
    next().after_member = page->next;
    if (!page->next) next().stage = Stage::templates;
    return Done{};
  }

  /// The team's, and the owner's own: personal templates of others are theirs.
  Result<Done> read_templates() {
    auto page = list_templates(tx_, environment_, credential_, {next().team, {}, {}, next().after_template, templates_at_once});
    if (!page) return std::unexpected(page.error());
    for (auto& one : page->items) part_.items.emplace_back(std::move(one));
    next().after_template = page->next;
    if (!page->next) next().stage = Stage::sessions;
    return Done{};
  }

  Result<Done> read_sessions() {
    const auto sessions = store::sessions_as_made(tx_, next().team, next().after_session, sessions_at_once);
    for (const auto& session : sessions) {
      if (const auto read = read_one_session(session.id); !read) return std::unexpected(read.error());
      next().after_session = session;
    }
    if (sessions.empty()) {
      next().stage = Stage::done;
    } else if (!next().opened.empty()) {
      next().stage = Stage::contents;
    }
    return Done{};
  }

  Result<Done> read_one_session(const SessionId& id) {
    const auto facts = store::find_session(tx_, next().team, caller_.member.id, id);
    if (auto why = why_not(Action::session_read, facts, ResourceKind::session)) return withhold_session(id, std::move(why));
    auto shown = read_session(tx_, environment_, credential_, next().team, id);
    if (!shown && shown.error().code != Code::unavailable) return std::unexpected(shown.error());
    // What is damaged in it says nothing about its transcript and its notes, which are sealed by themselves.
    next().opened.push_back(id);
    if (!shown) return withhold_session(id, {});
    ++next().sessions;
    part_.items.emplace_back(std::move(*shown));
    return Done{};
  }

  Result<Done> read_contents() {
    for (int step = 0; step < enough_steps && !is_full() && !next().opened.empty(); ++step) {
      if (const auto read = read_next_content(next().opened.front()); !read) return std::unexpected(read.error());
    }
    if (next().opened.empty()) next().stage = Stage::sessions;
    return Done{};
  }

  Result<Done> read_next_content(const SessionId& session) {
    const auto facts = store::find_session(tx_, next().team, caller_.member.id, session);
    if (!facts) {  // deleted meanwhile
      go_on_to_next_session();
      return Done{};
    }
    switch (next().content) {
      case Content::transcript:
        return read_transcript_of(*facts);
      case Content::notes:
        return read_texts_of(*facts, store::TextKind::note);
      case Content::documents:
        return read_texts_of(*facts, store::TextKind::document);
    }
    return Done{};
  }

  Result<Done> read_transcript_of(const store::SessionFacts& facts) {
    const SessionId session = facts.session.id;
    next().content = Content::notes;
    if (auto why = why_not(Action::transcript_read, facts, ResourceKind::transcript)) {
      return withhold({"transcript", session.value, session, std::move(why)});
    }
    auto transcript = read_transcript(tx_, environment_, credential_, next().team, session);
    if (!transcript) return withhold_damaged(transcript.error(), {"transcript", session.value, session, {}});
    if (transcript->segments.empty()) return Done{};
    for (const auto& segment : transcript->segments) bytes_ += segment.text.size();
    part_.items.emplace_back(std::move(*transcript));
    return Done{};
  }

  Result<Done> read_texts_of(const store::SessionFacts& facts, store::TextKind kind) {
    const SessionId session = facts.session.id;
    const TextActions& actions = actions_of(kind);
    if (auto why = why_not(actions.read, facts, actions.kind)) {
      go_on_behind(kind);
      return withhold({actions.name, session.value, session, std::move(why)});
    }
    const TextPlace place{next().team, session, kind, {}};
    const auto texts = store::list_texts(tx_, kind, session, next().after_text, static_cast<int>(texts_at_once));
    for (const auto& text : texts) {
      if (const auto read = read_one_text(place, text.id); !read) return std::unexpected(read.error());
      next().after_text = store::TextPosition{text.created_at, text.id};
      if (is_full()) return Done{};
    }
    if (texts.size() < texts_at_once) go_on_behind(kind);
    return Done{};
  }

  Result<Done> read_one_text(TextPlace place, const std::string& id) {
    place.id = id;
    auto text = read_text(tx_, environment_, credential_, place);
    if (!text) return withhold_damaged(text.error(), {actions_of(place.kind).name, id, place.session, {}});
    bytes_ += text->content.body.size();
    for (const auto& addendum : text->addenda) bytes_ += addendum.body.size();
    part_.items.emplace_back(std::move(*text));
    return Done{};
  }

  void go_on_behind(store::TextKind kind) {
    if (kind == store::TextKind::note) {
      next().after_text.reset();
      next().content = Content::documents;
    } else {
      go_on_to_next_session();
    }
  }
  void go_on_to_next_session() {
    next().after_text.reset();
    next().content = Content::transcript;
    next().opened.erase(next().opened.begin());
  }

  /// Nothing when he may. Only asked: what is left out of an export is no refused attempt.
  [[nodiscard]] std::optional<Refusal> why_not(Action action, const std::optional<store::SessionFacts>& facts,
                                               ResourceKind kind) const {
    const auto question = ask_about_session(caller_, action, facts, tx_.now(), kind);
    const auto decision = policy::decide(question);
    return decision.permitted() ? std::nullopt : std::optional(policy::refusal_of(decision, question));
  }

  Result<Done> withhold_session(const SessionId& id, std::optional<Refusal> why) {
    ++next().sessions_withheld;
    return withhold({"session", id.value, id, std::move(why)});
  }
  Result<Done> withhold(Withheld what) {
    part_.items.emplace_back(std::move(what));
    return Done{};
  }
  /// One damaged text hides no other.
  Result<Done> withhold_damaged(const Error& error, Withheld what) {
    if (error.code != Code::unavailable) return std::unexpected(error);
    return withhold(std::move(what));
  }

  TeamExport& next() { return part_.next; }
  [[nodiscard]] bool is_full() const { return bytes_ >= enough_bytes; }

  store::Transaction& tx_;
  const Environment& environment_;
  const store::Credential& credential_;
  const store::TeamCaller& caller_;
  TeamExportPart part_;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<TeamExport> begin_team_export(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                     const TeamId& team) {
  const auto caller = load_owner(tx, environment, credential, team);
  if (!caller) return std::unexpected(caller.error());
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::team_export), {"team", team.value});
  if (!permit) return std::unexpected(permit.error());
  return TeamExport{.team = team, .by = caller->member.id, .begun_at = tx.now()};
}

Result<TeamExportPart> next_part(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                 const TeamExport& progress) {
  const auto caller = load_owner(tx, environment, credential, progress.team);
  if (!caller) return std::unexpected(caller.error());
  const audit::Resource resource{"team", progress.team.value};
  const auto permit = store::authorize(tx, *caller, caller->asks(Action::team_export), resource);
  if (!permit) return std::unexpected(permit.error());
  if (progress.stage == Stage::team) {
    if (tx.mode() == store::Transaction::Mode::read) return fail(Code::write_needed, "write_needed", "has to be recorded");
    (void)store::record(tx, *permit, "team.export", resource, nullptr, audit::Object{{"format", "jsonl"}});
  }
  return Part(tx, environment, credential, *caller, progress).read();
}

}  // namespace rolecall::service
