import { Text } from '@mantine/core';
import { DialogForm } from '@/components/ui/dialog';
import { LateFailure } from '@/components/ui/late-failure';
import type { Session } from '@/features/sessions/api/session-types';
import { type Share, useEndShare } from '@/features/sessions/api/shares';
import { allUnder, allWith, seenWords } from '@/features/sessions/components/share-words';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { listed } from '@/lib/plural';
import { toast } from '@/lib/toast';

interface EndShareProps {
  readonly session: Session;
  readonly share: Share;
  readonly shares: readonly Share[];
  readonly onDone: () => void;
}

export function EndShare({ session, share, shares, onDone }: EndShareProps) {
  const { team } = useCurrentTeam();
  const end = useEndShare(team.id, session.id);
  const { id, name } = share.member;
  const theirs = allWith(share, shares);
  const others = new Set(allUnder(shares, theirs.value).map(({ member }) => member.name));
  others.delete(name);
  const confirm = () =>
    end.mutate(
      { member: id, seen: theirs },
      {
        onSuccess: () => {
          toast(`The session is not shared with ${name} any more.`);
          onDone();
        },
      },
    );
  return (
    <DialogForm onSubmit={confirm} onCancel={onDone} submit="End share" busy={end.isPending} tone="danger">
      <Text size="sm">
        {name} loses what the share gives from the next click on. What {name} has written here stays.
        {theirs.value.length > 1 && ` ${name} has it from several people: all of that ends.`}
      </Text>
      {others.size > 0 && <Text size="sm">What was passed on from it ends too: {listed([...others])}.</Text>}
      <LateFailure
        error={end.error}
        what="share"
        seen={end.variables && seenWords(end.variables.seen)}
        now={seenWords(theirs)}
      />
    </DialogForm>
  );
}
