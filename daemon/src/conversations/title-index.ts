import { join } from 'node:path';
import type { ConversationFiles } from '@drover/profiles';
import type { Conversation } from '@drover/protocol';
import { openPlainFile, readTail } from './read-records.ts';
import { textAt } from './record-rules.ts';
import { shownTitle } from './transcript.ts';

/** Gives conversations the titles that their tool keeps in a file beside them; of a large one only its end is read. */
export async function withIndexedTitles(
  conversations: Conversation[],
  folder: string,
  { titleIndex }: ConversationFiles,
): Promise<Conversation[]> {
  const file = titleIndex && (await openPlainFile(join(folder, titleIndex.path)));
  if (!file) return conversations;
  const titles = new Map<string, string>();
  try {
    await readTail(file, (await file.stat()).size, (record) => {
      const id = textAt(record, titleIndex.id);
      const title = shownTitle(textAt(record, titleIndex.title));
      if (id && title) titles.set(id, title);
      return 'more';
    });
  } finally {
    await file.close();
  }
  return conversations.map((one) => ({ ...one, title: titles.get(one.conversationId) ?? one.title }));
}
