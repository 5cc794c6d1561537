import { Button, FileButton, Progress, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { IconUpload } from '@/components/ui/icons';
import {
  largestTranscript,
  transcriptFiles,
  transcriptType,
  useUploadTranscript,
} from '@/features/sessions/api/transcript';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useIdempotencyKey } from '@/lib/idempotency';
import { toast } from '@/lib/toast';

/** A file that was changed or moved after it was chosen cannot be read by the page any more. */
function isReadable(file: File): Promise<boolean> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(true);
    reader.onerror = () => resolve(false);
    reader.readAsArrayBuffer(file.slice(0, 1));
  });
}

/** Why a file cannot go through; null when it can. */
async function obstacle(file: File): Promise<string | null> {
  if (!transcriptType(file.name)) return 'A transcript is a .txt, .vtt, .srt or .json file.';
  if (file.size > largestTranscript) return 'A transcript file has at most 10 MB.';
  return (await isReadable(file)) ? null : 'This file was changed since it was chosen. Choose it again.';
}

/** Adds a file to the transcript. What cannot go through is said before it is sent. */
export function TranscriptUpload({ session }: { session: string }) {
  const { team } = useCurrentTeam();
  const upload = useUploadTranscript(team.id, session);
  const [part, setPart] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const forgetChosen = useRef<() => void>(null);
  const key = useIdempotencyKey();

  const send = async (file: File | null) => {
    if (!file) return;
    // Else the browser would not tell when the same file is chosen again, for example corrected.
    forgetChosen.current?.();
    const { name, size, lastModified } = file;
    upload.reset();
    setChosen(file);
    setPart(0);
    const why = await obstacle(file);
    setWrong(why);
    if (why !== null) return;
    upload.mutate(
      { file, onProgress: setPart, headers: key.keyFor({ name, size, lastModified }) },
      {
        onSuccess: () => {
          key.done();
          toast('The file is added to the transcript.');
        },
      },
    );
  };
  return (
    <Stack gap="xs">
      <div>
        <FileButton
          resetRef={forgetChosen}
          onChange={(file) => void send(file)}
          accept={transcriptFiles}
          inputProps={{ 'aria-label': 'Transcript file' }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              leftSection={<IconUpload size={14} />}
              loading={upload.isPending}
            >
              Upload
            </Button>
          )}
        </FileButton>
      </div>
      {upload.isPending && (
        <Progress value={Math.round(part * 100)} aria-label="Upload" size="sm" transitionDuration={100} />
      )}
      {wrong && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {wrong}
        </Text>
      )}
      <Failure error={upload.error} onRetry={() => void send(chosen)} />
    </Stack>
  );
}
