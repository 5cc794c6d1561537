// A new team of people who are signed in, each in a browser of their own, made through the HTTP API: what a story needs
// before it begins.
import assert from 'node:assert/strict';
import { newPerson, signIn, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const password = 'a quiet harbour at dawn';

/** Asks the API as the person who is signed in in the browser of `page`; answers the JSON. */
async function ask(page, address, method, path, data) {
  const options = { method, headers: { Origin: address }, ...(data === undefined ? {} : { data }) };
  const answer = await page.request.fetch(`${address}/api/v1${path}`, options);
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? null : answer.json();
}

/** An owner, a clinician and an administrator. */
export const threePeople = {
  ada: { name: 'Ada Okafor' },
  ben: { name: 'Ben Whitfield', roles: ['clinician'] },
  clara: { name: 'Clara Sund', roles: ['administrator'] },
};

async function join(browser, address, { name, email }) {
  const { page, complaints } = await newPerson(browser, address);
  return { name, email, page, complaints, ask: (method, path, data) => ask(page, address, method, path, data) };
}

const tokenOf = (link) => new URL(link).pathname.split('/').at(-1);

/**
 * Starts a server and a browser, and lets `cast` join one team: {ada: {name, roles}, …}, the first is its owner. Answers
 * the people under the same keys, each with the id of their member, and `team`, the id of the team. `more` are further
 * arguments of `rolecall serve`.
 */
export async function startClinic(cast, ...more) {
  const server = await startServer(...more);
  const browser = await startBrowser();
  const people = {};
  const [[ownerKey, owner], ...others] = Object.entries(cast);
  const addressOf = (key) => `${key}@northside.example`;

  const first = await join(browser, server.address, { name: owner.name, email: addressOf(ownerKey) });
  await first.ask('POST', '/auth/register', { email: first.email, name: first.name, password });
  await first.ask('POST', '/auth/verify', { token: tokenOf(await server.mailedLink(first.email, '/verify/')), password });
  const { id: team } = await first.ask('POST', '/teams', { name: 'Northside Clinic' });
  people[ownerKey] = first;
  for (const [key, { name, roles }] of others) {
    const person = await join(browser, server.address, { name, email: addressOf(key) });
    await first.ask('POST', `/teams/${team}/members`, { email: person.email, roles });
    const token = tokenOf(await server.mailedLink(person.email, '/invitations/'));
    await person.ask('POST', `/invitations/${token}/accept`, { name, password });
    people[key] = person;
  }
  const { items } = await first.ask('GET', `/teams/${team}/members`);
  for (const person of Object.values(people)) person.member = items.find(({ name }) => name === person.name).id;
  return {
    people,
    team,
    address: server.address,
    password,
    operate: server.operate,
    /** Moves the development clock; `frozen` lets it stand still. */
    moveClock: (now, part = {}) => first.page.request.put('/dev/clock', { data: { now, ...part } }),
    /** Opens a page of the team: `go(people.ada, 'sessions')`. */
    go: (person, path) => person.page.goto(`/teams/${team}/${path}`),
    /** Asks below the team: `askTeam(people.ada, 'POST', '/billing/trial')`. */
    askTeam: (person, method, path, data) => person.ask(method, `/teams/${team}${path}`, data),
    /** Signs in anew, as after the login has ended, and waits for the team. */
    signInAgain: async ({ page, email }) => {
      await signIn(page, email, password);
      await page.waitForURL(`**/teams/${team}/**`);
    },
    complaints: () => Object.values(people).flatMap(({ complaints }) => complaints),
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
