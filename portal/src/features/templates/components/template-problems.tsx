import { Stack, Text, UnstyledButton } from '@mantine/core';
import type { Preview } from '@/features/templates/api/templates';
import { placeOf, type Place } from '@/features/templates/components/template-places';
import classes from '@/features/templates/components/templates.module.css';

interface TemplateProblemsProps {
  readonly body: string;
  readonly errors: Preview['errors'];
  readonly onGo: (place: Place) => void;
}

/** What is wrong, each with its line as it is written; a click marks the place in the text. */
export function TemplateProblems({ body, errors, onGo }: TemplateProblemsProps) {
  return (
    <Stack gap="xs" role="alert" aria-label="Problems">
      {errors.map(({ line, column, placeholder, detail }) => (
        <UnstyledButton
          key={`${line}:${column}`}
          className={classes['problem'] ?? ''}
          onClick={() => onGo(placeOf(body, line, column))}
        >
          <Text size="sm" c="var(--mantine-color-error)">
            Line {line}, column {column}: {detail || placeholder}
          </Text>
          <Excerpt body={body} place={placeOf(body, line, column)} />
        </UnstyledButton>
      ))}
    </Stack>
  );
}

const around = 40;

/** The line with what is wrong in it marked; of a long line only what stands near. */
function Excerpt({ body, place: { start, end } }: { body: string; place: Place }) {
  const begin = Math.max(body.lastIndexOf('\n', start - 1) + 1, start - around);
  const stop = body.indexOf('\n', end);
  return (
    <code className={classes['excerpt']}>
      {body.slice(begin, start)}
      <mark>{body.slice(start, end)}</mark>
      {body.slice(end, Math.min(stop < 0 ? body.length : stop, end + around))}
    </code>
  );
}
