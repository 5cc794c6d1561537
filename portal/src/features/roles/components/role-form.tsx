import { Radio, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { DialogForm, useAskBeforeClosing } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import type { GrantSentence, RoleDraft } from '@/features/roles/api/custom-roles';
import { grantKey, GrantsPicker } from '@/features/roles/components/grants-picker';
import { families } from '@/features/team/components/role-picker';
import { showFieldErrors } from '@/lib/form-errors';
import { hasCode, hasStatus } from '@/lib/problem';

interface RoleFormProps {
  readonly initial: { name: string; family: RoleDraft['family']; grants: readonly GrantSentence[] };
  /** What can be chosen beside what the role has already. */
  readonly choices: readonly GrantSentence[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (draft: RoleDraft, onError: (error: unknown) => void) => void;
  readonly onCancel: () => void;
  /** Loads the role again after somebody else changed it. */
  readonly reload?: () => void;
}

function withoutRepeats(grants: readonly GrantSentence[]): GrantSentence[] {
  return [...new Map(grants.map((grant) => [grantKey(grant), grant])).values()];
}

/** Name, family and permissions of a custom role. */
export function RoleForm({ initial, choices, busy, error, onSave, onCancel, reload }: RoleFormProps) {
  const all = withoutRepeats([...choices, ...initial.grants]);
  const form = useForm({ initialValues: { ...initial, grants: initial.grants.map(grantKey) } });
  useAskBeforeClosing(form.isDirty());
  const failed = (problem: unknown) => {
    showFieldErrors(form, problem);
    if (hasCode(problem, 'role_name_taken')) form.setFieldError('name', 'The team has a role of this name.');
  };
  const submit = form.onSubmit(({ grants, ...values }) => {
    if (values.name.trim() === '') return form.setFieldError('name', 'Enter a name.');
    if (grants.length === 0) return form.setFieldError('grants', 'Choose at least one permission.');
    const chosen = all.filter((grant) => grants.includes(grantKey(grant)));
    onSave({ ...values, grants: chosen.map(({ action, scope }) => ({ action, scope })) }, failed);
  });
  return (
    <DialogForm onSubmit={submit} onCancel={onCancel} submit="Save" busy={busy}>
      <TextInput
        label="Name"
        description="Shown beside the members who hold the role."
        maxLength={60}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Radio.Group label="Family" {...form.getInputProps('family')}>
        <Group gap="lg" mt={8}>
          {families.map(({ id, title }) => (
            <Radio key={id} value={id} label={title} />
          ))}
        </Group>
      </Radio.Group>
      <GrantsPicker
        choices={all}
        value={form.values.grants}
        onChange={(grants) => form.setFieldValue('grants', grants)}
        error={form.errors['grants']}
      />
      {!hasCode(error, 'role_name_taken') && (
        <Failure
          error={error}
          fields={['name', 'grants']}
          {...(reload && hasStatus(error, 412) ? { onRetry: reload } : {})}
        />
      )}
    </DialogForm>
  );
}
