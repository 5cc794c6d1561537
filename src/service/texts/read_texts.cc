#include "service/sessions/record_opening.h"
#include "service/texts/open_text.h"

namespace rolecall::service {
namespace {

Result<Done> note_opening(store::Transaction& tx, const OpenedText& opened, const TextPlace& place) {
  const audit::Resource what =
      opened.text ? audit::Resource{actions_of(place.kind).name, place.id} : audit::Resource{"session", place.session.value};
  return record_opening(tx, opened.caller, opened.permit, opened.session.session, what);
}

/// The title stands in the sealed content, so that is opened; signatures and addenda are not.
ListedText listed(const OpenedText& opened, const store::TeamVault& vault, store::SessionText text, Instant now) {
  auto content = store::open_text(vault, text);
  ListedText one;
  if (content) one.title = std::move(content->title);
  one.authored = text.author == opened.caller.member.id;
  one.allowed_actions = allowed_on(opened.caller, opened.session, text, now);
  one.text = std::move(text);
  return one;
}

}  // namespace

Result<TextPage> list_texts(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const ListTexts& request) {
  const TextPlace& place = request.place;
  const auto opened = open_session_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  auto texts = store::list_texts(tx, place.kind, place.session, request.after, request.limit + 1);
  TextPage page;
  if (texts.size() > static_cast<std::size_t>(request.limit)) {
    texts.pop_back();
    page.next = store::TextPosition{texts.back().created_at, texts.back().id};
  }
  for (auto& text : texts) page.items.push_back(listed(*opened, vault, std::move(text), tx.now()));
  return page;
}

Result<ShownText> read_text(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                            const TextPlace& place) {
  const auto opened = open_text_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  auto shown = show_text(tx, opened->caller, vault, opened->session, *opened->text);
  if (!shown) return std::unexpected(shown.error());
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  return shown;
}

Result<VersionPage> list_versions(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const ListVersions& request) {
  const TextPlace& place = request.place;
  const auto opened = open_text_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  VersionPage page{store::list_versions(tx, place.kind, place.id, request.before, request.limit + 1), {}};
  if (page.items.size() > static_cast<std::size_t>(request.limit)) {
    page.items.pop_back();
    page.next = page.items.back().version;
  }
  return page;
}

Result<ShownVersion> read_version(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const TextPlace& place, std::int64_t version) {
  const auto opened = open_text_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  auto found = store::find_version(tx, place.kind, place.id, version);
  if (!found) return not_found();
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  auto content = store::open_version(vault, *opened->text, *found);
  if (!content) return std::unexpected(content.error());
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  return ShownVersion{std::move(*found), std::move(*content)};
}

}  // namespace rolecall::service
