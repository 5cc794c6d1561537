import { Paper, Stack } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { IconPlus } from '@/components/ui/icons';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { Section } from '@/components/ui/section';
import { ActionButton } from '@/components/ui/why-tooltip';
import type { PageDrafts } from '@/features/drafts/components/drafts';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { useKeptDialog } from '@/features/drafts/components/kept-form';
import type { TypedForm } from '@/features/drafts/components/typed-form';
import { useTemplates } from '@/features/templates/api/templates';
import { ProposalsSection } from '@/features/templates/components/proposals-section';
import { type ProposedTemplate, proposedTemplate } from '@/features/templates/components/propose-template';
import {
  type OpenDialog,
  type OpenedDialog,
  TemplateDialog,
} from '@/features/templates/components/template-dialogs';
import {
  type EditedTemplate,
  editedTemplate,
  NewTemplate,
  newTemplate,
} from '@/features/templates/components/template-forms';
import { TemplateRow } from '@/features/templates/components/template-row';
import { visibilityWords } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { type Question, useIsPermitted } from '@/lib/why';

/** The dialog in which something was typed before the page was left. */
function keptDialog(drafts: PageDrafts): OpenedDialog | null {
  const edited = drafts.find<TypedForm<EditedTemplate>>(editedTemplate)?.content();
  if (edited) return { name: 'edit', template: edited.about.value };
  const proposed = drafts.find<TypedForm<ProposedTemplate>>(proposedTemplate)?.content();
  return proposed ? { name: 'propose', template: proposed.about } : null;
}

export function TemplatesPage() {
  const { team } = useCurrentTeam();
  const drafts = useOpenPage('templates');
  const [opened, setOpened] = useState<OpenedDialog | null>(() => keptDialog(drafts));
  const creating = useKeptDialog('templates', newTemplate);
  const close = () => {
    [editedTemplate, proposedTemplate].forEach((key) => drafts.forget(key));
    setOpened(null);
  };
  const question: Question = {
    subject: team.my_member.id,
    action: 'template.personal.manage',
    resource: { type: 'team', id: team.id },
  };
  const forSelf = useIsPermitted(question);
  const forTeam = isAllowed(team, 'template.team.create');
  return (
    <Page
      title="Templates"
      intro="What notes and documents begin as. Placeholders are filled from the session."
      actions={
        <ActionButton
          allowed={forSelf || forTeam}
          question={question}
          leftSection={<IconPlus size={16} />}
          onClick={creating.open}
        >
          New template
        </ActionButton>
      }
    >
      <Stack gap="lg">
        <TemplateLists mayCopy={forSelf} onOpen={(name, template) => setOpened({ name, template })} />
        <ProposalsSection />
      </Stack>
      <Dialog title="New template" opened={creating.isOpened} onClose={creating.close} size="xl">
        <NewTemplate
          visibilities={[...(forSelf ? ['personal' as const] : []), ...(forTeam ? ['team' as const] : [])]}
          onClose={creating.close}
        />
      </Dialog>
      <TemplateDialog opened={opened} onClose={close} />
    </Page>
  );
}

function TemplateLists({ mayCopy, onOpen }: { mayCopy: boolean; onOpen: OpenDialog }) {
  const { team } = useCurrentTeam();
  const templates = useTemplates(team.id);
  if (templates.isPending) return <ListSkeleton label="Loading the templates" />;
  if (templates.isError) return <Failure error={templates.error} onRetry={() => void templates.refetch()} />;
  if (templates.data.length === 0) {
    return <EmptyState title="No templates yet">A template saves writing the same again.</EmptyState>;
  }
  return (['personal', 'team'] as const).map((visibility) => {
    const shown = templates.data.filter((template) => template.visibility === visibility);
    return (
      shown.length > 0 && (
        <Section key={visibility} title={visibilityWords[visibility]}>
          <Paper component="ul" className="reset-list">
            {shown.map((template) => (
              <TemplateRow key={template.id} template={template} mayCopy={mayCopy} onOpen={onOpen} />
            ))}
          </Paper>
        </Section>
      )
    );
  });
}
