import type { Settings } from '@/features/settings/api/settings';
import { type Asked, FakeServer, ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openPage } from '@/testing/open-page';
import { teamAddress as team } from '@/testing/workspace';

/** Of a team whose plan includes everything. */
export const unlocked: Settings = {
  ...clinic.settings,
  locks: { ...clinic.settings.locks, session_view: null },
};

/** Answers a preview that says nothing, and a save with `settings`. */
export function savedAs(settings: Settings) {
  return ({ search }: Asked) =>
    search.has('dry_run') ? ok({ ...clinic.preview, warnings: [] }) : ok(settings, '"2"');
}

/** The page of the settings; `saved`: the last change that was sent, previews aside. */
export function openSettings(settings = unlocked, changes: ConstructorParameters<typeof FakeServer>[0] = {}) {
  const server = new FakeServer({
    [`GET ${team}/settings`]: ok(settings, '"1"'),
    [`PATCH ${team}/settings`]: savedAs(settings),
    ...changes,
  });
  const saved = () =>
    server.asked.findLast(({ method, search }) => method === 'PATCH' && !search.has('dry_run'));
  return { server, saved, ...openPage(`/teams/${clinic.team.id}/settings`, server) };
}
