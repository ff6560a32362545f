/**
 * The few line icons of the page. Decoration only: the button around each carries the name.
 */
import type { ComponentChildren } from "preact";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M5.5 11.5 12 5l6.5 6.5" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect class="icon-solid" x="6" y="6" width="12" height="12" rx="2.5" />
  </Icon>
);

export const NewIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="9" y="9" width="11" height="11" rx="2.5" />
    <path d="M15 5.5A1.5 1.5 0 0 0 13.5 4H6a2 2 0 0 0-2 2v7.5A1.5 1.5 0 0 0 5.5 15" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m5 12.5 4.5 4.5L19 7.5" />
  </Icon>
);

export const AgainIcon = () => (
  <Icon>
    <path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9" />
    <path d="M19.5 4.5V9H15" />
  </Icon>
);

const THUMB = "M7.5 10.5 11 3.6c1.5 0 2.6 1.2 2.4 2.7l-.5 3.2h4.6a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7.5";

export const ThumbUpIcon = () => (
  <Icon>
    <path class="icon-fillable" d={`${THUMB}zM7.5 10.5H5a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h2.5`} />
  </Icon>
);

export const ThumbDownIcon = () => (
  <Icon>
    <g transform="rotate(180 12 12)">
      <path class="icon-fillable" d={`${THUMB}zM7.5 10.5H5a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h2.5`} />
    </g>
  </Icon>
);

export const OpenIcon = () => (
  <Icon>
    <path d="m7 10 5 5 5-5" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M5.5 12.5 12 19l6.5-6.5" />
  </Icon>
);

export const ListIcon = () => (
  <Icon>
    <rect x="3.5" y="4.5" width="17" height="15" rx="3" />
    <path d="M9.5 4.5v15" />
  </Icon>
);

export const SettingsIcon = () => (
  <Icon>
    <path d="M4 8h9M19 8h1M4 16h1M11 16h9" />
    <circle cx="16" cy="8" r="2.5" />
    <circle cx="8" cy="16" r="2.5" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <circle class="icon-solid" cx="5.5" cy="12" r="1.7" />
    <circle class="icon-solid" cx="12" cy="12" r="1.7" />
    <circle class="icon-solid" cx="18.5" cy="12" r="1.7" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);

export const EditIcon = () => (
  <Icon>
    <path d="m14.5 5.5 4 4L8 20H4v-4zM12.5 7.5l4 4" />
  </Icon>
);

export const CompareIcon = () => (
  <Icon>
    <rect x="3.5" y="5" width="7" height="14" rx="2" />
    <rect x="13.5" y="5" width="7" height="14" rx="2" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="m14 7-5 5 5 5" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="m10 7 5 5-5 5" />
  </Icon>
);
