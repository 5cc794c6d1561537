import { Button, Text, VisuallyHidden } from '@mantine/core';
import type { Delegation } from '@/features/sessions/api/delegations';
import { isAllowed } from '@/lib/allowed';
import { formatBegin, formatEnd } from '@/lib/dates';
import classes from '@/features/sessions/components/delegation-list.module.css';

const stateWords: Record<Delegation['state'], string> = {
  planned: 'Planned',
  in_force: 'In force',
  over: 'Over',
  ended: 'Ended early',
};

interface DelegationListProps {
  readonly delegations: readonly Delegation[];
  /** What is said when there is none. */
  readonly none: string;
  /** Which of the two is shown: the one who is not the reader. */
  readonly person: 'assistant' | 'clinician';
  readonly onEnd: (delegation: Delegation) => void;
}

export function DelegationList({ delegations, none, person, onEnd }: DelegationListProps) {
  if (delegations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <ul className="reset-list">
      {delegations.map((delegation) => {
        const { id, state, from, to } = delegation;
        const { name } = delegation[person];
        const mayEnd = isAllowed(delegation, 'delegation.manage') || isAllowed(delegation, 'delegation.end');
        return (
          <li key={id} className={classes['row']}>
            <div className={classes['words']}>
              <div className={classes['name']}>{name}</div>
              <div className={classes['span']}>
                From {formatBegin(from)} until {formatEnd(to)}
              </div>
            </div>
            <span className={classes['state']} data-state={state}>
              {stateWords[state]}
            </span>
            {mayEnd && (
              <Button variant="subtle" color="red" size="compact-sm" onClick={() => onEnd(delegation)}>
                End<VisuallyHidden> the delegation with {name}</VisuallyHidden>
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
