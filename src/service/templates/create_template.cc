#include "service/templates/create_template.h"

namespace rolecall::service {

using policy::Action;

Result<ShownTemplate> create_template(store::Transaction& tx, const Environment& environment, const store::Credential& credential,
                                      const CreateTemplate& request) {
  const bool personal = request.visibility == store::Visibility::personal;
  const auto action = personal ? Action::template_personal_manage : Action::template_team_create;
  const auto opened = open_team_for(tx, environment, credential, request.team, action);
  if (!opened) return std::unexpected(opened.error());
  auto words = check_words(request.words);
  if (!words) return std::unexpected(words.error());
  store::Template one;
  one.id = TemplateId::make(tx.now());
  one.team = request.team;
  one.author = opened->caller.member.id;
  one.visibility = request.visibility;
  one.kind = request.kind;
  one.name = std::move(words->name);
  one.body = std::move(words->body);
  const auto recorded =
      store::record(tx, opened->permit, policy::name_of(action), {"template", one.id.value}, nullptr, facts_of(one));
  store::insert_template(tx, opened->permit, recorded, one);
  return show_template(opened->caller, store::find_template(tx, request.team, one.id).value());
}

}  // namespace rolecall::service
