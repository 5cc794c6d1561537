import { expect, it, vi } from 'vitest';
import { api, askFor } from '@/lib/api-client';
import { FakeServer } from '@/testing/fake-server';

it.each([
  ['GET', '/api/v1/me', null],
  ['PATCH', '/api/v1/me', 'usr_1'],
  ['GET', '/api/v1/me/notices', 'usr_1'],
  ['POST', '/api/v1/auth/logout', null],
  ['PUT', '/api/v1/auth/password', 'usr_1'],
  ['POST', '/api/v1/auth/mfa/totp', 'usr_1'],
  ['POST', '/api/v1/invitations/tok_1/accept', null],
  ['GET', '/api/v1/teams/tem_1', 'usr_1'],
] as const)('%s %s is asked for %s', async (method, path, user) => {
  const server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  askFor('usr_1');
  await api.request(method.toLowerCase() as 'get', path as '/api/v1/me');
  expect(server.last(method, path)?.headers.get('Rolecall-User')).toBe(user);
});
