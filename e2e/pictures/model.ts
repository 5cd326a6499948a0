import type { Question, Reply } from '../model-server/question.ts';
import { echo, USAGE } from '../model-server/script.ts';

export const FROST_QUESTION = 'Why is the first frost one day early in the report?';
export const MIGRATE_REQUEST = 'Drop the old price tables from the test database.';
export const GUIDE_QUESTION = 'Which steps of the picking guide are out of date?';

const FROST_ANSWER = `The report is one day early for a frost just after midnight.

\`firstFrost\` in \`src/frost.ts\` compares hours in UTC, but the report groups them by local day:

1. A frost at 00:30 local time is 23:30 UTC, which is the day before.
2. \`new Date(first.at)\` drops the offset that the weather station sends.

I would keep the offset in \`Reading\` and group by the station's own day. Shall I change it and add a test for a frost at midnight?`;

const GUIDE_ANSWER = `Two of the seven steps are out of date:

* **Step 3** still weighs crates in pounds; the scales send kilograms since v1.3.
* **Step 6** names the old printer. Labels come from the shop now.

The other five match what the API does today.`;

/** What the model says to the agents in the pictures. */
export function answerForPictures(question: Question): Reply {
  const { prompt, tools, toolResults } = question;
  if (tools.length === 0 || toolResults.length > 0) return echo(question);
  if (prompt.includes(FROST_QUESTION)) return { text: FROST_ANSWER, usage: USAGE };
  if (prompt.includes(GUIDE_QUESTION)) return { text: GUIDE_ANSWER, usage: USAGE };
  if (!prompt.includes(MIGRATE_REQUEST)) return echo(question);
  const name = tools.find((tool) => tool === 'Bash') ?? '';
  const input = {
    command: './migrate --drop old_prices --database orchard_test',
    description: 'Drop the old price tables',
  };
  return {
    text: 'The tables are unused since v1.3. I drop them with the migration script.',
    toolCall: { name, input },
    usage: USAGE,
  };
}
