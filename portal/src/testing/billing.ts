// The plans, the seat ledger and the invoices of the small clinic.
import type {
  Invoice,
  InvoiceLine,
  InvoiceWithLines,
  LedgerRow,
  NextInvoice,
} from '@/features/billing/api/invoices';
import type { Plan, SubscriptionPreview } from '@/features/billing/api/subscription';
import type { Reply } from '@/testing/fake-server';
import { ada, ben, team } from '@/testing/fixtures';
import { billing } from '@/testing/oversight';

export const billingAddress = `/teams/${team.id}/billing`;
export const billingPath = `/api/v1/teams/${team.id}/billing`;

export const plans: Plan[] = [
  {
    id: 'free',
    name: 'Free',
    features: [],
    price_per_seat_month: 0,
    price_per_seat_year: 0,
    currency: 'AUD',
    free_of_charge: true,
    chosen_by: { month: 'billing.cancel', year: 'billing.cancel' },
  },
  {
    id: 'pro',
    name: 'Pro',
    features: ['team_templates'],
    price_per_seat_month: 11900,
    price_per_seat_year: 118800,
    currency: 'AUD',
    free_of_charge: false,
    chosen_by: { month: 'billing.upgrade', year: 'billing.upgrade' },
  },
  {
    id: 'together',
    name: 'Together',
    features: ['session_view', 'team_templates', 'team_policies'],
    price_per_seat_month: 14900,
    price_per_seat_year: 148800,
    currency: 'AUD',
    free_of_charge: false,
    chosen_by: { month: 'billing.upgrade', year: 'billing.upgrade' },
  },
  {
    id: 'enterprise',
    name: 'Enterprise',
    features: [
      'session_view',
      'team_templates',
      'team_policies',
      'custom_roles',
      'sso',
      'scim',
      'audit_export',
    ],
    price_per_seat_month: 24900,
    price_per_seat_year: 248800,
    currency: 'AUD',
    free_of_charge: false,
    chosen_by: { month: 'billing.upgrade', year: 'billing.upgrade' },
  },
];

/** Who may choose plans and limit the seats. */
export const ownedBilling = {
  ...billing,
  allowed_actions: [
    'billing.read',
    'billing.change_seats',
    'billing.start_trial',
    'billing.upgrade',
    'billing.cancel',
  ],
} satisfies typeof billing;

export const waitingBilling = {
  ...ownedBilling,
  next: { plan: 'free', interval: 'month', from: billing.term.end },
} satisfies typeof billing;

export const upgradePreview: SubscriptionPreview = {
  gained: [],
  lost: [],
  sessions: { readable_before: 0, readable_after: 212, clinicians: 4 },
  price: { seats: 5, amount_minor: 68452, currency: 'AUD', at: '2026-09-15T10:30:00Z', term: billing.term },
  from: '2026-09-15T10:30:00Z',
  next_term_minor: 744000,
  features: { gained: ['session_view', 'team_policies'], lost: [] },
  warnings: [],
};

export const downgradePreview: SubscriptionPreview = {
  ...upgradePreview,
  sessions: { readable_before: 212, readable_after: 0, clinicians: 0 },
  price: { ...upgradePreview.price, amount_minor: 0 },
  from: billing.term.end,
  next_term_minor: 0,
  features: { gained: [], lost: ['team_templates'] },
  warnings: [
    'The team loses this: Team templates are shared by the whole team.',
    'Nothing is deleted: settings are remembered, and take effect again with a plan that has them.',
  ],
};

const rowOf = (part: Partial<LedgerRow>): LedgerRow => ({
  at: '2026-03-01T09:00:00Z',
  kind: 'seat_added',
  member: ben.id,
  quantity: 1,
  exact_minor: '118800.00',
  amount_minor: 118800,
  balance_minor: 118800,
  cause: 'member.invite',
  currency: 'AUD',
  ...part,
});

