// Every page and its address. Pages are loaded when they are opened first.
import { createRoute, createRouter } from '@tanstack/react-router';
import { Home } from '@/app/home';
import { NotFoundPage } from '@/app/not-found-page';
import { PageFailure } from '@/app/page-failure';
import { publicRoutes } from '@/app/public-routes';
import { rootRoute } from '@/app/root-route';
import { signedInRoute } from '@/app/signed-in-routes';

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const routeTree = rootRoute.addChildren([homeRoute, ...publicRoutes, signedInRoute]);

export function createPortalRouter() {
  return createRouter({
    routeTree,
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
