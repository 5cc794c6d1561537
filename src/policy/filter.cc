#include "policy/filter.h"

#include "policy/decide.h"

namespace rolecall::policy {
namespace {

/// A session that nothing but the given fact opens, and that no guard about content shuts.
Question about(const Question& question) {
  Question probe = question;
  probe.resource = Resource{.kind = question.resource.kind, .known = question.resource.known};
  probe.resource.note_signed = false;
  probe.resource.legal_hold = false;
  probe.resource.retention_expired = false;
  return probe;
}

bool reaches(Question probe, void (*open)(Resource&)) {
  open(probe.resource);
  return decide(probe).permitted();
}

ShareLevel lowest_share(const Question& probe) {
  for (const ShareLevel level : {ShareLevel::view, ShareLevel::edit, ShareLevel::full}) {
    Question shared = probe;
    shared.resource.share = level;
    if (decide(shared).permitted()) return level;
  }
  return ShareLevel::none;
}

}  // namespace

Filter filter(const Question& question) {
  const Question probe = about(question);
  Filter found;
  found.all = decide(probe).permitted();
  found.own = reaches(probe, [](Resource& session) { session.own = true; });
  found.delegated = reaches(probe, [](Resource& session) { session.delegated = true; });
  found.viewed = reaches(probe, [](Resource& session) { session.restricted = false; });
  found.shared = lowest_share(probe);
  found.emergency = reaches(probe, [](Resource& session) { session.emergency_open = true; });
  return found;
}

}  // namespace rolecall::policy
