// Debian's chromium; each person has a context of their own, as if at another computer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../portal/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export async function startBrowser() {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}

const pages = [];

/** What every open page shows, as its accessibility tree: for the output of a step that failed. */
export async function whatIsShown() {
  const shownBy = pages
    .filter((page) => !page.isClosed())
    .map(async (page) => `${page.url()}\n${await page.locator('body').ariaSnapshot({ timeout: 5000 })}`);
  const told = await Promise.allSettled(shownBy);
  return told.map(({ value, reason }) => value ?? String(reason)).join('\n\n');
}

/** A page of a new person, with what the page complained about; `place` is where and in which language, as Playwright says it. */
export async function newPerson(browser, address, width = 1280, place = { locale: 'en-AU' }) {
  const context = await browser.newContext({ baseURL: address, viewport: { width, height: 860 }, reducedMotion: 'reduce', ...place });
  const page = await context.newPage();
  pages.push(page);
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  page.setDefaultTimeout(30_000);
  return { page, complaints };
}

/** Waits until it can be seen. */
export const shown = (locator) => locator.waitFor({ state: 'visible' });

export async function signIn(page, email, password) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Colours and positions are those that stay. */
async function settled(page) {
  await page.waitForFunction(() => document.getAnimations().every((animation) => !(animation instanceof CSSTransition)));
}

/** No serious finding of axe on what is shown now. */
export async function assertAccessible(page) {
  await settled(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  await session.detach();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html.slice(0, 200)) })),
    [],
  );
}
