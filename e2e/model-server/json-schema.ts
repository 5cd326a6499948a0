import { z } from 'zod';

const Schema = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/** A smallest value that follows a JSON schema of the kinds the CLIs use. */
export function instanceOf(schema: unknown): unknown {
  const { type, enum: choices, properties } = Schema.parse(schema);
  if (choices) return choices[0];
  switch (type?.toLowerCase()) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties ?? {}).map(([key, value]) => [key, instanceOf(value)]),
      );
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'number':
    case 'integer':
      return 1;
    default:
      return 'text';
  }
}
