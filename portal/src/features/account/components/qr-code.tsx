import classes from '@/features/account/components/qr-code.module.css';

/** The server draws the QR code; it comes as SVG text over our own connection. Always dark on white, for scanners. */
export function QrCode({ svg }: { svg: string }) {
  const drawing = svg.slice(Math.max(0, svg.indexOf('<svg')));
  return (
    <div
      role="img"
      aria-label="QR code for the authenticator app"
      className={classes['frame']}
      dangerouslySetInnerHTML={{ __html: drawing }}
    />
  );
}
