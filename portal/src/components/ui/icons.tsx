// Our own small set of line icons: 20 px, drawn with the colour of the text, hidden from assistive technology.
import type { ReactNode } from 'react';

function icon(drawing: ReactNode) {
  return function Icon({ size = 18 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.7}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {drawing}
      </svg>
    );
  };
}

export const IconTeam = icon(
  <>
    <circle cx="9" cy="8" r="3.2" />
    <path d="M3 19.5c.4-3.4 2.8-5.3 6-5.3s5.6 1.9 6 5.3" />
    <path d="M16 5.1a3.2 3.2 0 0 1 0 5.9M17.5 14.5c2 .6 3.2 2.3 3.5 5" />
  </>,
);
export const IconSettings = icon(
  <>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
    <circle cx="15" cy="7" r="2" />
    <circle cx="9" cy="17" r="2" />
  </>,
);
export const IconKey = icon(
  <>
    <circle cx="8" cy="15.5" r="4" />
    <path d="M11 12.5 19.5 4M16 7.5l2.5 2.5" />
  </>,
);
export const IconAudit = icon(
  <>
    <path d="M6 3.5h8.5L19 8v12.5H6z" />
    <path d="M14 3.5V8.5h5M9 12.5h6.5M9 16.5h6.5" />
  </>,
);
export const IconBell = icon(
  <>
    <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z" />
    <path d="M10 21h4" />
  </>,
);
export const IconRoles = icon(
  <>
    <path d="M12 3.5 19 6v5.5c0 4.3-2.8 7.4-7 9-4.2-1.6-7-4.7-7-9V6z" />
    <path d="m9 12 2.2 2.2L15.3 10" />
  </>,
);
export const IconAccount = icon(
  <>
    <circle cx="12" cy="8.5" r="3.7" />
    <path d="M4.5 20c.6-3.7 3.6-5.8 7.5-5.8s6.9 2.1 7.5 5.8" />
  </>,
);
export const IconPlus = icon(<path d="M12 5v14M5 12h14" />);
export const IconChevronDown = icon(<path d="m6 9.5 6 6 6-6" />);
export const IconSelector = icon(<path d="m8 9 4-4 4 4M8 15l4 4 4-4" />);
export const IconDots = icon(
  <>
    <circle cx="5" cy="12" r=".6" />
    <circle cx="12" cy="12" r=".6" />
    <circle cx="19" cy="12" r=".6" />
  </>,
);
export const IconSearch = icon(
  <>
    <circle cx="11" cy="11" r="6" />
    <path d="m20 20-4.5-4.5" />
  </>,
);
export const IconCheck = icon(<path d="m5 12.5 4.5 4.5L19 7.5" />);
export const IconAlert = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 8v4.5M12 15.8v.1" />
  </>,
);
export const IconLock = icon(
  <>
    <rect x="5.5" y="11" width="13" height="9" rx="2" />
    <path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
  </>,
);
export const IconMail = icon(
  <>
    <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
    <path d="m4 7.5 8 6 8-6" />
  </>,
);
export const IconSignOut = icon(<path d="M10 4.5H5.5v15H10M15 8l4 4-4 4M19 12H10" />);
export const IconSun = icon(
  <>
    <circle cx="12" cy="12" r="3.7" />
    <path d="M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M5.6 18.4l1.1-1.1M17.3 6.7l1.1-1.1" />
  </>,
);
export const IconMoon = icon(<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z" />);
export const IconDownload = icon(<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14" />);
export const IconUpload = icon(<path d="M12 15.5v-11M7.5 9 12 4.5 16.5 9M5 19.5h14" />);
export const IconClock = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </>,
);
export const IconEye = icon(
  <>
    <path d="M3 12c2-4.2 5.1-6.3 9-6.3s7 2.1 9 6.3c-2 4.2-5.1 6.3-9 6.3S5 16.2 3 12z" />
    <circle cx="12" cy="12" r="2.8" />
  </>,
);
export const IconSessions = icon(
  <>
    <path d="M4.5 5.5h15v10.5h-9l-4 3.5v-3.5h-2z" />
    <path d="M8.5 9.5h7M8.5 12.5h4.5" />
  </>,
);
export const IconTemplates = icon(
  <>
    <rect x="4.5" y="4.5" width="15" height="15" rx="2" />
    <path d="M4.5 9h15M9.5 9v10.5" />
  </>,
);
export const IconBilling = icon(
  <>
    <rect x="3.5" y="6" width="17" height="12.5" rx="2" />
    <path d="M3.5 10.5h17M7 15h4" />
  </>,
);
export const IconEmergency = icon(
  <>
    <path d="M12 3.5 21.5 20h-19z" />
    <path d="M12 10v4.5M12 17.2v.1" />
  </>,
);
