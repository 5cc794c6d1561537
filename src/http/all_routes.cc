#include "http/api.h"
#include "http/routes_access.h"
#include "http/routes_audit.h"
#include "http/routes_auth.h"
#include "http/routes_billing.h"
#include "http/routes_delegations.h"
#include "http/routes_emergency.h"
#include "http/routes_invitations.h"
#include "http/routes_invoices.h"
#include "http/routes_keys.h"
#include "http/routes_me.h"
#include "http/routes_members.h"
#include "http/routes_membership.h"
#include "http/routes_notices.h"
#include "http/routes_proposals.h"
#include "http/routes_roles.h"
#include "http/routes_session_access.h"
#include "http/routes_sessions.h"
#include "http/routes_settings.h"
#include "http/routes_shares.h"
#include "http/routes_team_export.h"
#include "http/routes_teams.h"
#include "http/routes_templates.h"
#include "http/routes_texts.h"
#include "http/routes_transcripts.h"

namespace rolecall::http {

std::vector<Route> all_routes() {
  std::vector<Route> all;
  for (auto* group : {access_routes,         api_key_routes,    audit_routes,      auth_routes,      billing_routes,
                      delegation_routes,     emergency_routes,  invitation_routes, invoice_routes,   me_routes,
                      member_routes,         membership_routes, notice_routes,     proposal_routes,  role_routes,
                      session_access_routes, session_routes,    settings_routes,   share_routes,     team_export_routes,
                      team_routes,           template_routes,   text_routes,       transcript_routes}) {
    const auto routes = group();
    all.insert(all.end(), routes.begin(), routes.end());
  }
  return all;
}

}  // namespace rolecall::http
