import { Button } from '@mantine/core';
import { IconDownload } from '@/components/ui/icons';
import { Section } from '@/components/ui/section';
import { teamExportAddress } from '@/features/settings/api/settings';
import { useCurrentTeam } from '@/features/team/api/current-team';
import { isAllowed } from '@/lib/allowed';

const intro =
  'Members, roles, settings, templates, and every session that you may read, as JSON lines. ' +
  'Sessions that are not open to you are named by their id alone. What is in the file is recorded as opened by you.';

/** The whole team as a file; nobody but its owner is offered it. */
export function ExportTeamSection() {
  const { team } = useCurrentTeam();
  if (!isAllowed(team, 'team.export')) return null;
  return (
    <Section title="Export" intro={intro}>
      <Button
        component="a"
        download
        href={teamExportAddress(team.id)}
        variant="default"
        leftSection={<IconDownload size={16} />}
      >
        Export the team&rsquo;s data
      </Button>
    </Section>
  );
}
