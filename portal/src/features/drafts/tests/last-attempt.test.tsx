import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { comeBackToTheWindow, signIn } from '@/testing/open-page';
import { type Form, forms, mayHave, typeInto } from '@/testing/typed-forms';

/** Sends a form without an answer, and again once the login has ended: whoever signs in then finds it again. */
async function loseAnswerAndLogin(form: Form) {
  const { server, user } = await typeInto(form);
  server.disconnect();
  await user.click(screen.getByRole('button', { name: form.send }));
  await screen.findByText('No connection');
  expect(screen.queryByText(mayHave)).toBeNull();
  server.reconnect();
  server.set('GET /api/v1/me', ok(clinic.nobody));
  await user.click(screen.getByRole('button', { name: form.send }));
  await screen.findByRole('heading', { name: 'Sign in' });
  return { server, user };
}

const checked = forms.filter(({ check }) => check !== null);

describe.each(checked)('the last attempt at $name that got no answer', (form) => {
  it('says after the next sign-in where to look before it is sent again', async () => {
    const { server, user } = await loseAnswerAndLogin(form);
    await signIn(server, user, clinic.me);
    await form.field(user);
    expect(screen.getByRole('alert', { name: mayHave })).toHaveTextContent(
      `${mayHave}No answer came before your login ended. Check ${form.check} before you send it again`,
    );
  });
});

describe.each(forms.filter(({ check }) => check === null))(
  'the last attempt at $name that got no answer',
  (form) => {
    it('is not warned of, since nothing is done twice', async () => {
      const { server, user } = await loseAnswerAndLogin(form);
      await signIn(server, user, clinic.me);
      await form.field(user);
      expect(screen.queryByText(mayHave)).toBeNull();
    });
  },
);

describe('the last attempt at a form', () => {
  it('is warned of as well when its writer signed in again in another window', async () => {
    const key = checked.find(({ name }) => name === 'a new API key') as Form;
    const { server, user } = await loseAnswerAndLogin(key);
    server.set('GET /api/v1/me', ok(clinic.me));
    comeBackToTheWindow();
    await key.field(user);
    const alert = screen.getByRole('alert', { name: mayHave });
    expect(alert).toHaveTextContent('Where a key was created, its secret is lost: revoke it there');
  });
});
