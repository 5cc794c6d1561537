// Acts on one member that begin a seat: its price is shown before, and what was shown is what is posted.
import { Alert, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { IconAlert } from '@/components/ui/icons';
import { PriceLine } from '@/components/ui/price-line';
import { holdsStill, isSamePrice, useQuote } from '@/features/billing/api/quote';
import { PriceFailure } from '@/features/billing/components/price-failure';
import { useCurrentTeam } from '@/features/team/api/current-team';
import {
  type BeginSeat,
  useReactivateMember,
  useReinstateMember,
  useResendInvitation,
} from '@/features/team/api/members';
import type { MemberDialogProps } from '@/features/team/components/member-dialogs';
import { memberName } from '@/features/team/components/member-name';
import { useNow } from '@/lib/clock';
import { describe, hasCode, hasStatus } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface ReturningProps extends MemberDialogProps {
  readonly act: UseMutationResult<unknown, Error, BeginSeat>;
  readonly submit: string;
  readonly done: string;
  readonly children: ReactNode;
}

/**
 * The quote is this member's. It may be refused although the price is still the same: then it is not, as of somebody who has a
 * seat already. The act goes on without one, and says so.
 */
function useSeatPrice(member: string) {
  const { team } = useCurrentTeam();
  const quote = useQuote(team.id, 1, member);
  const now = useNow();
  const [whyNone, setWhyNone] = useState<Error | null>(null);
  const shown = whyNone ? undefined : quote.data;
  const onRefused = async (error: Error) => {
    if (!hasCode(error, 'quote_stale')) return;
    const { data: again } = await quote.refetch();
    if (shown && again && holdsStill(shown, now) && isSamePrice(shown, again)) setWhyNone(error);
  };
  return { quote, shown, whyNone, onRefused };
}

function Returning({ member, onClose, act, submit, done, children }: ReturningProps) {
  const price = useSeatPrice(member.id);
  const confirm = () =>
    act.mutate(
      { member: member.id, quote: price.shown?.id },
      {
        onSuccess: () => {
          toast(done);
          onClose();
        },
        onError: (error) => void price.onRefused(error),
      },
    );
  return (
    <DialogForm
      onSubmit={confirm}
      onCancel={onClose}
      submit={submit}
      busy={act.isPending}
      disabled={price.quote.isPending}
      summary={<Price price={price} member={memberName(member)} />}
    >
      <Text size="sm">{children}</Text>
      {act.error !== price.whyNone && <PriceFailure error={act.error} />}
    </DialogForm>
  );
}

function Price({ price, member }: { price: ReturnType<typeof useSeatPrice>; member: string }) {
  const { quote, shown, whyNone } = price;
  if (whyNone) return <WithoutPrice member={member} why={whyNone} />;
  // Who may bring members back and not read the billing is shown no price.
  if (hasStatus(quote.error, 403)) return null;
  if (quote.isError) return <Failure error={quote.error} onRetry={() => void quote.refetch()} />;
  return <PriceLine quote={shown} />;
}

function WithoutPrice({ member, why }: { member: string; why: Error }) {
  return (
    <Alert
      role="alert"
      color="amber"
      variant="light"
      icon={<IconAlert />}
      title={`That is not the price for ${member}`}
    >
      {describe(why)} Nothing was done. If you confirm, the billing page shows what was charged, if anything.
    </Alert>
  );
}

export function Reactivate(props: MemberDialogProps) {
  const act = useReactivateMember(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Returning {...props} act={act} submit="Reactivate" done={`${name} is active again.`}>
      {name} has access again with the roles shown in the list, and takes a seat from now on.
    </Returning>
  );
}

export function Reinstate(props: MemberDialogProps) {
  const act = useReinstateMember(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Returning {...props} act={act} submit="Send invitation" done={`${name} is invited again.`}>
      {name} gets an invitation with the roles of before. What was handed over to others stays with them.
    </Returning>
  );
}

/** An expired invitation has no seat any more. */
export function InviteAnew(props: MemberDialogProps) {
  const act = useResendInvitation(useCurrentTeam().team.id);
  const name = memberName(props.member);
  return (
    <Returning {...props} act={act} submit="Resend" done={`A new invitation is on its way to ${name}.`}>
      {name} gets a new link by mail, and takes a seat from now on. The link that was sent before has expired.
    </Returning>
  );
}
