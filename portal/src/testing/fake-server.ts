// Stands in for the server: a table of answers by method and path, and a record of what was asked.
import type { components } from '@/lib/api-types';
import { billingAnswers } from '@/testing/billing';
import * as clinic from '@/testing/fixtures';
import { sharingAnswers } from '@/testing/sharing';
import { workspaceAnswers } from '@/testing/workspace';

type Problem = components['schemas']['Problem'];

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

type Answer = Reply | ((asked: Asked) => Reply);

export function ok(body: unknown, etag?: string): Reply {
  return { status: 200, body, ...(etag ? { headers: { ETag: etag } } : {}) };
}

export function problem(status: number, code: string, part: Partial<Problem> = {}): Reply {
  return { status, body: { type: 'about:blank', title: code, status, code, ...part } };
}

export function refused(why: components['schemas']['Why']): Reply {
  return problem(403, 'denied', why);
}

const team = `/api/v1/teams/${clinic.team.id}`;

function oneMember({ path }: Asked): Reply {
  const found = clinic.members.find((member) => path.includes(member.id));
  return found ? ok(found, '"1"') : problem(404, 'not_found');
}

/** Permits what everybody with a role that has own things may do on them, and nothing else. */
function decide({ body }: Asked): Reply {
  const asked = typeof body === 'string' ? body : JSON.stringify(body);
  const decision = ['api_key.manage', 'session.create', 'template.personal.manage'].some((own) =>
    asked.includes(`"${own}"`),
  );
  return ok({ decision, context: { ...clinic.noGrant, grant: null, at: '2026-09-15T10:30:00Z' } });
}

/** What a healthy server answers; tests replace single entries. */
const answers: Record<string, Answer> = {
  ...workspaceAnswers,
  ...sharingAnswers,
  ...billingAnswers,
  'GET /api/v1/me': ok(clinic.me),
  'GET /api/v1/teams': ok({ items: [clinic.team], next_cursor: null }),
  [`GET ${team}`]: ok(clinic.team, '"1"'),
  [`GET ${team}/members`]: ok({ items: clinic.members, next_cursor: null }),
  [`GET ${team}/members/*`]: oneMember,
  [`PUT ${team}/members/*/roles`]: (asked) =>
    asked.search.has('dry_run') ? ok(clinic.preview) : ok({ ...clinic.ben, roles: ['administrator'] }, '"2"'),
  [`POST ${team}/members`]: { status: 201, body: clinic.members[3] },
  [`POST ${team}/members/batch`]: ok({ results: [], created: 0, rejected: 0 }),
  [`GET ${team}/roles`]: ok({ items: clinic.roles, definition: clinic.definition }),
  [`GET ${team}/roles/*`]: ok(clinic.locum, '"1"'),
  [`GET ${team}/settings`]: ok(clinic.settings, '"1"'),
  [`GET ${team}/billing/quote`]: ({ search }) => ok({ ...clinic.quote, seats: Number(search.get('seats')) }),
  [`GET ${team}/api-keys`]: ok({
    items: [clinic.apiKey],
    roles_for_a_key: ['administrator', 'clinician'],
    next_cursor: null,
  }),
  [`GET ${team}/audit`]: ok({ items: clinic.auditRows, next_cursor: null }),
  'GET /api/v1/me/notices': ok({ items: clinic.notices, unread: 1, next_cursor: null }),
  'POST /api/v1/me/notices/read': ok({ unread: 0 }),
  'GET /api/v1/auth/logins': ok({ items: clinic.logins }),
  'GET /api/v1/invitations/*': ok(clinic.invitation),
  'POST /api/v1/auth/logout': { status: 204 },
  'POST /access/v1/evaluation': decide,
};

function matches(pattern: string, path: string): boolean {
  const expected = pattern.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((part, index) => part === '*' || part === actual[index])
  );
}

export class FakeServer {
  readonly asked: Asked[] = [];
  readonly #answers: Record<string, Answer>;
  #connection: 'up' | 'down' = 'up';
  #held: Promise<void> = Promise.resolve();

  constructor(changes: Record<string, Answer> = {}) {
    this.#answers = { ...answers, ...changes };
  }

  set(route: string, answer: Answer): void {
    this.#answers[route] = answer;
  }

  disconnect(): void {
    this.#connection = 'down';
  }

  reconnect(): void {
    this.#connection = 'up';
  }

  /** From now on answers wait until `letGo`. */
  holdBack(): void {
    this.#held = new Promise((resume) => (this.letGo = resume));
  }

  letGo = (): void => {};

  handle(asked: Asked): Reply {
    this.asked.push(asked);
    const known = `${asked.method} ${asked.path}`;
    const route =
      known in this.#answers ? known : Object.keys(this.#answers).find((pattern) => matches(pattern, known));
    const answer = this.#answers[route ?? ''] ?? problem(404, 'not_found');
    return typeof answer === 'function' ? answer(asked) : answer;
  }

  /** A `fetch` that this server answers. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    await this.#held;
    if (this.#connection === 'down') throw new TypeError('Failed to fetch');
    const url = new URL(request.url);
    const text = await request.text();
    const isJson = request.headers.get('Content-Type')?.startsWith('application/json') ?? false;
    const reply = this.handle({
      method: request.method,
      path: url.pathname,
      search: url.searchParams,
      headers: request.headers,
      body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
    });
    return new Response(reply.body === undefined ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers: { 'Content-Type': 'application/json', ...reply.headers },
    });
  };

  /** What was asked by this method on this path, last first. */
  last(method: string, path: string): Asked | undefined {
    return this.asked.findLast((asked) => asked.method === method && asked.path === path);
  }
}