/** Newest first. */
export const ledger: LedgerRow[] = [
  rowOf({ at: '2026-09-15T10:30:00Z', quantity: 5, amount_minor: 54213, balance_minor: 54213 }),
  rowOf({
    at: '2026-07-01T08:00:00Z',
    kind: 'seat_removed',
    cause: 'member.suspend',
    quantity: 4,
    amount_minor: -79091,
  }),
  rowOf({ at: '2026-05-11T08:00:00Z', quantity: 5, amount_minor: 95692 }),
  rowOf({
    at: '2026-04-02T08:00:00Z',
    kind: 'payment',
    member: null,
    cause: 'billing.payment',
    quantity: 4,
    amount_minor: -475200,
  }),
  rowOf({ at: '2026-03-02T10:00:00Z', quantity: 4 }),
  rowOf({ at: '2026-03-02T09:30:00Z', quantity: 3 }),
  rowOf({ at: '2026-03-02T09:00:00Z', quantity: 2 }),
  rowOf({ member: ada.id, cause: 'team.create', quantity: 1 }),
];

const lineOf = (part: Partial<InvoiceLine>): InvoiceLine => ({
  at: '2026-09-15T10:30:00Z',
  kind: 'seat_added',
  member: ben.id,
  name: ben.name,
  cause: 'member.invite',
  quantity: 5,
  exact_minor: '529413.02',
  amount_minor: 54213,
  explanation:
    '1 seat began with 14391000 of the 31536000 seconds of the term left to pay for: ' +
    '1 × 118800 × 14391000 / 31536000 = 54212.67. The exact total of the term is then 529413.02, rounded 529413; ' +
    '475200 of it stood in the rows before.',
  ...part,
});

export const nextInvoice: NextInvoice = {
  at: '2026-09-15T10:40:00Z',
  currency: 'AUD',
  total_minor: 54213,
  lines: [lineOf({})],
  credits: [],
};

const invoiceOf = (part: Partial<Invoice>): Invoice => ({
  id: 'ivc_1',
  number: 1,
  status: 'paid',
  issued_at: '2026-03-01T09:10:00Z',
  due_at: '2026-03-15T09:10:00Z',
  paid_at: '2026-04-02T08:00:00Z',
  currency: 'AUD',
  total_minor: 475200,
  credited_minor: 0,
  open_minor: 0,
  ...part,
});

export const invoices: Invoice[] = [
  invoiceOf({
    id: 'ivc_3',
    number: 3,
    status: 'open',
    issued_at: '2026-09-10T08:10:00Z',
    due_at: '2026-09-24T08:10:00Z',
    paid_at: null,
    total_minor: 16601,
    open_minor: 16601,
  }),
  invoiceOf({
    id: 'ivc_2',
    number: 2,
    status: 'overdue',
    issued_at: '2026-05-11T08:10:00Z',
    due_at: '2026-05-25T08:10:00Z',
    paid_at: null,
    total_minor: 95692,
    credited_minor: 20000,
    open_minor: 75692,
  }),
  invoiceOf({}),
];

export const openedInvoice: InvoiceWithLines = {
  ...invoiceOf({
    id: 'ivc_2',
    number: 2,
    status: 'overdue',
    due_at: '2026-05-25T08:10:00Z',
    paid_at: null,
    total_minor: 95692,
    credited_minor: 20000,
    open_minor: 75692,
  }),
  lines: [
    lineOf({ name: ada.name, amount_minor: 118800, explanation: '1 seat began: 118800.' }),
    lineOf({
      kind: 'seat_removed',
      cause: 'member.remove',
      name: null,
      quantity: 4,
      amount_minor: -23108,
      explanation: '1 seat ended: -23108.',
    }),
  ],
  credits: [
    {
      at: '2026-03-20T08:00:00Z',
      invoice: 'ivc_1',
      number: 1,
      amount_minor: 23108,
      explanation: 'A credit of 231.08 AUD was used for invoice 1, so it is not used again here.',
    },
  ],
};

const ok = (body: unknown): Reply => ({ status: 200, body });

export const billingAnswers: Record<string, Reply> = {
  [`GET ${billingPath}/plans`]: ok({ items: plans }),
  [`GET ${billingPath}/ledger`]: ok({ items: ledger, next_cursor: null }),
  [`GET ${billingPath}/next-invoice`]: ok(nextInvoice),
  [`GET ${billingPath}/invoices`]: ok({ items: invoices, next_cursor: null }),
  [`GET ${billingPath}/invoices/${openedInvoice.id}`]: ok(openedInvoice),
  [`PUT ${billingPath}/subscription`]: ok(upgradePreview),
};
