// The icons: 16 px, stroke 1.4, drawn for this product in one style. Each stands beside a label or in a control that has one.
import type { ReactNode } from 'react';

const SHAPES = {
  logo: (
    <>
      <circle cx="7" cy="7" r="5"/>
      <path d="m10.8 10.8 3.4 3.4M4.5 7h1.3l1-2 1 3.6.8-1.6h1"/>
    </>
  ),
  open: <path d="M2 12.5v-9h4l1.5 2H13v2M2 12.5 4 7.5h10.5l-2 5z"/>,
  reload: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3"/>,
  close: <path d="m4.5 4.5 7 7M11.5 4.5l-7 7"/>,
  columns: <path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"/>,
  command: <path d="M3 5l3 3-3 3M8 11.5h5"/>,
  packets: <path d="M2.5 4h11M2.5 8h11M2.5 12h11"/>,
  stream: <path d="M2.5 4.5h7M6.5 8h7M2.5 11.5h7"/>,
  download: <path d="M8 2.5V10M5 7l3 3 3-3M3 13.5h10"/>,
  compare: <path d="M2.5 3h4v10h-4zM9.5 3h4v10h-4zM4.5 6v.1M11.5 9v.1"/>,
  sequence: <path d="M4 2.5v11M12 2.5v11M4 5.5h7M9.5 4l1.5 1.5L9.5 7M12 10.5H5M6.5 9 5 10.5 6.5 12"/>,
  graph: <path d="M2.5 2.5v11h11M4.5 10.5l3-4 2.5 2.5 3.5-5"/>,
  eye: <path d="M2.5 8S4.5 4 8 4s5.5 4 5.5 4-2 4-5.5 4-5.5-4-5.5-4zM8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3"/>,
  right: <path d="m6.5 4.5 3.5 3.5-3.5 3.5"/>,
  upward: <path d="m4.5 9.5 3.5-3.5 3.5 3.5"/>,
  start: <path d="M4.5 3.2v9.6l8-4.8z"/>,
  stop: <rect x="4" y="4" width="8" height="8" rx="1"/>,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9"/>,
  save: <path d="M3 3h8l2 2v8H3zM5.5 3v3.5H10V3M5.5 13V9.5h5V13"/>,
  follow: <path d="M8 2.5v9M4.5 8 8 11.5 11.5 8M3.5 14h9"/>,
  disk: <path d="M2.5 4.5h11v7h-11zM4.5 9.5h2M10.5 9.5h1"/>,
  down: <path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1"/>
      <path d="M10.5 5.5v-3h-8v8h3"/>
    </>
  ),
  file: <path d="M4 2h5l3 3v9H4zM9 2v3h3"/>,
  folder: <path d="M2 12.5v-9h4l1.5 2H14v7z"/>,
  flask: <path d="M6 2.5v4L3 12c-.4.9.1 1.5 1 1.5h8c.9 0 1.4-.6 1-1.5L10 6.5v-4M5 2.5h6M4.8 10h6.4"/>,
  terminal: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1"/>
      <path d="m4.5 6 2 2-2 2M8.5 10.5h3"/>
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2"/>
      <path d="m10.2 10.2 3.3 3.3"/>
    </>
  ),
  check: <path d="m3.5 8.5 3 3 6-7"/>,
  dot: <circle className="fill" cx="8" cy="8" r="2.2"/>,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5"/>
      <path d="M8 5v3.2l2 1.3"/>
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.5"/>
      <path d="M8 7.5V11"/>
      <circle className="fill" cx="8" cy="5.3" r=".85"/>
    </>
  ),
  warn: (
    <>
      <path d="M8 2.5 14 13.2H2zM8 6.5v3.2"/>
      <circle className="fill" cx="8" cy="11.4" r=".85"/>
    </>
  ),
  error: (
    <>
      <path d="M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5zM8 5v3.7"/>
      <circle className="fill" cx="8" cy="10.8" r=".85"/>
    </>
  ),
  funnel: <path d="M2.5 3.5h11L9.5 8.500v4.500l-3-1.500v-3z"/>,
  bookmark: <path d="M4.5 2.5h7v11L8 10.7l-3.5 2.8z"/>,
  note: <path d="M3 3h10v7.5H7L4.5 13v-2.5H3z"/>,
  link: <path d="M6.5 9.5 9.5 6.5M7 4.5l1.3-1.3a2.6 2.6 0 0 1 3.7 3.7L10.8 8M9 11.5l-1.3 1.3A2.6 2.6 0 0 1 4 9.1L5.2 8"/>,
  up: <path d="M8 13V3.5M4 7.5l4-4 4 4"/>,
  back: <path d="M13 8H3.5M7.5 4l-4 4 4 4"/>,
  forward: <path d="M3 8h9.5M8.5 4l4 4-4 4"/>,
  layout: <path d="M2.5 3h11v10h-11zM2.5 7.5h11M8.5 7.5V13"/>,
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1"/>
      <path d="M4 7h.5M7 7h.5M10 7h.5M12 7h.2M5 10h6"/>
    </>
  ),
  plus: <path d="M8 3.5v9M3.5 8h9"/>,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8"/>
      <path d="M8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1"/>
    </>
  ),
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z"/>,
  expand: <path d="m4.5 6 3.5-3.5L11.5 6M4.5 10l3.5 3.5 3.5-3.5" />,
  collapse: <path d="m4.5 2.5 3.5 3.5 3.5-3.5M4.5 13.5l3.5-3.5 3.5 3.5" />,
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1"/>
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>
    </>
  ),
  wireless: (
    <>
      <path d="M2 6.5a8.6 8.6 0 0 1 12 0M4.2 8.9a5.4 5.4 0 0 1 7.6 0M6.3 11.1a2.4 2.4 0 0 1 3.4 0"/>
      <circle className="fill" cx="8" cy="13" r=".9"/>
    </>
  ),
  ethernet: (
    <>
      <rect x="2.5" y="3" width="11" height="10" rx="1"/>
      <path d="M5.5 13v-3h5v3M5 5.5v1.5M7 5.5v1.5M9 5.5v1.5M11 5.5v1.5"/>
    </>
  ),
  loopback: <path d="M5.2 5.2a4 4 0 1 1-1.1 3.3M2.4 6.6l1.7 2.2 2.3-1.6"/>,
  bridge: <path d="M1.5 6h13M1.5 10h13M4.5 4v8M8 6v4M11.5 4v8"/>,
  tunnel: <path d="M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4zM5.8 8l1.6 1.6 2.9-3"/>,
  everything: (
    <>
      <circle cx="8" cy="8" r="5.5"/>
      <path d="M2.5 8h11M8 2.5c2 1.6 2.6 3.4 2.6 5.5s-.6 3.9-2.6 5.5c-2-1.6-2.6-3.4-2.6-5.5S6 4.1 8 2.5"/>
    </>
  ),
  virtual: <path d="M2.5 2.5h6v6h-6zM7.5 10.5v3h6v-6h-3"/>,
  bluetooth: <path d="m4.5 5 7 6L8 14V2l3.5 3-7 6"/>,
  usb: <path d="M8 13.5V2.5M6.5 4 8 2.5 9.5 4M4.5 7v2L8 11M11.5 6v2L8 10M4 6.5h1M11 5.5h1"/>,
  settings: <path d="M2.5 4.5h7M12.5 4.5h1M2.5 8h2M7.5 8h6M2.5 11.5h6M11.5 11.5h2M11 3v3M6 6.5v3M10 10v3"/>,
  route: <path d="M3.5 12.5h5a2.5 2.5 0 0 0 0-5h-2a2.5 2.5 0 0 1 0-5h6M10.5 1l2 1.5-2 1.5M3.5 11v3"/>,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }): ReactNode {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
