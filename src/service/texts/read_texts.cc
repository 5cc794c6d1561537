#include <algorithm>

#include "service/sessions/record_opening.h"
#include "service/texts/open_text.h"

namespace rolecall::service {
namespace {

Result<Done> note_opening(store::Transaction& tx, const OpenedText& opened, const TextPlace& place) {
  const bool is_one = opened.text.has_value();
  return record_opening(tx, opened.caller, opened.permit, opened.session.session,
                        {actions_of(place.kind).name, is_one ? place.id : place.session.value});
}

}  // namespace

Result<std::vector<ShownText>> list_texts(store::Transaction& tx, const Environment& environment,
                                          const store::Credential& credential, const TextPlace& place) {
  const auto opened = open_session_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  std::vector<ShownText> shown;
  for (const auto& text : store::list_texts(tx, place.kind, place.session)) {
    auto one = show_text(tx, opened->caller, vault, opened->session, text);
    if (!one) return std::unexpected(one.error());
    shown.push_back(std::move(*one));
  }
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  return shown;
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

Result<std::vector<store::TextVersion>> list_versions(store::Transaction& tx, const Environment& environment,
                                                      const store::Credential& credential, const TextPlace& place) {
  const auto opened = open_text_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  return store::list_versions(tx, place.kind, place.id);
}

Result<ShownVersion> read_version(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                  const TextPlace& place, std::int64_t version) {
  const auto opened = open_text_for(tx, environment, credential, place, actions_of(place.kind).read);
  if (!opened) return std::unexpected(opened.error());
  const auto versions = store::list_versions(tx, place.kind, place.id);
  const auto found = std::ranges::find(versions, version, &store::TextVersion::version);
  if (found == versions.end()) return not_found();
  const auto vault = store::open_vault(tx, environment.keys.sealer(), place.team);
  auto content = store::open_version(vault, *opened->text, *found);
  if (!content) return std::unexpected(content.error());
  if (const auto recorded = note_opening(tx, *opened, place); !recorded) return std::unexpected(recorded.error());
  return ShownVersion{*found, std::move(*content)};
}

}  // namespace rolecall::service
