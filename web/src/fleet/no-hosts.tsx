import { Server } from 'lucide-react';
import { EmptyState } from '../design/empty-state.tsx';
import { Page } from '../design/page.tsx';
import { AddHostGuide } from '../hosts/guide/add-host-guide.tsx';
import { useMay } from '../live/use-live.ts';

/** The first run: an admin is led to the first host. */
export function NoHosts() {
  const mayAdd = useMay('admin');
  if (mayAdd)
    return (
      <Page narrow title="Add your first host">
        <AddHostGuide />
      </Page>
    );
  return (
    <main className="mx-auto max-w-2xl px-4 pt-[12vh]">
      <h1 className="sr-only">Fleet</h1>
      <EmptyState icon={<Server size={28} />} title="No host yet">
        A host is a machine on which agents run. An admin can add one; its sessions then appear here.
      </EmptyState>
    </main>
  );
}
