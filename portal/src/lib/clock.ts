import { createContext, useContext, useEffect, useState } from 'react';

/** How far a development clock is ahead of the browser's, in milliseconds; null on the real clock. */
export const ClockOffset = createContext<number | null>(null);

/** The present instant in milliseconds, renewed every half minute so that "days left" stays true. */
export function useNow(): number {
  const offset = useContext(ClockOffset) ?? 0;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now + offset;
}
