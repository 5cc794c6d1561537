import { useForm, type UseFormReturnType } from '@mantine/form';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { credentials, type Credentials, Reauthentication } from '@/components/ui/reauthentication';
import { showFieldErrors } from '@/lib/form-errors';

type Proven<T> = T & { password: string; code?: string };

interface ProofFormProps<T extends Record<string, string>> {
  /** The fields beside password and code. */
  readonly initial: T;
  readonly act: UseMutationResult<unknown, Error, Proven<T>>;
  readonly submit: string;
  readonly tone?: 'danger';
  readonly mfaEnabled: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** The text and the fields above the password. */
  readonly children: (form: UseFormReturnType<T & Credentials>) => ReactNode;
}

/** An act that cannot be taken back, or only by others: it asks once more for password and code. */
export function ProofForm<T extends Record<string, string>>(props: ProofFormProps<T>) {
  const { initial, act, submit, tone, mfaEnabled, onDone, onCancel, children } = props;
  const form = useForm<T & Credentials>({ initialValues: { ...initial, password: '', code: '' } });
  const send = form.onSubmit(({ password, code, ...values }) =>
    act.mutate({ ...values, ...credentials({ password, code }) } as unknown as Proven<T>, {
      onSuccess: onDone,
      onError: (error) => showFieldErrors(form, error),
    }),
  );
  return (
    <DialogForm
      onSubmit={send}
      onCancel={onCancel}
      submit={submit}
      busy={act.isPending}
      tone={tone ?? 'plain'}
    >
      {children(form)}
      <Reauthentication form={form} mfaEnabled={mfaEnabled} />
      <Failure error={act.error} fields={[...Object.keys(initial), 'password', 'code']} />
    </DialogForm>
  );
}
