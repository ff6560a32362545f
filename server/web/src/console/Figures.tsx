/**
 * The small things that every part shows: a number with what it is, nothing yet, something wrong.
 */
import type { ComponentChildren } from "preact";
import { describe, type Failure } from "../failure";

interface FigureProps {
  label: string;
  /** What the number is, in a sentence. */
  hint: string;
  children: ComponentChildren;
  /** Said below it, smaller. */
  beside?: ComponentChildren;
}

/** Stands in a `<dl class="figures">`. */
export function Figure({ label, hint, children, beside }: FigureProps) {
  return (
    <div class="figure" title={hint}>
      <dt>{label}</dt>
      <dd>
        <span class="value">{children}</span>
        {beside != null && <span class="beside">{beside}</span>}
      </dd>
    </div>
  );
}

/** Figures that say no more than their number. */
export function FigureList({ of }: { of: readonly { readonly label: string; readonly hint: string; readonly value: string }[] }) {
  return (
    <dl class="figures">
      {of.map(({ label, hint, value }) => (
        <Figure key={label} label={label} hint={hint}>
          {value}
        </Figure>
      ))}
    </dl>
  );
}

/** Nothing to show yet: why, and what to do. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** What could not be loaded or done, in the server's words. */
export function Problem({ failure }: { failure: Failure | null }) {
  if (!failure) return null;
  return (
    <p class="notice" role="alert">
      <span>{describe(failure)}</span>
    </p>
  );
}

interface CardProps {
  title: string;
  /** Beside the title. */
  aside?: ComponentChildren;
  children: ComponentChildren;
}

export function Card({ title, aside, children }: CardProps) {
  return (
    <section class="card" aria-label={title}>
      <div class="card-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
