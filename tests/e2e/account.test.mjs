// The second factor from setting it up to signing in with it, and a forgotten password. The steps build on each other.
import { createHmac } from 'node:crypto';
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { assertAccessible, newPerson, shown, signIn, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { step } from './step.mjs';

const password = 'quiet harbour lantern';
const email = 'ines.okafor@harbour.example';

let server;
let browser;
let ines;
let secret;
let recoveryCodes;

before(async () => {
  server = await startServer('--demo=true');
  browser = await startBrowser();
  ines = await newPerson(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

function bytesOfBase32(text) {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** The code of RFC 6238, `ahead` steps of 30 seconds from now: each step works once, and one ahead is taken too. */
function totp(ahead) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const digest = createHmac('sha1', bytesOfBase32(secret)).update(counter).digest();
  const offset = digest[19] & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function signOut(page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await shown(page.getByRole('heading', { name: 'Sign in' }));
}

step('two-factor sign-in is set up with a QR code and recovery codes', async () => {
  const { page } = ines;
  await signIn(page, email, password);
  await page.getByRole('link', { name: 'Account', exact: true }).click();
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  const code = page.getByRole('img', { name: 'QR code for the authenticator app' });
  await shown(code);
  assert.ok(await code.evaluate((image) => image.complete && image.naturalWidth > 0), 'the code is drawn');
  secret = (await page.getByRole('dialog').locator('code').innerText()).replaceAll(' ', '');
  await assertAccessible(page);
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(0));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' });
  await shown(codes.getByRole('listitem').first());
  recoveryCodes = await codes.getByRole('listitem').allInnerTexts();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await shown(page.getByRole('button', { name: 'Turn off' }));
});

step('signing in then asks for a code and refuses a wrong one', async () => {
  const { page } = ines;
  await signOut(page);
  await signIn(page, email, password);
  await page.getByRole('textbox', { name: 'Code' }).fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await shown(page.getByText(/This code is not right/));
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(1));
  await page.getByRole('button', { name: 'Continue' }).click();
  await shown(page.getByRole('heading', { name: 'Harbour Street Clinic' }));
});

step('a recovery code signs in as well', async () => {
  const { page } = ines;
  await signOut(page);
  await signIn(page, email, password);
  await page.getByRole('textbox', { name: 'Code' }).fill(recoveryCodes[0]);
  await page.getByRole('button', { name: 'Continue' }).click();
  await shown(page.getByRole('heading', { name: 'Harbour Street Clinic' }));
});

step('a forgotten password is replaced by mail, and the second factor stays', async () => {
  const { page } = ines;
  await signOut(page);
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await shown(page.getByRole('heading', { name: 'Check your mail' }));
  await page.goto(await server.mailedLink(email, '/reset/'));
  await page.getByLabel('New password').fill('another lantern by the sea');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Change password' }).click();
  await shown(page.getByText('Your password is changed. Sign in with it.'));
  await signIn(page, email, 'another lantern by the sea');
  await page.getByRole('textbox', { name: 'Code' }).fill(recoveryCodes[1]);
  await page.getByRole('button', { name: 'Continue' }).click();
  await shown(page.getByRole('heading', { name: 'Harbour Street Clinic' }));
});
