import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or stateful packages that must exist once in the process, outside of the bundles. Not client-node: of its 870
  // modules the bundler keeps the few that read a kubeconfig.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    'undici',
    'ws',
    'pino',
    '@node-rs/argon2',
  ],
  experimental: {
    // Every page is dynamic and private; the browser keeps no copy of one that may have changed.
    staleTimes: { dynamic: 0 },
    // A draft of 1 MiB, with each of its line breaks and quotes written as two characters.
    serverActions: { bodySizeLimit: '3mb' },
    optimizePackageImports: ['@mantine/core', '@mantine/hooks'],
  },
  turbopack: {
    resolveAlias: {
      // monaco-worker-manager names the file as Monaco before 0.56 exported it.
      'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker.js',
      'prettier/standalone': './app/_components/code-editor/no-prettier.ts',
      'prettier/plugins/estree': './app/_components/code-editor/no-prettier.ts',
      'prettier/plugins/yaml': './app/_components/code-editor/no-prettier.ts',
    },
  },
  images: { unoptimized: true },
  typescript: {
    // `npm run check` runs the compiler itself, with the same settings, once.
    ignoreBuildErrors: true,
  },
}

export default async (phase) => {
  // What compiles the messages brings a compiler of its own, which the server would keep in memory for nothing.
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  const withNextIntl = createNextIntlPlugin({
    requestConfig: './lib/i18n.ts',
    // Messages are parsed when Ordinal is built, not in the browser and on each request.
    experimental: { messages: { path: './messages', locales: 'infer', format: 'json', precompile: true } },
  })
  return withNextIntl(config)
}
