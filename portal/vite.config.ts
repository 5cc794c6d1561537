import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env['ROLECALL_SERVER'] ?? 'http://127.0.0.1:8080';
const proxied = Object.fromEntries(
  ['/api', '/access', '/dev', '/.well-known', '/openapi.json'].map((path) => [path, server]),
);

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: proxied },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rollupOptions: { input: ['index.html', 'docs.html'] },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    testTimeout: 60_000,
  },
});
