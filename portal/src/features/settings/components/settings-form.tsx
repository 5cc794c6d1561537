import { Box, Button, Group, Stack } from '@mantine/core';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { rescueFocus } from '@/components/ui/focus-return';
import { Failure } from '@/components/ui/failure';
import { type Settings, useUpdateSettings } from '@/features/settings/api/settings';
import { PolicySections } from '@/features/settings/components/policy-sections';
import { SessionViewSection } from '@/features/settings/components/session-view-section';
import { SettingsConflicts } from '@/features/settings/components/settings-conflicts';
import { useSettingsDraft } from '@/features/settings/components/settings-draft';
import { SettingsPreview } from '@/features/settings/components/settings-preview';
import { errorsByEntry } from '@/features/settings/components/settings-values';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Versioned } from '@/lib/api-client';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';
import classes from '@/features/settings/components/settings-form.module.css';

interface SettingsFormProps {
  readonly loaded: Versioned<Settings>;
  readonly reload: () => Promise<unknown>;
}

const fields = [
  'session_view',
  'require_mfa',
  'consent_prompt',
  'content_footer',
  'retention_days',
  'emergency_access',
  'sign_out_minutes',
];

export function SettingsForm({ loaded, reload }: SettingsFormProps) {
  const { team } = useCurrentTeam();
  const update = useUpdateSettings(team.id);
  const draft = useSettingsDraft(loaded.value);
  const { change } = draft;
  const isChanged = Object.keys(change).length > 0;
  const edited = useRef<HTMLElement>(null);
  // The bar goes away with the press of its buttons: what was edited last takes the focus back.
  const leaveBar = (leave: () => void) => {
    flushSync(leave);
    rescueFocus(edited.current);
  };
  const submit = () =>
    update.mutate(
      { change, etag: loaded.etag },
      {
        onSuccess: () => {
          leaveBar(draft.settle);
          toast('The settings are saved.');
        },
        onError: (error) =>
          showFieldErrors({ setErrors: (errors) => draft.setErrors(errorsByEntry(errors, change)) }, error),
      },
    );
  const loadAgain = async () => {
    await reload();
    update.reset();
  };
  const retry = hasStatus(update.error, 412) ? { onRetry: () => void loadAgain() } : {};
  return (
    // No form element: a press of Enter in one field does not save all of them.
    <Stack gap="lg">
      <Stack
        gap="lg"
        onFocus={({ target }) => {
          edited.current = target;
        }}
      >
        <SessionViewSection draft={draft} settings={loaded.value} />
        <PolicySections draft={draft} settings={loaded.value} etag={loaded.etag} />
      </Stack>
      <SettingsConflicts draft={draft} />
      <Failure error={update.error} fields={fields} {...retry} />
      {isChanged && (
        <Group
          justify="space-between"
          className={classes['bar'] ?? ''}
          role="region"
          aria-label="Unsaved changes"
        >
          <Box flex="1 1 240px">
            <SettingsPreview change={change} etag={loaded.etag} />
          </Box>
          <Group gap="xs">
            <Button variant="default" onClick={() => leaveBar(draft.discard)}>
              Discard
            </Button>
            <Button loading={update.isPending} disabled={draft.conflicts.length > 0} onClick={submit}>
              Save settings
            </Button>
          </Group>
        </Group>
      )}
    </Stack>
  );
}
