import { Alert, Text } from '@mantine/core';
import { IconAlert } from '@/components/ui/icons';
import { count } from '@/lib/plural';
import classes from '@/features/team/components/grant-changes.module.css';

interface GrantChangesProps {
  /** What the permissions are, before their number: "Gains". */
  readonly title: string;
  readonly mark: '+' | '−';
  readonly sentences: readonly string[];
}

/** Permissions that somebody gains or loses, as sentences; nothing when there are none. */
export function GrantChanges({ title, mark, sentences }: GrantChangesProps) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title} {count(sentences.length, 'permission')}
      </Text>
      <ul className={classes['changes']} tabIndex={0} aria-label={title}>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <span aria-hidden="true" className={classes['mark']}>
              {mark}
            </span>
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function PreviewWarnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <Alert key={warning} color="amber" variant="light" icon={<IconAlert />}>
      {warning}
    </Alert>
  ));
}
