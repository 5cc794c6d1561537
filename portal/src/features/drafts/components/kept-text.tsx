import { Alert, Button, CopyButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { IconAlert } from '@/components/ui/icons';
import { useUser } from '@/features/auth/api/me';
import type { PageDrafts, UnsavedPart } from '@/features/drafts/components/drafts';
import { useChangingDrafts } from '@/features/drafts/components/drafts-provider';
import { describe } from '@/lib/problem';

interface KeptTextProps {
  readonly part: UnsavedPart;
  readonly onDiscard: () => void;
}

/** Something that was written and can no longer be edited where it belongs: its writer takes it along or gives it up. */
export function KeptText({ part, onDiscard }: KeptTextProps) {
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlert />} title="Your text is not saved">
      <Stack gap="sm" align="stretch">
        <Text size="sm">
          {part.error ? `${describe(part.error)} ` : ''}It is still here, in this tab only.
        </Text>
        <Textarea
          aria-label={`What you wrote: ${part.title || 'Untitled'}`}
          readOnly
          autosize
          minRows={3}
          maxRows={12}
          value={part.text}
        />
        <Group gap="xs">
          <CopyButton value={part.text}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="subtle" color="red" onClick={onDiscard}>
            Discard
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Everything that is not saved on a page which cannot be shown any more. */
export function KeptTexts({ drafts }: { drafts: PageDrafts }) {
  useSyncExternalStore(drafts.subscribe, drafts.version);
  return drafts
    .unsaved()
    .map((part) => <KeptText key={part.key} part={part} onDiscard={() => drafts.forget(part.key)} />);
}

/** The same for a whole team that is closed to its reader: what that person wrote in it, from the memory of this tab. */
export function KeptTextsOfTeam({ team }: { team: string }) {
  const user = useUser();
  return useChangingDrafts()
    .unsavedOf(user?.id ?? '')
    .filter(({ place }) => place.team === team)
    .map((drafts) => <KeptTexts key={drafts.place.page} drafts={drafts} />);
}
