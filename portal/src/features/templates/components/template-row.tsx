import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots } from '@/components/ui/icons';
import { type Template, useCopyTemplate } from '@/features/templates/api/templates';
import type { OpenDialog } from '@/features/templates/components/template-dialogs';
import { isChangeable, isDeletable, kindWords } from '@/features/templates/components/template-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';
import { formatShortDate } from '@/lib/dates';
import { useIdempotencyKey } from '@/lib/idempotency';
import { count } from '@/lib/plural';
import { describe } from '@/lib/problem';
import { toast } from '@/lib/toast';
import classes from '@/features/templates/components/templates.module.css';

interface TemplateRowProps {
  readonly template: Template;
  /** We may have templates of our own. */
  readonly mayCopy: boolean;
  readonly onOpen: OpenDialog;
}

export function TemplateRow({ template, mayCopy, onOpen }: TemplateRowProps) {
  const behind = template.copied_from?.behind ?? 0;
  return (
    <li className={classes['row']}>
      <div className={classes['facts']}>
        <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
          {template.name}
        </Text>
        <Text size="sm" c="dimmed">
          {kindWords[template.kind]} · version {template.version} · {formatShortDate(template.updated_at)}
          {behind > 0 && ` · ${count(behind, 'version')} behind the template of the team`}
        </Text>
      </div>
      <Group gap="xs">
        {behind > 0 && (
          <Button
            size="xs"
            variant="light"
            aria-label={`Compare ${template.name}`}
            onClick={() => onOpen('compare', template)}
          >
            Compare
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={`Open ${template.name}`}
          onClick={() => onOpen('edit', template)}
        >
          Open
        </Button>
        <TemplateMenu template={template} mayCopy={mayCopy} onOpen={onOpen} />
      </Group>
    </li>
  );
}

function TemplateMenu({ template, mayCopy, onOpen }: TemplateRowProps) {
  const { team } = useCurrentTeam();
  const copy = useCopyTemplate(team.id);
  const key = useIdempotencyKey();
  const isOfTeam = template.visibility === 'team';
  const mayPropose = isAllowed(team, 'template.propose') && !(isOfTeam && isChangeable(template));
  const makeCopy = () =>
    copy.mutate(
      { template: template.id, headers: key.keyFor(template.id) },
      {
        onSuccess: ({ name }) => {
          key.done();
          toast(`${name} is among your templates.`);
        },
        onError: (error) => toast(describe(error)),
      },
    );
  return (
    <Menu position="bottom-end" width={220} withinPortal shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`More about ${template.name}`}
          loading={copy.isPending}
        >
          <IconDots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen('versions', template)}>Versions</Menu.Item>
        {isOfTeam && mayCopy && <Menu.Item onClick={makeCopy}>Make my own copy</Menu.Item>}
        {mayPropose && (
          <Menu.Item onClick={() => onOpen('propose', template)}>
            {isOfTeam ? 'Propose a change' : 'Propose to the team'}
          </Menu.Item>
        )}
        {isDeletable(template) && (
          <Menu.Item c="var(--mantine-color-error)" onClick={() => onOpen('delete', template)}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
