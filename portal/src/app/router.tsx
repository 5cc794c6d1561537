// Every page and its address. Pages are loaded when they are opened first.
import { createRoute, createRouter, type RouterHistory } from '@tanstack/react-router';
import { Home } from '@/app/home';
import { NotFoundPage } from '@/app/not-found-page';
import { PageFailure } from '@/app/page-failure';
import { publicRoutes } from '@/app/public-routes';
import { rootRoute } from '@/app/root-route';
import { signedInRoute } from '@/app/signed-in-routes';

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const routeTree = rootRoute.addChildren([homeRoute, ...publicRoutes, signedInRoute]);

/** `history` is for tests; the browser's own serves otherwise. */
export function createPortalRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history ? { history } : {}),
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: PageFailure,
  });
}

export type PortalRouter = ReturnType<typeof createPortalRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: PortalRouter;
  }
}
