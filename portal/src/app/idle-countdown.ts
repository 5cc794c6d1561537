// How long nobody has done anything, in all windows of this browser together. Activity also keeps the login on the server
// awake, for who reads or writes for long without a request.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { meKey } from '@/lib/query-client';

const warning = 60_000;
/** Shared between windows: the instant of the last activity in any of them. */
const storageKey = 'rolecall.activity';
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** Activity is noted at most so often. */
const precision = 1_000;

function lastActivity(): number {
  return Number(localStorage.getItem(storageKey) ?? 0);
}

export interface Countdown {
  /** Until the sign-out, while it is warned of; else null. */
  readonly seconds: number | null;
  readonly stay: () => void;
}

/** Calls `onOver` once after so many idle minutes. What is done while it warns counts only when it is `stay`. */
export function useCountdown(minutes: number, onOver: () => void): Countdown {
  const [seconds, setSeconds] = useState<number | null>(null);
  const warned = useRef(false);
  const noteActivity = useNoteActivity(minutes);
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });

  const check = useCallback(() => {
    const left = lastActivity() + minutes * 60_000 - Date.now();
    warned.current = left <= warning;
    setSeconds(warned.current ? Math.max(0, Math.ceil(left / 1000)) : null);
    return left;
  }, [minutes]);

  useEffect(() => {
    let isOver = false;
    const look = () => {
      if (isOver || check() > 0) return;
      isOver = true;
      over.current();
    };
    const note = () => !warned.current && noteActivity();
    noteActivity();
    const timer = setInterval(look, 1_000);
    document.addEventListener('visibilitychange', look);
    for (const sign of signs) document.addEventListener(sign, note, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const sign of signs) document.removeEventListener(sign, note, { capture: true });
    };
  }, [check, noteActivity]);

  const stay = useCallback(() => {
    noteActivity();
    check();
  }, [noteActivity, check]);
  return { seconds, stay };
}

/** Notes that something was done now, and asks the server for something when it was not asked for a quarter of the time. */
function useNoteActivity(minutes: number): () => void {
  const client = useQueryClient();
  const asked = useRef<number | null>(null);
  return useCallback(() => {
    const now = Date.now();
    if (now - lastActivity() < precision) return;
    localStorage.setItem(storageKey, String(now));
    if (asked.current !== null && now - asked.current < minutes * 15_000) return;
    if (asked.current !== null) void client.refetchQueries({ queryKey: meKey });
    asked.current = now;
  }, [client, minutes]);
}
