import { useParams } from '@tanstack/react-router';
import { IconAlert } from '@/components/ui/icons';
import { TextLink } from '@/components/ui/text-link';
import { useUser } from '@/features/auth/api/me';
import { useChangingDrafts } from '@/features/sessions/components/drafts-provider';
import classes from '@/features/sessions/components/unsaved-banner.module.css';

/** Leads back to what was written in another session and is not saved yet. */
export function UnsavedBanner() {
  const user = useUser();
  const { session: shown } = useParams({ strict: false });
  const elsewhere = useChangingDrafts()
    .unsavedOf(user?.id ?? '')
    .filter(({ place }) => place.session !== shown);
  if (elsewhere.length === 0) return null;
  return (
    <div className={classes['banner']} role="status">
      <IconAlert size={16} />
      <span>
        What you wrote is not saved yet and only kept in this tab.{' '}
        {elsewhere.map(({ place: { team, session } }, index) => (
          <span key={session}>
            {index > 0 && ', '}
            <TextLink to="/teams/$team/sessions/$session" params={{ team, session }}>
              {index === 0 ? 'Go back to it' : `and to another session (${index + 1})`}
            </TextLink>
          </span>
        ))}
      </span>
    </div>
  );
}
