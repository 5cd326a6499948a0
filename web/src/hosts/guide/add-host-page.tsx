import { Page } from '../../design/page.tsx';
import { useMay } from '../../live/use-live.ts';
import { NotForYou } from '../../roles/not-for-you.tsx';
import { usePageTitle } from '../../shell/page-title.ts';
import { AddHostGuide } from './add-host-guide.tsx';

/** `/hosts/new` */
export function AddHostPage() {
  usePageTitle('Add a host');
  const mayAdd = useMay('admin');
  return (
    <Page narrow title="Add a host">
      {mayAdd ? <AddHostGuide /> : <NotForYou needs="admin">Only admins can add hosts.</NotForYou>}
    </Page>
  );
}
