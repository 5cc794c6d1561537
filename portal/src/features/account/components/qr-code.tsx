import classes from '@/features/account/components/qr-code.module.css';

/**
 * The server draws the QR code. As an image its SVG can neither run anything nor reach into the page; always dark on white, for
 * scanners.
 */
export function QrCode({ svg }: { svg: string }) {
  return (
    <div className={classes['frame']}>
      <img
        alt="QR code for the authenticator app"
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
        width={180}
        height={180}
      />
    </div>
  );
}
