import { Radio, Group, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import type { GrantSentence, RoleDraft } from '@/features/roles/api/custom-roles';
import { GrantsPicker } from '@/features/roles/components/grants-picker';
import { draftOf, type RoleValues } from '@/features/roles/components/role-values';
import { families } from '@/features/team/components/role-picker';
import { showFieldErrors } from '@/lib/form-errors';
import { hasCode } from '@/lib/problem';

interface RoleFormProps {
  readonly form: UseFormReturnType<RoleValues>;
  readonly choices: readonly GrantSentence[];
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly onSave: (draft: RoleDraft) => void;
  readonly onCancel: () => void;
  /** What is said below the fields. */
  readonly children: ReactNode;
}

/** Puts what the server refuses beside its field. */
export function showRoleErrors(form: UseFormReturnType<RoleValues>, error: unknown): void {
  showFieldErrors(form, error);
  if (hasCode(error, 'role_name_taken')) form.setFieldError('name', 'The team has a role of this name.');
}

/** Name, family and permissions of a custom role. */
export function RoleForm({ form, choices, busy, disabled, onSave, onCancel, children }: RoleFormProps) {
  return (
    <DialogForm
      onSubmit={form.onSubmit((values) => onSave(draftOf(values, choices)))}
      onCancel={onCancel}
      submit="Save"
      busy={busy}
      disabled={disabled ?? false}
    >
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
        choices={choices}
        value={form.values.grants}
        onChange={(grants) => form.setFieldValue('grants', grants)}
        error={form.errors['grants']}
      />
      {children}
    </DialogForm>
  );
}
