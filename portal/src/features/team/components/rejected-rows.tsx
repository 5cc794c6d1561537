import { Alert } from '@mantine/core';
import { IconAlert } from '@/components/ui/icons';
import type { BatchResult } from '@/features/team/api/members';
import { count } from '@/lib/plural';

type Verdict = BatchResult['results'][number];

export function reasonOf(verdict: Verdict): string {
  return (verdict.errors ?? []).map((error) => error.detail).join('; ') || 'cannot be added';
}

/** The rows that cannot be added, each with its reason. */
export function RejectedRows({ results }: { results: readonly Verdict[] }) {
  const rejected = results.filter((verdict) => verdict.status === 'rejected');
  if (rejected.length === 0) return null;
  return (
    <Alert
      color="amber"
      variant="light"
      icon={<IconAlert />}
      title={`${count(rejected.length, 'address', 'addresses')} cannot be added`}
    >
      <ul className="reset-list">
        {rejected.map((verdict) => (
          <li key={verdict.row}>
            <strong>{verdict.email ?? `Row ${verdict.row}`}</strong>: {reasonOf(verdict)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
