import { Button, Group, Paper, Skeleton, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useRef } from 'react';
import { Failure } from '@/components/ui/failure';
import { Markdown } from '@/components/ui/markdown';
import { type TemplateKind, usePlaceholders, usePreview } from '@/features/templates/api/templates';
import { useCurrentTeam } from '@/features/team/api/current-team';
import classes from '@/features/templates/components/templates.module.css';

interface TemplateBodyProps {
  readonly kind: TemplateKind;
  readonly value: string;
  readonly onChange: (body: string) => void;
  readonly error?: ReactNode;
}

/** The text of a template: its placeholders are put in with a click, and it shows how it comes out. */
export function TemplateBody({ kind, value, onChange, error }: TemplateBodyProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const { selectionStart: from, selectionEnd: to } = field.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
    };
    onChange(`${value.slice(0, from)}{{${name}}}${value.slice(to)}`);
    field.current?.focus();
  };
  return (
    <Stack gap="sm">
      <Textarea
        ref={field}
        label="Text"
        description="Markdown with placeholders"
        autosize
        minRows={8}
        maxRows={20}
        maxLength={20_000}
        required
        classNames={{ input: classes['body'] ?? '' }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <Placeholders onInsert={insert} />
      <TemplatePreview kind={kind} body={value} />
    </Stack>
  );
}

function Placeholders({ onInsert }: { onInsert: (name: string) => void }) {
  const { team } = useCurrentTeam();
  const placeholders = usePlaceholders(team.id);
  return (
    <Group gap={6} role="group" aria-label="Placeholders">
      {(placeholders.data ?? []).map(({ name, sentence }) => (
        <Tooltip key={name} label={sentence}>
          <Button
            size="compact-xs"
            variant="light"
            aria-label={`Insert ${name}: ${sentence}`}
            onClick={() => onInsert(name)}
          >
            {name}
          </Button>
        </Tooltip>
      ))}
      <Failure error={placeholders.error} onRetry={() => void placeholders.refetch()} />
    </Group>
  );
}

function TemplatePreview({ kind, body }: { kind: TemplateKind; body: string }) {
  const { team } = useCurrentTeam();
  const [asked] = useDebouncedValue(body, 400);
  const preview = usePreview(team.id, asked.trim() === '' ? null : { kind, body: asked });
  if (asked.trim() === '') return null;
  if (preview.isError) return <Failure error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Skeleton h={80} role="status" aria-label="Loading the preview" />;
  const { errors, rendered } = preview.data;
  if (errors.length > 0) {
    return (
      <Stack gap={4} role="alert" aria-label="Problems">
        {errors.map(({ line, column, placeholder, detail }) => (
          <Text key={`${line}:${column}`} size="sm" c="var(--mantine-color-error)">
            Line {line}, column {column}: {detail || placeholder}
          </Text>
        ))}
      </Stack>
    );
  }
  return (
    <Paper
      withBorder
      radius="md"
      p="md"
      role="region"
      aria-label="Preview"
      tabIndex={0}
      className={classes['preview'] ?? ''}
    >
      <Text size="xs" c="dimmed" mb="xs">
        With invented values
      </Text>
      <Markdown text={rendered} />
    </Paper>
  );
}
