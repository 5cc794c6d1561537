// The policy as a filter of lists: which sessions an action reaches, as conditions that a list is built from. It asks `decide`
// about one typical session for each way to reach one, so that both can never differ.
#pragma once

#include "policy/question.h"

namespace rolecall::policy {

/// The ways by which the subject reaches what hangs on a session; a session is in the list when any of them holds for it.
struct Filter {
  bool all = false;                      // by the team alone, whatever the session
  bool own = false;                      // the subject is the session's clinician
  bool delegated = false;                // its clinician has delegated to the subject now
  bool viewed = false;                   // it is not restricted
  ShareLevel shared = ShareLevel::none;  // it is shared with the subject at this level or higher; none: shares do not help
  bool emergency = false;                // an emergency access of the subject to it is open

  [[nodiscard]] constexpr bool empty() const {
    return !all && !own && !delegated && !viewed && shared == ShareLevel::none && !emergency;
  }
  bool operator==(const Filter&) const = default;
};

/// For an action on a session, transcript, note or document. Of the resource in the question only the kind counts, and
/// `known`. Sessions whose retention has expired are in no list: the caller leaves them out. A legal hold stops changes, which no
/// list shows. Authorship of a single document (scope `authored`) is no way to reach a session, so it adds none.
[[nodiscard]] Filter filter(const Question& question);

}  // namespace rolecall::policy
