// The first words of a note or document that is made from a template: filled in with what its writer may read. Internal to
// texts/.
#pragma once

#include "service/texts/open_text.h"
#include "store/templates.h"

namespace rolecall::service {

/// The template, when the caller may use it and it is of the kind that is written. Error: invalid at `/template`.
[[nodiscard]] Result<store::Template> usable_template(store::Transaction& tx, const OpenedText& opened, const TextPlace& place,
                                                      const TemplateId& id);

/// Whether a text holds something of the session that its writer did not send: then its reply is an opening.
enum class Shows { own_words, content_of_the_session };
struct FilledTemplate {
  std::string body;
  Shows shows = Shows::own_words;
};
/// Patient and session only for who may read the session, the transcript and the latest note only for who may read those: nothing
/// comes into a text that its writer could not see. Errors: unavailable (`content_damaged`); invalid at
/// `/template` when it becomes longer than a text may be.
[[nodiscard]] Result<FilledTemplate> fill_template(store::Transaction& tx, const OpenedText& opened,
                                                   const store::TeamVault& vault, const store::Template& used);

}  // namespace rolecall::service
