import { Button, MantineProvider } from '@mantine/core';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { theme } from '@/app/theme';
import { LoadMore } from '@/components/ui/load-more';

interface ActProps {
  readonly onPress: () => void;
  readonly work: Promise<void>;
  readonly after: 'stays' | 'goes' | 'disabled';
}

/** A page with one act, which takes as long as `work`. */
function Act({ onPress, work, after }: ActProps) {
  const [state, setState] = useState<'ready' | 'busy' | 'done'>('ready');
  const press = () => {
    onPress();
    setState('busy');
    void work.then(() => setState('done'));
  };
  return (
    <>
      <h1 tabIndex={-1}>Page</h1>
      <input aria-label="Before" />
      {(state !== 'done' || after !== 'goes') && (
        <Button
          loading={state === 'busy'}
          disabled={state === 'done' && after === 'disabled'}
          onClick={press}
        >
          Save
        </Button>
      )}
      <input aria-label="After" />
    </>
  );
}

async function pressSave(after: ActProps['after'], place: 'in_row' | 'on_page' = 'on_page') {
  const onPress = vi.fn();
  let finish = () => {};
  const work = new Promise<void>((resolve) => (finish = resolve));
  const content = <Act onPress={onPress} work={work} after={after} />;
  render(
    <MantineProvider theme={theme}>
      {place === 'in_row' ? <li tabIndex={-1}>{content}</li> : content}
    </MantineProvider>,
  );
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  const button = screen.getByRole('button', { name: 'Save' });
  expect(button).toHaveFocus();
  await user.keyboard('{Enter}');
  return { user, button, onPress, finish: () => act(async () => finish()) };
}

/** A menu of one item, gone with the press of it: what opened it gives the focus back in its own time. */
function MenuOfOne() {
  const [opened, setOpened] = useState(true);
  return (
    <>
      <h1 tabIndex={-1}>Page</h1>
      {opened && (
        <div role="menu" tabIndex={-1}>
          <Button onClick={() => setOpened(false)}>Suspend</Button>
        </div>
      )}
    </>
  );
}

describe('a button that has the focus', () => {
  it('leaves it to what closes together with it', async () => {
    vi.useFakeTimers();
    render(
      <MantineProvider theme={theme}>
        <MenuOfOne />
      </MantineProvider>,
    );
    const item = screen.getByRole('button', { name: 'Suspend' });
    act(() => item.focus());
    fireEvent.click(item);
    expect(item).not.toBeInTheDocument();
    vi.runAllTimers();
    vi.useRealTimers();
    expect(screen.getByRole('heading', { name: 'Page' })).not.toHaveFocus();
  });

  it('keeps it while its act is done, does nothing meanwhile, and works again after', async () => {
    const { user, button, onPress, finish } = await pressSave('stays');
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).not.toBeDisabled();
    await user.keyboard('{Enter} ');
    expect(onPress).toHaveBeenCalledTimes(1);
    await finish();
    expect(button).toHaveFocus();
    expect(button).not.toHaveAttribute('aria-disabled');
    await user.keyboard('{Enter}');
    expect(onPress).toHaveBeenCalledTimes(2);
  });

  it('keeps it when nothing is left to do, until the reader moves on', async () => {
    const { user, button, finish } = await pressSave('disabled');
    await finish();
    expect(button).toHaveFocus();
    expect(button).not.toBeDisabled();
    await user.tab();
    expect(screen.getByLabelText('After')).toHaveFocus();
    expect(button).toBeDisabled();
  });

  it('keeps it while another window has it', async () => {
    const { button, finish } = await pressSave('disabled');
    fireEvent.blur(button);
    await finish();
    expect(button).toHaveFocus();
    expect(button).not.toBeDisabled();
  });

  it('gives it to the row around it when it leaves that', async () => {
    const { button, finish } = await pressSave('goes', 'in_row');
    await finish();
    expect(button).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('listitem')).toHaveFocus());
  });

  it('gives it to the heading when it leaves the page', async () => {
    const { button, finish } = await pressSave('goes');
    await finish();
    expect(button).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Page' })).toHaveFocus());
  });
});

/** A list in parts of two; more of it is offered until all six names are there. */
function Names() {
  const [names, setNames] = useState(['Ada', 'Ben']);
  const parts = [
    ['Cleo', 'Dev'],
    ['Eli', 'Fay'],
  ];
  const list = {
    hasNextPage: names.length < 6,
    isFetchingNextPage: false,
    fetchNextPage: () => setNames([...names, ...(parts[names.length / 2 - 1] ?? [])]),
  };
  return (
    <>
      <h1 tabIndex={-1}>Page</h1>
      {names.map((name) => (
        <div key={name}>
          <select aria-label={`Role of ${name}`} />
          <button disabled>Locked</button>
          <button tabIndex={-1}>Not by Tab</button>
          <button hidden>Unseen</button>
        </div>
      ))}
      <LoadMore list={list} />
    </>
  );
}

it('the last part of a list is next by keyboard once it is loaded, not the parts before', async () => {
  render(
    <MantineProvider theme={theme}>
      <Names />
    </MantineProvider>,
  );
  const user = userEvent.setup();
  screen.getByRole('button', { name: 'Load more' }).focus();
  await user.keyboard('{Enter}');
  await screen.findByLabelText('Role of Dev');
  await user.keyboard('{Enter}');
  await screen.findByLabelText('Role of Fay');
  expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  await waitFor(() => expect(screen.getByLabelText('Role of Dev')).toHaveFocus());
  await user.tab();
  expect(screen.getByLabelText('Role of Eli')).toHaveFocus();
});
