import { NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog, DialogForm } from '@/components/ui/dialog';
import { Failure } from '@/components/ui/failure';
import { ActionButton } from '@/components/ui/why-tooltip';
import { useTeamQuestion } from '@/features/auth/api/me';
import { type Billing, useLimitSeats } from '@/features/billing/api/billing';
import { isAllowed } from '@/lib/allowed';
import { count } from '@/lib/plural';
import { fieldErrors } from '@/lib/problem';
import { toast } from '@/lib/toast';

interface SeatLimitProps {
  readonly team: string;
  readonly billing: Billing;
}

/** How many seats the team lets itself have; who may not change it hears who can. */
export function SeatLimit({ team, billing }: SeatLimitProps) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const question = useTeamQuestion(team, 'billing.change_seats');
  return (
    <>
      <ActionButton
        allowed={isAllowed(billing, 'billing.change_seats')}
        question={question}
        variant="default"
        size="xs"
        onClick={() => setOpened(true)}
      >
        Limit the seats
      </ActionButton>
      <Dialog title="Limit the seats" opened={opened} onClose={close}>
        <SeatLimitForm team={team} billing={billing} onClose={close} />
      </Dialog>
    </>
  );
}

function SeatLimitForm({ team, billing, onClose }: SeatLimitProps & { onClose: () => void }) {
  const { seats_used: used, seat_limit: now } = billing;
  const [seats, setSeats] = useState<number | null>(now);
  const limit = useLimitSeats(team);
  const save = () =>
    limit.mutate(seats, {
      onSuccess: ({ seat_limit: saved }) => {
        toast(saved === null ? 'There is no limit any more.' : `The limit is ${count(saved, 'seat')}.`);
        onClose();
      },
    });
  return (
    <DialogForm
      onSubmit={save}
      onCancel={onClose}
      submit="Save"
      busy={limit.isPending}
      disabled={seats === now || (seats !== null && seats < 1)}
    >
      <Stack gap="md">
        <Text size="sm">
          Once the limit is reached nobody can be added. It takes nobody's seat away: {count(used, 'seat')}{' '}
          {used === 1 ? 'is' : 'are'} in use now.
        </Text>
        <Switch
          label="Limit the seats of this team"
          checked={seats !== null}
          onChange={({ currentTarget }) => setSeats(currentTarget.checked ? (now ?? used) : null)}
        />
        {seats !== null && (
          <NumberInput
            label="Seats at most"
            min={1}
            max={1_000_000}
            allowDecimal={false}
            maw={180}
            value={seats}
            onChange={(value) => setSeats(Number(value))}
            error={fieldErrors(limit.error)['seats']}
          />
        )}
      </Stack>
      <Failure error={limit.error} fields={['seats']} />
    </DialogForm>
  );
}
