import { useMay } from '../../live/use-live.ts';
import { NotForYou } from '../../roles/not-for-you.tsx';
import { Invites } from './invites.tsx';
import { People } from './people.tsx';

/** `/settings/people` */
export function PeopleSettings() {
  const mayManage = useMay('admin');
  if (!mayManage) return <NotForYou needs="admin">Only admins manage people.</NotForYou>;
  return (
    <>
      <People />
      <Invites />
    </>
  );
}
