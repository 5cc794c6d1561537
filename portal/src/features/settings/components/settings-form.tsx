import { Box, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/failure';
import { type Settings, useUpdateSettings } from '@/features/settings/api/settings';
import { PolicySections } from '@/features/settings/components/policy-sections';
import { SessionViewSection } from '@/features/settings/components/session-view-section';
import { SettingsPreview } from '@/features/settings/components/settings-preview';
import { changedPart, type SettingsValues, valuesOf } from '@/features/settings/components/settings-values';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Versioned } from '@/lib/api-client';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';
import classes from '@/features/settings/components/settings-form.module.css';

interface SettingsFormProps {
  readonly loaded: Versioned<Settings>;
  readonly reload: () => void;
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
  const before = valuesOf(loaded.value);
  const update = useUpdateSettings(team.id);
  const form = useForm<SettingsValues>({ initialValues: before });
  const change = changedPart(before, form.values);
  const isChanged = Object.keys(change).length > 0;
  const submit = form.onSubmit(() =>
    update.mutate(
      { change, etag: loaded.etag },
      { onSuccess: () => toast('The settings are saved.'), onError: (error) => showFieldErrors(form, error) },
    ),
  );
  const retry = hasStatus(update.error, 412) ? { onRetry: reload } : {};
  return (
    // No form element: a press of Enter in one field does not save all of them.
    <Stack gap="lg">
      <SessionViewSection form={form} locks={loaded.value.locks} />
      <PolicySections form={form} settings={loaded.value} etag={loaded.etag} />
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
            <Button variant="default" onClick={() => form.reset()}>
              Discard
            </Button>
            <Button loading={update.isPending} onClick={() => submit()}>
              Save settings
            </Button>
          </Group>
        </Group>
      )}
    </Stack>
  );
}
