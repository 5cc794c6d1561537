// Billing with its trial, and emergency accesses with their reviews, of the small clinic.
import type { Billing } from '@/features/billing/api/billing';
import type { Emergency } from '@/features/emergency/api/emergency';
import type { components } from '@/lib/api-types';
import { ada, ben, now, planLacks, team } from '@/testing/fixtures';

const days = (count: number) => new Date(now + count * 86_400_000).toISOString();

export const billing: Billing = {
  plan: 'pro',
  plan_name: 'Pro',
  interval: 'year',
  term: { start: '2026-03-01T00:00:00Z', end: '2027-03-01T00:00:00Z' },
  next: null,
  seats_used: 5,
  seat_limit: null,
  balance_minor: 54213,
  currency: 'AUD',
  seat_charge: 'invitation',
  trial: { available: true, running: false, started_at: null, ends_at: null },
  retention_to_come: null,
  features: {
    session_view: { enabled: false, why: planLacks },
    team_templates: { enabled: true, why: null },
  },
  allowed_actions: ['billing.read', 'billing.start_trial'],
};

export const trialPreview: components['schemas']['TrialPreview'] = {
  ends_at: days(30),
  gained: ['session_view', 'team_policies'],
  warnings: [],
};

export const runningTrial: Billing = {
  ...billing,
  trial: { available: false, running: true, started_at: days(-12), ends_at: days(18) },
  features: { ...billing.features, session_view: { enabled: true, why: null } },
  allowed_actions: ['billing.read'],
};

export const endedTrial: Billing = {
  ...runningTrial,
  trial: { available: false, running: false, started_at: days(-40), ends_at: days(-10) },
  features: billing.features,
};

export const waitingAccess: Emergency = {
  id: 'emg_1',
  member: { id: ben.id, name: ben.name ?? '' },
  opened_at: days(-1),
  expires_at: days(-0.96),
  review_due_at: days(2),
  overdue: false,
  sessions: 3,
  reason: 'The patient collapsed in the waiting room; allergies were needed.',
  reviewed: null,
  can_end: false,
  allowed_actions: ['emergency.review'],
};

export const overdueAccess: Emergency = {
  ...waitingAccess,
  id: 'emg_2',
  member: { id: ada.id, name: ada.name ?? '' },
  opened_at: days(-9),
  review_due_at: days(-6),
  overdue: true,
  allowed_actions: [],
};

export const reviewedAccess: Emergency = {
  ...waitingAccess,
  id: 'emg_3',
  opened_at: days(-30),
  reviewed: {
    at: days(-29),
    by: { id: ada.id, name: ada.name ?? '' },
    verdict: 'not_justified',
    comment: 'The clinician on duty was reachable.',
  },
  allowed_actions: [],
};

/** The team where emergency access is enabled, as its clinicians and as its reviewers see it. */
export const enabledTeam = {
  ...team,
  allowed_actions: [...team.allowed_actions, 'session.emergency_access' as const],
};
export const reviewedTeam = { ...enabledTeam, reviews_waiting: 1 };
