import { Group, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { LockedReason } from '@/components/ui/refusal';
import { StaleChoice } from '@/components/ui/stale-choice';
import { useKeptEdit } from '@/features/drafts/components/kept-edit';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import {
  type Template,
  type TemplateDraft,
  useCreateTemplate,
  useTemplate,
  useUpdateTemplate,
  type Visibility,
} from '@/features/templates/api/templates';
import { TemplateBody } from '@/features/templates/components/template-body';
import {
  changeActionOf,
  isChangeable,
  kindOptions,
  wordsOf,
} from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import type { Versioned } from '@/lib/api-client';
import { showFieldErrors } from '@/lib/form-errors';
import { hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

/** Under which what is typed here is kept. */
export const newTemplate = 'new';
export const editedTemplate = 'edit';

interface Words {
  readonly name: string;
  readonly body: string;
}

function valuesOf({ name, body }: Template): Words {
  return { name, body };
}

function wordsTyped({ values }: Typed<Words, unknown>): string {
  return wordsOf(values);
}

/** Of a change: the words, and the version that they are based on. */
export type EditedTemplate = Typed<Words, Versioned<Template>>;

interface NewTemplateProps {
  /** Which kinds of template we may create, at least one. */
  readonly visibilities: readonly Visibility[];
  readonly onClose: () => void;
}

export function NewTemplate({ visibilities, onClose }: NewTemplateProps) {
  const { team } = useCurrentTeam();
  const create = useCreateTemplate(team.id);
  const draft = useTypedForm<Typed<TemplateDraft, null>>(
    'templates',
    newTemplate,
    'New template',
    wordsTyped,
  );
  const form = useKeptForm<TemplateDraft, null>(draft, null, {
    initialValues: { kind: 'note', visibility: visibilities[0] ?? 'personal', name: '', body: '' },
  });
  const submit = form.onSubmit(
    (body) =>
      void draft.key.send(body, (headers) =>
        create.mutateAsync(
          { body, headers },
          {
            onSuccess: () => {
              toast(`The template ${body.name} is created.`);
              onClose();
            },
            onError: (error) => showFieldErrors(form, error),
          },
        ),
      ),
  );
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Create template" busy={create.isPending}>
      <TextInput label="Name" maxLength={100} data-autofocus required {...form.getInputProps('name')} />
      <Group grow preventGrowOverflow={false} align="flex-start">
        <Select
          label="Becomes a"
          allowDeselect={false}
          miw={150}
          data={kindOptions}
          {...form.getInputProps('kind')}
        />
        <Select
          label="Who uses it"
          allowDeselect={false}
          miw={150}
          data={visibilities.map((value) => ({
            value,
            label: value === 'team' ? 'Everybody in the team' : 'Only I',
          }))}
          {...form.getInputProps('visibility')}
        />
      </Group>
      <TemplateBody
        kind={form.values.kind}
        value={form.values.body}
        onChange={(body) => form.setFieldValue('body', body)}
        error={form.errors['body']}
      />
      <LastAttempt of={draft.key} check="the list of templates" />
      <Failure error={create.error} fields={['name', 'body', 'kind', 'visibility']} />
    </DialogForm>
  );
}

export function EditTemplate({ id, onClose }: { id: string; onClose: () => void }) {
  const { team } = useCurrentTeam();
  const fresh = useTemplate(team.id, id);
  const draft = useTypedForm<EditedTemplate>('templates', editedTemplate, 'Edit template', wordsTyped);
  const loaded = draft.content()?.about ?? fresh.data;
  if (!loaded && fresh.isError) return <Failure error={fresh.error} onRetry={() => void fresh.refetch()} />;
  if (!loaded) return <Skeleton h={320} role="status" aria-label="Loading the template" />;
  return <EditForm draft={draft} loaded={loaded} fresh={fresh} onClose={onClose} />;
}

interface EditFormProps {
  readonly draft: TypedForm<EditedTemplate>;
  readonly loaded: Versioned<Template>;
  readonly fresh: ReturnType<typeof useTemplate>;
  readonly onClose: () => void;
}

/** A template of the team that the reader may not change becomes a personal copy when it is saved. */
function EditForm({ draft, loaded, fresh, onClose }: EditFormProps) {
  const { team } = useCurrentTeam();
  const { form, base, theirs, showTheirs, baseOn } = useKeptEdit({
    draft,
    loaded,
    refetch: fresh.refetch,
    valuesOf,
  });
  const { value: template } = base;
  const update = useUpdateTemplate(team.id, template.id);
  const of = isChangeable(template) ? 'itself' : 'copy';
  const why = template.refused[changeActionOf(template)];
  const isStale = hasStatus(update.error, 412);
  const take = (taken: Versioned<Template>) => {
    baseOn(taken);
    update.reset();
  };
  const save = (values: { name: string; body: string }, etag: string) =>
    update.mutate(
      { ...values, etag, of },
      {
        onSuccess: () => {
          toast(of === 'copy' ? 'Your own copy is saved.' : 'The template is saved.');
          onClose();
        },
        onError: (error) => (hasStatus(error, 412) ? void showTheirs() : showFieldErrors(form, error)),
      },
    );
  return (
    <DialogForm
      onSubmit={form.onSubmit((values) => save(values, base.etag))}
      onCancel={onClose}
      disabled={isStale}
      submit={of === 'copy' ? 'Save as my copy' : 'Save'}
      busy={update.isPending}
    >
      {of === 'copy' && (
        <Stack gap={4}>
          {why && <LockedReason why={why} />}
          <Text size="sm">What you change here becomes your own copy; the template of the team stays.</Text>
        </Stack>
      )}
      <TextInput label="Name" maxLength={100} required {...form.getInputProps('name')} />
      <TemplateBody
        kind={template.kind}
        value={form.values.body}
        onChange={(body) => form.setFieldValue('body', body)}
        error={form.errors['body']}
      />
      {isStale ? (
        <StaleChoice
          theirs={theirs ? wordsOf(theirs.value) : undefined}
          mine={wordsOf(form.values)}
          error={theirs ? null : fresh.error}
          onReload={() => void showTheirs()}
          onKeepMine={() => {
            if (!theirs) return;
            take(theirs);
            save(form.values, theirs.etag);
          }}
          onTakeTheirs={() => {
            if (!theirs) return;
            take(theirs);
            form.setValues(valuesOf(theirs.value));
          }}
        />
      ) : (
        <Failure error={update.error} fields={['name', 'body']} />
      )}
    </DialogForm>
  );
}
