#include "service/templates/copy_template.h"

#include "service/revision.h"
#include "service/templates/template_fields.h"

namespace rolecall::service {
namespace {

using policy::Action;
using store::Visibility;

/// A template that the caller may use, and the proof that he may have one of his own.
Result<OpenedTemplate> open_for_copying(store::Transaction& tx, const Environment& environment,
                                        const store::Credential& credential, const TemplatePlace& place) {
  auto opened = open_template_for(tx, environment, credential, place, TemplatePurpose::use);
  if (!opened) return std::unexpected(opened.error());
  auto permit = store::authorize(tx, opened->caller, ask_about_new_template(opened->caller, Action::template_personal_manage),
                                 {"team", place.team.value});
  if (!permit) return std::unexpected(permit.error());
  return OpenedTemplate{std::move(opened->caller), std::move(opened->found), std::move(*permit)};
}

std::optional<store::Template> copy_that_is_there(store::Transaction& tx, const OpenedTemplate& opened) {
  if (opened.found.visibility == Visibility::personal) return std::nullopt;
  return store::find_copy(tx, opened.found.team, opened.caller.member.id, opened.found.id);
}

std::optional<store::Template::Origin> origin_of_copy(const store::Template& source) {
  if (source.visibility == Visibility::personal) return std::nullopt;
  return store::Template::Origin{source.id, source.version, source.version};
}

ShownTemplate make_copy(store::Transaction& tx, const OpenedTemplate& opened, TemplateWords words) {
  store::Template one;
  one.id = TemplateId::make(tx.now());
  one.team = opened.found.team;
  one.author = opened.caller.member.id;
  one.kind = opened.found.kind;
  one.name = std::move(words.name);
  one.body = std::move(words.body);
  one.origin = origin_of_copy(opened.found);
  const auto recorded = store::record(tx, opened.permit, policy::name_of(Action::template_personal_manage),
                                      {"template", one.id.value}, nullptr, facts_of(one));
  store::insert_template(tx, opened.permit, recorded, one);
  return show_template(opened.caller, store::find_template(tx, one.team, one.id).value());
}

}  // namespace

Result<ShownTemplate> copy_template(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                    const TemplatePlace& place) {
  const auto opened = open_for_copying(tx, environment, credential, place);
  if (!opened) return std::unexpected(opened.error());
  if (copy_that_is_there(tx, *opened)) {
    return fail(Code::conflict, "copied_already", "you have a personal copy of this template; change that one");
  }
  return make_copy(tx, *opened, words_of(opened->found));
}

Result<ShownTemplate> edit_as_copy(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                   const EditAsCopy& request) {
  const auto opened = open_for_copying(tx, environment, credential, request.place);
  if (!opened) return std::unexpected(opened.error());
  const store::Template& source = opened->found;
  if (const auto fresh = check_revision(request.if_match, source.revision); !fresh) return std::unexpected(fresh.error());
  auto words = check_words({request.name.value_or(source.name), request.body.value_or(source.body)});
  if (!words) return std::unexpected(words.error());
  const auto copy = copy_that_is_there(tx, *opened);
  if (!copy) return make_copy(tx, *opened, std::move(*words));
  store::Template changed = with_words(*copy, std::move(*words));
  changed.origin = origin_of_copy(source);
  return show_template(opened->caller, save_changes(tx, opened->permit, Action::template_personal_manage,
                                                    {*copy, std::move(changed)}, opened->caller.member.id));
}

}  // namespace rolecall::service
