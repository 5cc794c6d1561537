import { useLocation } from '@tanstack/react-router';
import { IconAlert } from '@/components/ui/icons';
import { TextLink } from '@/components/ui/text-link';
import { useUser } from '@/features/auth/api/me';
import { addressOf } from '@/features/drafts/components/drafts';
import { useChangingDrafts } from '@/features/drafts/components/drafts-provider';
import classes from '@/features/drafts/components/unsaved-banner.module.css';

/** Leads back to what was written on another page and is not saved yet. */
export function UnsavedBanner() {
  const user = useUser();
  const { pathname } = useLocation();
  const elsewhere = useChangingDrafts()
    .unsavedOf(user?.id ?? '')
    .filter(({ place }) => addressOf(place) !== pathname);
  if (elsewhere.length === 0) return null;
  return (
    <div className={classes['banner']} role="status">
      <IconAlert size={16} />
      <span>
        What you wrote is not saved yet and only kept in this tab.{' '}
        {elsewhere.map(({ place }, index) => (
          <span key={addressOf(place)}>
            {index > 0 && ', '}
            <TextLink to={addressOf(place)}>
              {index === 0 ? 'Go back to it' : `and to another page (${index + 1})`}
            </TextLink>
          </span>
        ))}
      </span>
    </div>
  );
}
