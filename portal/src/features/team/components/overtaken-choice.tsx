import { EitherOne, Overtaken } from '@/components/ui/overtaken';
import type { KeptChoice } from '@/features/team/components/kept-choice';

interface OvertakenChoiceProps {
  readonly choice: Pick<KeptChoice<unknown>, 'isOvertaken' | 'keepMine' | 'takeTheirs'>;
  /** What was saved meanwhile and what is chosen here, in words. */
  readonly theirs: string;
  readonly mine: string;
}

/** The choice of a dialog about one thing; nothing while nobody else has changed it. */
export function OvertakenChoice({ choice, theirs, mine }: OvertakenChoiceProps) {
  if (!choice.isOvertaken) return null;
  return (
    <Overtaken title="Somebody changed this meanwhile">
      <EitherOne theirs={theirs} mine={mine} onTakeTheirs={choice.takeTheirs} onKeepMine={choice.keepMine} />
    </Overtaken>
  );
}
