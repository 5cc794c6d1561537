// Takes pictures of the built pages at 360 and 1440 px, light and dark, against the fake server of the tests,
// and lists what axe finds. After `npm run build`: `node testing-scripts/look.mjs [folder [part of a name [360-light …]]]`.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createServer, preview } from 'vite';
import { scenes } from './scenes.mjs';

const [folder = join('/tmp', 'rolecall-look'), only = '', ...which] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'";

const modules = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
const { FakeServer } = await modules.ssrLoadModule('/src/testing/fake-server.ts');
const clinic = {
  ...(await modules.ssrLoadModule('/src/testing/fixtures.ts')),
  workspace: await modules.ssrLoadModule('/src/testing/workspace.ts'),
  billing: await modules.ssrLoadModule('/src/testing/billing.ts'),
  oversight: await modules.ssrLoadModule('/src/testing/oversight.ts'),
  templates: await modules.ssrLoadModule('/src/testing/templates.ts'),
  sharing: await modules.ssrLoadModule('/src/testing/sharing.ts'),
};
const answers = await modules.ssrLoadModule('/src/testing/fake-server.ts');
const site = await preview({ preview: { port: 0, headers: { 'Content-Security-Policy': policy } } });
const origin = site.resolvedUrls.local[0].replace(/\/$/, '');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

function fulfil(server, route) {
  const request = route.request();
  const url = new URL(request.url());
  const reply = server.handle({
    method: request.method(),
    path: url.pathname,
    search: url.searchParams,
    headers: new Headers(request.headers()),
    body: request.postData() ?? undefined,
  });
  return route.fulfill({
    status: reply.status,
    contentType: 'application/json',
    headers: reply.headers ?? {},
    body: reply.body === undefined ? '' : JSON.stringify(reply.body),
  });
}

async function findings(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`);
}

async function shoot(scene, width, colorScheme) {
  const context = await browser.newContext({
    viewport: { width, height: 860 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`${scene.name} ${width} ${colorScheme}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of'))
      console.log(`${scene.name}: ${message.text()}`);
  });
  const server = new FakeServer(scene.answers?.(clinic, answers) ?? {});
  await page.clock.setFixedTime(new Date(clinic.now));
  await page.route(/\/(api|access|dev)\//, (route) => fulfil(server, route));
  await page.goto(origin + scene.path);
  await page.waitForLoadState('networkidle');
  await scene.act?.(page, width);
  await page.waitForTimeout(350);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
  if (wider > 0) console.log(`${scene.name} ${width}: ${wider} px too wide`);
  await page.screenshot({
    path: join(folder, `${scene.name}-${width}-${colorScheme}.png`),
    fullPage: scene.whole ?? false,
  });
  for (const finding of await findings(page))
    console.log(`${scene.name} ${width} ${colorScheme}: ${finding}`);
  await context.close();
}

mkdirSync(folder, { recursive: true });
for (const scene of scenes.filter(({ name }) => name.includes(only))) {
  for (const width of [360, 1440]) {
    for (const scheme of ['light', 'dark']) {
      if (which.length > 0 && !which.includes(`${width}-${scheme}`)) continue;
      await shoot(scene, width, scheme).catch((error) =>
        console.log(`${scene.name} ${width}: ${error.message}`),
      );
    }
  }
}
await browser.close();
await modules.close();
await new Promise((done) => site.httpServer.close(done));
process.exit(0);
