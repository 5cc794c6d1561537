import { Paper, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Failure } from '@/components/ui/failure';
import { Markdown } from '@/components/ui/markdown';
import { type TemplateKind, usePreview } from '@/features/templates/api/templates';
import { InsertPlaceholder } from '@/features/templates/components/insert-placeholder';
import type { Place } from '@/features/templates/components/template-places';
import { TemplateProblems } from '@/features/templates/components/template-problems';
import { useCurrentTeam } from '@/features/team/api/current-team';
import classes from '@/features/templates/components/templates.module.css';

interface TemplateBodyProps {
  readonly kind: TemplateKind;
  readonly value: string;
  readonly onChange: (body: string) => void;
  readonly error?: ReactNode;
}

/** The text of a template: its placeholders are put in from a menu, and it shows how it comes out. */
export function TemplateBody({ kind, value, onChange, error }: TemplateBodyProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<Place | null>(null);
  const go = ({ start, end }: Place) => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  // The caret can only be put behind what was inserted once it stands there.
  useEffect(() => {
    if (caret) go(caret);
  }, [caret]);
  const insert = (name: string) => {
    const { selectionStart: from, selectionEnd: to } = field.current ?? {
      selectionStart: 0,
      selectionEnd: 0,
    };
    const added = `{{${name}}}`;
    onChange(value.slice(0, from) + added + value.slice(to));
    setCaret({ start: from + added.length, end: from + added.length });
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
      <InsertPlaceholder onInsert={insert} />
      <TemplatePreview kind={kind} body={value} onGo={go} />
    </Stack>
  );
}

interface TemplatePreviewProps {
  readonly kind: TemplateKind;
  readonly body: string;
  readonly onGo: (place: Place) => void;
}

function TemplatePreview({ kind, body, onGo }: TemplatePreviewProps) {
  const { team } = useCurrentTeam();
  const [asked] = useDebouncedValue(body, 400);
  const preview = usePreview(team.id, asked.trim() === '' ? null : { kind, body: asked });
  if (asked.trim() === '') return null;
  if (preview.isError) return <Failure error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Skeleton h={80} role="status" aria-label="Loading the preview" />;
  const { errors, rendered } = preview.data;
  if (errors.length > 0) return <TemplateProblems body={asked} errors={errors} onGo={onGo} />;
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
