// Notes and documents of a clinic's sessions, for tests of who writes and reads them.
#pragma once

#include <string>

#include "service/texts/render_document.h"
#include "service/texts/texts.h"
#include "support/clinical_world.h"

namespace rolecall::testing {

class TextTest : public ClinicalTest {
 protected:
  using Kind = store::TextKind;

  [[nodiscard]] service::TextPlace place(Kind kind, const SessionId& session, const std::string& id = "") const {
    return {team(), session, kind, id};
  }
  static service::TextPlace place_of(const service::ShownText& shown) {
    return {shown.text.team, shown.text.session, shown.text.kind, shown.text.id};
  }

  Result<service::ShownText> make(const Person& by, const service::NewText& request) {
    return write(
        [&](auto& tx, const auto& environment) { return service::create_text(tx, environment, by.credential, request); });
  }
  Result<service::ShownText> make(const Person& by, Kind kind, const SessionId& session, const std::string& body = "It hurts.") {
    return make(by, {place(kind, session), std::nullopt, "Letter", body});
  }
  /// One that must come into being.
  service::TextPlace made(const Person& by, Kind kind, const SessionId& session, const std::string& body = "It hurts.") {
    const auto shown = make(by, kind, session, body);
    EXPECT_TRUE(shown) << rule_of(shown);
    return shown ? place_of(*shown) : service::TextPlace{};
  }
  Result<service::ShownText> get(const Person& by, const service::TextPlace& at) {
    return read([&](auto& tx, const auto& environment) { return service::read_text(tx, environment, by.credential, at); });
  }
  Result<service::TextPage> texts(const Person& by, const service::ListTexts& asked) {
    return read([&](auto& tx, const auto& environment) { return service::list_texts(tx, environment, by.credential, asked); });
  }
  Result<std::vector<service::ListedText>> texts(const Person& by, const service::TextPlace& at) {
    auto page = texts(by, service::ListTexts{at, {}, 200});
    if (!page) return std::unexpected(page.error());
    return std::move(page->items);
  }
  Result<service::ShownText> save(const Person& by, const service::TextPlace& at, const std::string& body,
                                  const std::optional<std::string>& if_match = std::nullopt,
                                  store::Saving saving = store::Saving::may_rewrite) {
    return write([&](auto& tx, const auto& environment) {
      return service::save_text(tx, environment, by.credential, {at, {"Letter", body}, if_match, saving});
    });
  }
  /// Over what stands, which the writer has seen.
  Result<service::ShownText> autosave(const Person& by, const service::TextPlace& at, const std::string& body,
                                      store::Saving saving = store::Saving::may_rewrite) {
    const auto seen = get(by, at);
    if (!seen) return std::unexpected(seen.error());
    return save(by, at, body, std::to_string(seen->text.revision), saving);
  }
  Result<Done> drop(const Person& by, const service::TextPlace& at) {
    return write([&](auto& tx, const auto& environment) { return service::delete_text(tx, environment, by.credential, at); });
  }
  Result<service::ShownText> sign(const Person& by, const service::TextPlace& at,
                                  const std::optional<std::string>& if_match = std::nullopt) {
    return write(
        [&](auto& tx, const auto& environment) { return service::sign_note(tx, environment, by.credential, at, if_match); });
  }
  Result<service::ShownText> addend(const Person& by, const service::TextPlace& at, const std::string& body) {
    return write(
        [&](auto& tx, const auto& environment) { return service::add_addendum(tx, environment, by.credential, at, body); });
  }
  Result<service::VersionPage> versions(const Person& by, const service::ListVersions& asked) {
    return read([&](auto& tx, const auto& environment) { return service::list_versions(tx, environment, by.credential, asked); });
  }
  Result<std::vector<store::TextVersion>> versions(const Person& by, const service::TextPlace& at) {
    auto page = versions(by, service::ListVersions{at, {}, 200});
    if (!page) return std::unexpected(page.error());
    return std::move(page->items);
  }
  Result<service::ShownVersion> version(const Person& by, const service::TextPlace& at, std::int64_t number) {
    return read(
        [&](auto& tx, const auto& environment) { return service::read_version(tx, environment, by.credential, at, number); });
  }
  Result<service::RenderedDocument> rendered(const Person& by, const service::TextPlace& at, service::DocumentFormat format) {
    const auto opened =
        read([&](auto& tx, const auto& environment) { return service::open_document(tx, environment, by.credential, at); });
    if (!opened) return std::unexpected(opened.error());
    return service::render(*opened, format);
  }

  Result<Done> shut(const Person& by, const SessionId& session) {
    return write([&](auto& tx, const auto& environment) {
      return service::restrict_session(tx, environment, by.credential, team(), session, service::Restriction::restricted);
    });
  }
  void switch_session_view_off() {
    set([](store::TeamSettings& settings) { settings.session_view_enabled = false; });
  }
};

}  // namespace rolecall::testing
