import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: 'lib/meta/schema.ts', out: 'lib/meta/migrations' });
