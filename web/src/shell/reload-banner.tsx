import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';

/** The hub is of another version than this page. */
export const ReloadBanner = () => (
  <Banner
    tone="warn"
    className="sm:px-6"
    action={
      <Button variant="primary" onClick={() => window.location.reload()}>
        Reload
      </Button>
    }
  >
    Drover was upgraded. Reload this page to go on with the new version; agents are not touched by that.
  </Banner>
);
