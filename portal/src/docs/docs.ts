// The page /docs: shows /openapi.json with Swagger UI. A page of its own, so that the portal does not carry it; the bundle is
// a file that is served as it comes.
import bundleUrl from 'swagger-ui-dist/swagger-ui-bundle.js?url';
import 'swagger-ui-dist/swagger-ui.css';
import './docs.css';

interface SwaggerOptions {
  url: string;
  dom_id: string;
  validatorUrl: null;
  supportedSubmitMethods: string[];
  docExpansion: 'list';
  defaultModelsExpandDepth: number;
  deepLinking: boolean;
  filter: boolean;
}

declare global {
  interface Window {
    SwaggerUIBundle: (options: SwaggerOptions) => unknown;
  }
}

function show(): void {
  window.SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#docs',
    // Nothing leaves the clinic: no validator elsewhere, and only reading can be tried, because what is tried happens.
    validatorUrl: null,
    supportedSubmitMethods: ['get'],
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    deepLinking: true,
    filter: true,
  });
}

const root = document.documentElement;
root.classList.toggle('dark-mode', root.getAttribute('data-mantine-color-scheme') === 'dark');
const script = document.createElement('script');
script.src = bundleUrl;
script.addEventListener('load', show);
document.head.append(script);
