import { Stack } from '@mantine/core';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { Page } from '@/components/ui/page';
import { useOpenPage } from '@/features/drafts/components/drafts-provider';
import { KeptTexts } from '@/features/drafts/components/kept-text';
import { useSettings } from '@/features/settings/api/settings';
import { DeleteTeamSection } from '@/features/settings/components/delete-team-section';
import { ExportTeamSection } from '@/features/settings/components/export-team-section';
import { OwnershipSection } from '@/features/settings/components/ownership-section';
import { SettingsForm } from '@/features/settings/components/settings-form';
import { TeamNameSection } from '@/features/settings/components/team-name-section';
import { useCurrentTeam } from '@/features/team/api/current-team';

export function SettingsPage() {
  const { team } = useCurrentTeam();
  const settings = useSettings(team.id);
  const drafts = useOpenPage('settings');
  const reload = () => settings.refetch();
  return (
    <Page title="Team settings" width="reading">
      <Stack gap="lg">
        <TeamNameSection />
        {settings.isPending && <ListSkeleton rows={4} label="Loading the settings" />}
        {settings.isError && !settings.data && (
          <>
            <Failure error={settings.error} onRetry={() => void reload()} />
            <KeptTexts drafts={drafts} />
          </>
        )}
        {settings.data && <SettingsForm key={team.id} loaded={settings.data} reload={reload} />}
        <OwnershipSection />
        <ExportTeamSection />
        <DeleteTeamSection />
      </Stack>
    </Page>
  );
}
