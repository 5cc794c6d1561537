import { Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { type Typed, useKeptForm, useTypedForm } from '@/features/drafts/components/kept-form';
import { LastAttempt } from '@/features/drafts/components/last-attempt';
import { usePropose } from '@/features/templates/api/proposals';
import type { Template } from '@/features/templates/api/templates';
import { TemplateBody } from '@/features/templates/components/template-body';
import { wordsOf } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { showFieldErrors } from '@/lib/form-errors';
import { toast } from '@/lib/toast';

/** Under which what is typed here is kept. */
export const proposedTemplate = 'propose';

interface Values {
  as: string;
  name: string;
  body: string;
  message: string;
}

/** The words, and the template that they are about as it was then. */
export type ProposedTemplate = Typed<Values, Template>;

function wordsTyped({ values }: ProposedTemplate): string {
  return [wordsOf(values), values.message].join('\n\n');
}

interface ProposeTemplateProps {
  /** What the proposal begins as: an own template, or one of the team. */
  readonly template: Template;
  readonly onClose: () => void;
}

/** A template of the team that this could change, and the version its words began as; null when it can only be a new one. */
function changeable({ visibility, id, version, copied_from: origin }: Template) {
  if (visibility === 'team') return { template: id, version };
  return origin && { template: origin.template, version: origin.version };
}

export function ProposeTemplate({ template, onClose }: ProposeTemplateProps) {
  const { team } = useCurrentTeam();
  const propose = usePropose(team.id);
  const draft = useTypedForm('templates', proposedTemplate, 'Propose to the team', wordsTyped);
  const target = changeable(template);
  const form = useKeptForm(draft, template, {
    initialValues: {
      as: target === null ? 'new' : 'change',
      name: template.name,
      body: template.body,
      message: '',
    },
  });
  const submit = form.onSubmit(({ as, name, body: text, message }) => {
    const body = {
      kind: template.kind,
      name,
      body: text,
      message,
      template: null,
      ...(as === 'change' ? target : {}),
    };
    void draft.key.send(body, (headers) =>
      propose.mutateAsync(
        { body, headers },
        {
          onSuccess: () => {
            toast('The proposal waits for who manages the templates.');
            onClose();
          },
          onError: (error) => showFieldErrors(form, error),
        },
      ),
    );
  });
  return (
    <DialogForm onSubmit={submit} onCancel={onClose} submit="Propose" busy={propose.isPending}>
      <Text size="sm">
        Who manages the templates of the team sees your proposal and accepts or declines it. Until then
        nothing changes.
      </Text>
      {template.visibility === 'personal' && target !== null && (
        <Radio.Group label="Propose it as" {...form.getInputProps('as')}>
          <Stack gap="xs" mt={8}>
            <Radio value="change" label="A change of the template that it was copied from" />
            <Radio value="new" label="A new template of the team" />
          </Stack>
        </Radio.Group>
      )}
      <TextInput label="Name" maxLength={100} required {...form.getInputProps('name')} />
      <TemplateBody
        kind={template.kind}
        value={form.values.body}
        onChange={(body) => form.setFieldValue('body', body)}
        error={form.errors['body']}
      />
      <Textarea
        label="Message"
        description="Why the team should have it. Optional."
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('message')}
      />
      <LastAttempt of={draft.key} check="the proposals" />
      <Failure error={propose.error} fields={['name', 'body', 'message']} />
    </DialogForm>
  );
}
