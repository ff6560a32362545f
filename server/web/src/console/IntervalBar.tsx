/**
 * A share with its interval on the line from 0 to 1, beside what it has to be better than.
 *
 * SVG attributes place everything, because the policy allows no style attributes in markup.
 */
interface Props {
  label: string;
  value: number;
  low: number;
  high: number;
  marks: readonly { readonly at: number; readonly name: string }[];
}

const across = (share: number) => `${100 * Math.min(Math.max(share, 0), 1)}%`;

export function IntervalBar({ label, value, low, high, marks }: Props) {
  return (
    <svg class="interval" role="img" aria-label={label} height="52">
      <title>{label}</title>
      <line class="rail" x1="0%" x2="100%" y1="18" y2="18" />
      {marks.map(({ at, name }, index) => (
        <g key={name} class="mark">
          <line x1={across(at)} x2={across(at)} y1="8" y2="28" />
          <text x={across(at)} y={index < marks.length - 1 ? 49 : 38} text-anchor={at > 0.8 ? "end" : "middle"}>
            {name} {at.toFixed(2)}
          </text>
        </g>
      ))}
      <line class="whisker" x1={across(low)} x2={across(high)} y1="18" y2="18" />
      <circle cx={across(value)} cy="18" r="5.5" />
    </svg>
  );
}
