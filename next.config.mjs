/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // native engines: loaded by Node itself, never bundled
  serverExternalPackages: ['chdb', '@electric-sql/pglite', 'pg', 'pino'],
  // lint and types are steps of their own in `npm test`
  typescript: { ignoreBuildErrors: true },
};
