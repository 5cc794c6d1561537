import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { DevelopmentClock } from '@/app/development-clock';
import type { PortalRouter } from '@/app/router';
import { DraftsProvider } from '@/features/drafts/components/drafts-provider';
import { cssVariables, theme } from '@/app/theme';

interface AppProps {
  readonly queries: QueryClient;
  readonly router: PortalRouter;
  /** `test` skips transitions. */
  readonly environment?: 'default' | 'test';
}

export function App({ queries, router, environment = 'default' }: AppProps) {
  return (
    <MantineProvider
      env={environment}
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <DevelopmentClock>
          <DraftsProvider>
            <RouterProvider router={router} />
          </DraftsProvider>
        </DevelopmentClock>
      </QueryClientProvider>
    </MantineProvider>
  );
}
