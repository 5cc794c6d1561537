import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { EmptyState } from '@/components/ui/empty-state';
import { Failure } from '@/components/ui/failure';
import { ListSkeleton } from '@/components/ui/list-skeleton';
import { LoadMore } from '@/components/ui/load-more';
import { Page } from '@/components/ui/page';
import { useMarkRead, useNotices } from '@/features/notices/api/notices';
import { NoticeItem } from '@/features/notices/components/notice-item';

/** What happened to the reader in all teams, newest first. */
export function NoticesPage() {
  const notices = useNotices();
  const mark = useMarkRead();
  const unread = notices.data?.pages[0]?.unread ?? 0;
  const markAll = (
    <Button variant="default" loading={mark.isPending} onClick={() => mark.mutate('all')}>
      Mark all as read
    </Button>
  );
  return (
    <Page
      title="Notices"
      width="reading"
      intro="What changed for you in your teams: roles, access, sessions, ownership, settings and billing."
      actions={unread > 0 ? markAll : undefined}
    >
      <Stack>
        <Failure error={mark.error} />
        <NoticeList onRead={(id) => mark.mutate([id])} />
      </Stack>
    </Page>
  );
}

function NoticeList({ onRead }: { onRead: (notice: string) => void }) {
  const notices = useNotices();
  if (notices.isPending) return <ListSkeleton rows={4} label="Loading the notices" />;
  if (!notices.data) return <Failure error={notices.error} onRetry={() => void notices.refetch()} />;
  const items = notices.data.pages.flatMap((page) => page.items);
  const unread = notices.data.pages[0]?.unread ?? 0;
  if (items.length === 0) {
    return (
      <Paper withBorder radius="lg">
        <EmptyState title="No notices yet">
          When somebody changes your roles or your access, you read it here.
        </EmptyState>
      </Paper>
    );
  }
  return (
    <>
      <Failure error={notices.error} onRetry={() => void notices.refetch()} />
      <Paper withBorder radius="lg" component="ol" className="reset-list" style={{ overflow: 'hidden' }}>
        {items.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} onRead={() => onRead(notice.id)} />
        ))}
      </Paper>
      <Group justify="space-between" mih={36}>
        <Text size="sm" c="dimmed" role="status">
          {unread === 0 ? 'All read' : `${unread} unread`}
        </Text>
        <LoadMore list={notices} />
      </Group>
    </>
  );
}
