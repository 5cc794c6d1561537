import { Button, FileButton, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
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

/** Adds a file to the transcript. What cannot go through is said before it is sent. */
export function TranscriptUpload({ session }: { session: string }) {
  const { team } = useCurrentTeam();
  const upload = useUploadTranscript(team.id, session);
  const [part, setPart] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const key = useIdempotencyKey();

  const send = (file: File | null) => {
    if (!file) return;
    const { name, size, lastModified } = file;
    const type = transcriptType(name);
    upload.reset();
    setChosen(file);
    setPart(0);
    if (!type) return setWrong('A transcript is a .txt, .vtt, .srt or .json file.');
    if (size > largestTranscript) return setWrong('A transcript file has at most 10 MB.');
    setWrong(null);
    upload.mutate(
      { file, type, onProgress: setPart, headers: key.keyFor({ name, size, lastModified }) },
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
        <FileButton onChange={send} accept={transcriptFiles} inputProps={{ 'aria-label': 'Transcript file' }}>
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
      <Failure error={upload.error} onRetry={() => send(chosen)} />
    </Stack>
  );
}
