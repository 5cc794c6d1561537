import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ok } from '@/testing/fake-server';
import * as clinic from '@/testing/fixtures';
import { openTranscript } from '@/testing/open-transcript';
import { sessionAddress } from '@/testing/workspace';

const path = `${sessionAddress}/transcript`;

describe('pasting', () => {
  async function paste(text: string) {
    const opened = await openTranscript({
      [`POST ${path}/segments`]: ok({ appended: 2, repeated: 0, revision: 6 }),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Paste' }));
    const dialog = await screen.findByRole('dialog', { name: 'Paste a transcript' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Text' }), { target: { value: text } });
    return { ...opened, dialog };
  }

  it('shows which segments it becomes, and adds them once', async () => {
    const { server, dialog } = await paste('Doctor: Where does it hurt?\r\nPatient: Here.\nAnd here.');
    expect(within(dialog).getByText('Becomes 2 segments')).toBeVisible();
    const preview = within(dialog).getByRole('region', { name: 'What is added' });
    expect(within(preview).getByText('Where does it hurt?')).toBeVisible();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add to the transcript' }));
    await waitFor(() => expect(server.last('POST', `${path}/segments`)).toBeDefined());
    expect(server.last('POST', `${path}/segments`)?.headers.get('Idempotency-Key')).toBeTruthy();
    expect(server.last('POST', `${path}/segments`)?.body).toMatchObject({
      segments: [
        { speaker: 'Doctor', text: 'Where does it hurt?' },
        { speaker: 'Patient', text: 'Here.\nAnd here.' },
      ],
    });
  });

  it('takes paragraphs where nobody is named', async () => {
    const { dialog } = await paste('The knee hurts\nsince Sunday.\n\nAt 10:30 it was worse.');
    expect(within(dialog).getByText('Becomes 2 segments')).toBeVisible();
  });
});

/** Stands in for the only way to tell how far an upload is. */
class FakeUpload {
  static readonly keys: (string | undefined)[] = [];
  static answer: 'lost' | 'done' | 'waiting' = 'lost';
  static last: FakeUpload | undefined;
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  status = 200;
  onerror = () => {};
  onload = () => {};
  open() {}
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  send() {
    FakeUpload.keys.push(this.headers['Idempotency-Key']);
    FakeUpload.last = this;
    if (FakeUpload.answer === 'lost') this.onerror();
    if (FakeUpload.answer === 'done') this.onload();
  }
}

describe('an upload', () => {
  it('says before sending that a kind of file is not taken', async () => {
    await openTranscript();
    const field = await screen.findByLabelText('Transcript file');
    fireEvent.change(field, { target: { files: [new File(['x'], 'talk.mp3')] } });
    expect(await screen.findByText('A transcript is a .txt, .vtt, .srt or .json file.')).toBeVisible();
  });

  it('shows how far it is, and makes the browser ask before the tab is closed', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeUpload);
    FakeUpload.answer = 'waiting';
    await openTranscript();
    const asksBeforeClosing = () => !fireEvent(window, new Event('beforeunload', { cancelable: true }));
    const field = await screen.findByLabelText('Transcript file');
    fireEvent.change(field, { target: { files: [new File(['WEBVTT'], 'talk.vtt')] } });
    const bar = await screen.findByRole('progressbar', { name: 'Upload' });
    expect(bar).toHaveAttribute('aria-valuenow', '0');
    act(() => FakeUpload.last?.upload.onprogress?.({ loaded: 3, total: 4 }));
    expect(bar).toHaveAttribute('aria-valuenow', '75');
    expect(asksBeforeClosing()).toBe(true);
    act(() => FakeUpload.last?.onload());
    await waitFor(() => expect(bar).not.toBeInTheDocument());
    expect(asksBeforeClosing()).toBe(false);
  });

  it('takes the same file once more, for example after it was corrected, and sends it for who is signed in here', async () => {
    const { user } = await openTranscript();
    const wrong = new File(['x'], 'talk.txt');
    Object.defineProperty(wrong, 'size', { value: 11 * 1024 * 1024, configurable: true });
    const field = await screen.findByLabelText('Transcript file');
    await user.upload(field, wrong);
    expect(await screen.findByText('A transcript file has at most 10 MB.')).toBeVisible();
    vi.stubGlobal('XMLHttpRequest', FakeUpload);
    FakeUpload.answer = 'done';
    Object.defineProperty(wrong, 'size', { value: 1 });
    await user.upload(field, wrong);
    expect(await screen.findByText('The file is added to the transcript.')).toBeVisible();
    expect(FakeUpload.last?.headers['Rolecall-User']).toBe(clinic.user.id);
  });

  it('says that a file was changed since it was chosen instead of sending it again', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeUpload);
    FakeUpload.answer = 'lost';
    await openTranscript();
    const file = new File(['WEBVTT'], 'talk.vtt');
    fireEvent.change(await screen.findByLabelText('Transcript file'), { target: { files: [file] } });
    const again = await screen.findByRole('button', { name: 'Try again' });
    const sent = FakeUpload.keys.length;
    vi.spyOn(FileReader.prototype, 'readAsArrayBuffer').mockImplementation(function (this: FileReader) {
      this.onerror?.(new ProgressEvent('error') as ProgressEvent<FileReader>);
    });
    fireEvent.click(again);
    expect(await screen.findByText(/was changed since it was chosen/)).toBeVisible();
    expect(FakeUpload.keys).toHaveLength(sent);
    vi.restoreAllMocks();
  });

  it('of the same file again after a lost answer cannot double the transcript', async () => {
    vi.stubGlobal('XMLHttpRequest', FakeUpload);
    FakeUpload.answer = 'lost';
    FakeUpload.keys.length = 0;
    await openTranscript();
    const file = new File(['WEBVTT'], 'talk.vtt');
    const choose = async (chosen: File) =>
      fireEvent.change(await screen.findByLabelText('Transcript file'), { target: { files: [chosen] } });
    await choose(file);
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(FakeUpload.keys).toHaveLength(2));
    FakeUpload.answer = 'done';
    await choose(file);
    expect(await screen.findByText('The file is added to the transcript.')).toBeVisible();
    await choose(file);
    await waitFor(() => expect(FakeUpload.keys).toHaveLength(4));
    const [first, second, third, afterwards] = FakeUpload.keys;
    expect(first).toBeTruthy();
    expect([second, third]).toEqual([first, first]);
    expect(afterwards).not.toBe(first);
  });
});
