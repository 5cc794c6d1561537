#include "http/why_json.h"

#include "policy/catalog.h"

namespace rolecall::http {

void write_remedy(json::Writer& writer, const std::optional<Remedy>& remedy) {
  if (!remedy) {
    writer.null();
    return;
  }
  writer.begin_object().field("text", remedy->text).field("who", remedy->who).name("action");
  remedy->action.empty() ? writer.null() : writer.value(remedy->action);
  writer.end_object();
}

void write_why(json::Writer& writer, const std::optional<Refusal>& refusal) {
  if (!refusal) {
    writer.null();
    return;
  }
  writer.begin_object().field("rule", refusal->rule).field("explanation", refusal->explanation).name("remedy");
  write_remedy(writer, refusal->remedy);
  writer.end_object();
}

void write_refused(json::Writer& writer, const std::vector<std::pair<policy::Action, Refusal>>& refused) {
  writer.name("refused").begin_object();
  for (const auto& [action, refusal] : refused) {
    writer.name(policy::name_of(action));
    write_why(writer, refusal);
  }
  writer.end_object();
}

}  // namespace rolecall::http
