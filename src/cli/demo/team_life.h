// What happens in the demo's clinic beside its visits: templates, Session View, shares, a delegation, what is shut or held.
#pragma once

#include "cli/demo/corpus.h"
#include "cli/demo/visit_steps.h"

namespace rolecall::cli::demo {

/// Templates of the team only where `features` has them. `corpus` outlives the timeline.
void tell_templates(Timeline& timeline, Told& told, const Corpus& corpus, const policy::FeatureSet& features, Instant now);

/// `visits` as told before, by their numbers.
void tell_sharing(Timeline& timeline, Told& told, const std::vector<Visit>& visits, Instant now);

/// The owner tries what the plan lacks, switches Session View on, and the administrator looks around. Not where neither the plan
/// nor a trial has it.
void tell_session_view(Timeline& timeline, Told& told, const std::vector<Visit>& visits, const policy::FeatureSet& features,
                       Instant now);

}  // namespace rolecall::cli::demo
