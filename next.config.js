import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({
  requestConfig: './lib/i18n.ts',
  // Messages are parsed when Ordinal is built, not in the browser and on each request.
  experimental: { messages: { path: './messages', locales: 'infer', format: 'json', precompile: true } },
})

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or stateful packages that must exist once in the process, outside of the bundles.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pg',
    '@kubernetes/client-node',
    'undici',
    'ws',
    'pino',
    '@node-rs/argon2',
  ],
  experimental: {
    // Every page is dynamic and private; the browser keeps no copy of one that may have changed.
    staleTimes: { dynamic: 0 },
    serverActions: { bodySizeLimit: '1mb' },
    optimizePackageImports: ['@mantine/core', '@mantine/hooks'],
  },
  images: { unoptimized: true },
  typescript: {
    // `npm run check` runs the compiler itself, with the same settings, once.
    ignoreBuildErrors: true,
  },
}

export default withNextIntl(config)
