import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import type { SharePreview } from '@/features/sessions/api/shares';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { useGrantSentences } from '@/features/team/api/roles';
import { GrantChanges, PreviewWarnings } from '@/features/team/components/grant-changes';

type MemberGrant = SharePreview['gained'][number];

function byPerson(grants: readonly MemberGrant[]): [string, MemberGrant[]][] {
  const people = new Map<string, MemberGrant[]>();
  for (const grant of grants) {
    people.set(grant.member.id, [...(people.get(grant.member.id) ?? []), grant]);
  }
  return [...people.values()].map((theirs) => [theirs[0]?.member.name ?? '', theirs]);
}

/** What a share gives and takes, person by person, before it is saved. */
export function SharePreviewView({ preview }: { preview: SharePreview | undefined }) {
  const { team } = useCurrentTeam();
  const sentences = useGrantSentences(team.id);
  if (!preview) return <Skeleton h={96} role="status" aria-label="Working out what changes" />;
  return (
    <Paper bg="var(--rc-canvas)" radius="md" p="md" component="section" aria-label="What changes">
      <Stack gap="sm">
        {byPerson(preview.gained).map(([name, grants]) => (
          <GrantChanges key={name} title={`${name} gains`} mark="+" sentences={sentences(grants)} />
        ))}
        {byPerson(preview.lost).map(([name, grants]) => (
          <GrantChanges key={name} title={`${name} loses`} mark="−" sentences={sentences(grants)} />
        ))}
        {preview.gained.length + preview.lost.length === 0 && <Text size="sm">No right changes.</Text>}
        <PreviewWarnings warnings={preview.warnings} />
      </Stack>
    </Paper>
  );
}
