import { createContext, useContext, useEffect, useState } from 'react';

/** How far the server's clock is ahead of the browser's, in milliseconds; not 0 only on a development clock. */
export const ClockOffset = createContext(0);

/** The present instant in milliseconds, renewed every half minute so that "days left" stays true. */
export function useNow(): number {
  const offset = useContext(ClockOffset);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now + offset;
}
