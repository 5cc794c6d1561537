// What has to happen by the clock, whoever asks or not: one call does all that is due now, page by page.
// Each thing is its own transaction and has its own audit row by the system. Safe to run on several servers at once.
#pragma once

#include <stop_token>

#include "service/environment.h"
#include "store/store.h"

namespace rolecall::service {

/// Expires invitations and offered ownerships, brings suspended members back, posts terms, makes invoices, tells that Session
/// View began or ended with a plan, compares seats with the members' history, deletes sessions whose retention is over, erases
/// teams deleted 30 days ago that hold none and accounts that nobody verified within 7, forgets old replies, mails and logins,
/// and writes checkpoints. Writes nothing when nothing is due. Faults of one job are logged and do not stop the next. `stop` ends
/// it after the thing at hand; what is left stays due.
void run_due_jobs(store::Store& store, const Environment& environment, const std::stop_token& stop = {});

}  // namespace rolecall::service
