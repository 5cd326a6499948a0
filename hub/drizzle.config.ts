import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate` writes the next migration from the schema. */
const config = defineConfig({ dialect: 'sqlite', schema: './src/db/schema.ts', out: './drizzle' });

export default config;
