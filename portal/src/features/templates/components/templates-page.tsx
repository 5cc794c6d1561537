import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import { type Template, useTemplates } from '@/features/templates/api/templates';
import { DeleteTemplate } from '@/features/templates/components/delete-template';
import { EditTemplate, NewTemplate } from '@/features/templates/components/template-forms';
import { kindWords, visibilityWords } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { formatShortDate } from '@/lib/dates';
import { count } from '@/lib/plural';
import { type Question, useIsPermitted } from '@/lib/why';
import classes from '@/features/templates/components/templates.module.css';

type Opened =
  { readonly name: 'new' } | { readonly name: 'edit' | 'delete'; readonly template: Template } | null;

export function TemplatesPage() {
  const { team } = useCurrentTeam();
  const [opened, setOpened] = useState<Opened>(null);
  const question: Question = {
    subject: team.my_member.id,
    action: 'template.personal.manage',
    resource: { type: 'team', id: team.id },
  };
  const forSelf = useIsPermitted(question);
  const forTeam = isAllowed(team, 'template.team.create');
  const close = () => setOpened(null);
  return (
    <Page
      title="Templates"
      intro="What notes and documents begin as. Placeholders are filled from the session."
      actions={
        <ActionButton
          allowed={forSelf || forTeam}
          question={question}
          leftSection={<IconPlus size={16} />}
          onClick={() => setOpened({ name: 'new' })}
        >
          New template
        </ActionButton>
      }
    >
      <TemplateLists onOpen={setOpened} />
      <Dialog title="New template" opened={opened?.name === 'new'} onClose={close} size="xl">
        <NewTemplate
          visibilities={[...(forSelf ? ['personal' as const] : []), ...(forTeam ? ['team' as const] : [])]}
          onClose={close}
        />
      </Dialog>
      <Dialog title="Edit template" opened={opened?.name === 'edit'} onClose={close} size="xl">
        {opened?.name === 'edit' && <EditTemplate id={opened.template.id} onClose={close} />}
      </Dialog>
      <Dialog title="Delete template" opened={opened?.name === 'delete'} onClose={close}>
        {opened?.name === 'delete' && <DeleteTemplate template={opened.template} onClose={close} />}
      </Dialog>
    </Page>
  );
}

function TemplateLists({ onOpen }: { onOpen: (opened: Opened) => void }) {
  const { team } = useCurrentTeam();
  const templates = useTemplates(team.id);
  if (templates.isPending) return <ListSkeleton label="Loading the templates" />;
  if (templates.isError) return <Failure error={templates.error} onRetry={() => void templates.refetch()} />;
  if (templates.data.length === 0) {
    return <EmptyState title="No templates yet">A template saves writing the same again.</EmptyState>;
  }
  return (
    <Stack gap="lg">
      {(['personal', 'team'] as const).map((visibility) => {
        const shown = templates.data.filter((template) => template.visibility === visibility);
        return (
          shown.length > 0 && (
            <Section key={visibility} title={visibilityWords[visibility]}>
              <Paper component="ul" className="reset-list">
                {shown.map((template) => (
                  <TemplateRow key={template.id} template={template} onOpen={onOpen} />
                ))}
              </Paper>
            </Section>
          )
        );
      })}
    </Stack>
  );
}

function isDeletable(template: Template): boolean {
  return isAllowed(
    template,
    template.visibility === 'team' ? 'template.team.delete' : 'template.personal.manage',
  );
}

function TemplateRow({ template, onOpen }: { template: Template; onOpen: (opened: Opened) => void }) {
  const behind = template.copied_from?.behind ?? 0;
  return (
    <li className={classes['row']}>
      <div style={{ minWidth: 0, flex: '1 1 200px' }}>
        <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
          {template.name}
        </Text>
        <Text size="sm" c="dimmed">
          {kindWords[template.kind]} · version {template.version} · {formatShortDate(template.updated_at)}
          {behind > 0 && ` · ${count(behind, 'version')} behind the template of the team`}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          aria-label={`Open ${template.name}`}
          onClick={() => onOpen({ name: 'edit', template })}
        >
          Open
        </Button>
        {isDeletable(template) && (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            aria-label={`Delete ${template.name}`}
            onClick={() => onOpen({ name: 'delete', template })}
          >
            Delete
          </Button>
        )}
      </Group>
    </li>
  );
}
