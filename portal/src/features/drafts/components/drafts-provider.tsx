import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { LosableContext } from '@/components/ui/dialog';
import { useUser } from '@/features/auth/api/me';
import { Drafts, type PageDrafts, type WritingPage } from '@/features/drafts/components/drafts';

const DraftsContext = createContext<Drafts | null>(null);

/** The id of the team whose pages are open. */
export const WritingTeamContext = createContext<string | null>(null);

/** Around the whole portal: what is written outlives its page. The browser asks before the tab closes on it. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts] = useState(() => new Drafts());
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (!drafts.hasUnsaved() && drafts.losable().length === 0) return;
      event.preventDefault();
      void drafts.saveNow();
    };
    const connected = () => void drafts.saveNow();
    window.addEventListener('beforeunload', beforeUnload);
    window.addEventListener('online', connected);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      window.removeEventListener('online', connected);
      drafts.stop();
    };
  }, [drafts]);
  return (
    <DraftsContext value={drafts}>
      <LosableContext value={drafts.tellLosable}>{children}</LosableContext>
    </DraftsContext>
  );
}

export function useDrafts(): Drafts {
  const drafts = useContext(DraftsContext);
  if (!drafts) throw new Error('useDrafts needs a DraftsProvider around it');
  return drafts;
}

/** Draws again whenever something is written or saved on any page. */
export function useChangingDrafts(): Drafts {
  const drafts = useDrafts();
  useSyncExternalStore(drafts.subscribe, drafts.version);
  return drafts;
}

/** What is being written on a page of the current team, by who is signed in. */
export function usePageDrafts(page: WritingPage): PageDrafts {
  const team = useContext(WritingTeamContext);
  if (team === null) throw new Error('usePageDrafts needs a page of a team around it');
  const user = useUser();
  return useDrafts().of({ user: user?.id ?? '', team, page });
}

/** As `usePageDrafts`, for the page itself: while it is open, who leaves it is asked about what is not saved. */
export function useOpenPage(page: WritingPage): PageDrafts {
  const drafts = usePageDrafts(page);
  useEffect(() => {
    drafts.open();
    return () => drafts.close();
  }, [drafts]);
  return drafts;
}

export function useSessionDrafts(session: string): PageDrafts {
  return usePageDrafts(`sessions/${session}`);
}

/** As `useSessionDrafts`; draws again whenever something is written or saved. */
export function useChangingSessionDrafts(session: string): PageDrafts {
  const drafts = useSessionDrafts(session);
  useSyncExternalStore(drafts.subscribe, drafts.version);
  return drafts;
}
