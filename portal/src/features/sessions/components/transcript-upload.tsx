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
import { toast } from '@/lib/toast';

/** Adds a file to the transcript. What cannot go through is said before it is sent. */
export function TranscriptUpload({ session }: { session: string }) {
  const { team } = useCurrentTeam();
  const upload = useUploadTranscript(team.id, session);
  const [part, setPart] = useState(0);
  const [wrong, setWrong] = useState<string | null>(null);

  const send = (file: File | null) => {
    if (!file) return;
    const type = transcriptType(file.name);
    upload.reset();
    setPart(0);
    if (!type) return setWrong('A transcript is a .txt, .vtt, .srt or .json file.');
    if (file.size > largestTranscript) return setWrong('A transcript file has at most 10 MB.');
    setWrong(null);
    upload.mutate(
      { file, type, onProgress: setPart },
      { onSuccess: () => toast('The file is added to the transcript.') },
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
      <Failure error={upload.error} />
    </Stack>
  );
}
