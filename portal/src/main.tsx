import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@/components/ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/app';
import { createPortalRouter } from '@/app/router';
import { createQueryClient } from '@/lib/query-client';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <App queries={createQueryClient()} router={createPortalRouter()} />
  </StrictMode>,
);
