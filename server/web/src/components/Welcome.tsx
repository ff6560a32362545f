/**
 * What an empty conversation shows: what this is, and a few things to begin with.
 */
const EXAMPLES = [
  "Hi! My name is Ada.",
  "Name three fruits.",
  "Tell me a short story about a fox named Pim.",
  "What is 7 + 5?",
];

export function Welcome({ onPick }: { onPick: (text: string) => void }) {
  return (
    <section class="welcome" aria-labelledby="welcome-title">
      <h2 id="welcome-title">What shall we talk about?</h2>
      <p>This model learns from the people who use it. Say what you think of its replies.</p>
      <ul class="examples">
        {EXAMPLES.map((text) => (
          <li key={text}>
            <button type="button" class="example" onClick={() => onPick(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
