import { Link } from 'react-router';
import { AccountFrame } from '../account/account-frame.tsx';
import { usePageTitle } from '../shell/page-title.ts';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <AccountFrame title="There is no such page" intro="The address may be mistyped, or from another version.">
      <Link to="/" className="font-medium text-accent-ink text-sm hover:underline">
        Go to the fleet
      </Link>
    </AccountFrame>
  );
}
