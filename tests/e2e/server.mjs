// The real server on a free port with a temporary folder, and the mails that it wrote.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { eventually } from './eventually.mjs';

async function announcedAddress(process) {
  let complaint = '';
  process.stderr.on('data', (said) => (complaint += said));
  for await (const line of createInterface({ input: process.stdout })) {
    const [, address] = /^Rolecall is at (\S+)/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error(`the server ended before it said where it is: ${complaint.slice(-2000)}`);
}

/** `more` are further arguments of `rolecall serve`. */
export async function startServer(...more) {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-e2e-'));
  const mails = join(folder, 'mail');
  const binary = process.env.ROLECALL_BINARY;
  const folders = ['--data', join(folder, 'data'), '--key-dir', join(folder, 'keys'), '--mail-dir', mails];
  const running = spawn(binary, ['serve', '--listen', '127.0.0.1:0', ...folders, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await announcedAddress(running);
  return {
    address,
    /** The link in the newest mail to `recipient` whose path begins with `path`; waits until that mail is there. */
    mailedLink: (recipient, path) => linkIn(mails, recipient, path),
    /** Runs another command of the operator on the same data: `operate('billing', 'mark-paid', …)`. */
    operate: (...command) => promisify(execFile)(binary, [...command, ...folders]),
    stop: async () => {
      running.kill('SIGTERM');
      await once(running, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}

/** Undoes quoted-printable: soft line ends, and `=3D` for `=`. */
function decoded(mail) {
  return mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}

async function mailsTo(folder, recipient) {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.filter((text) => new RegExp(`^To:.*${recipient}`, 'mi').test(text)).map(decoded);
}

async function linkIn(folder, recipient, path) {
  const link = new RegExp(`https?://[^\\s"<>]*${path}[\\w-]+`, 'g');
  const found = async () => (await mailsTo(folder, recipient)).flatMap((mail) => mail.match(link) ?? []).at(-1);
  return eventually(found, `a mail with a link to ${path}`);
}
