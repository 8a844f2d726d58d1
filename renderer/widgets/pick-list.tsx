// A search box over a list of choices: type to narrow, arrows to move, Enter to choose. Focus stays in the box.
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface PickListProps<T> {
  readonly placeholder: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly choices: readonly T[];
  readonly keyOf: (choice: T) => string;
  readonly renderChoice: (choice: T) => ReactNode;
  readonly isDisabled?: (choice: T) => boolean;
  readonly onChoose: (choice: T) => void;
  readonly none: string;
}

export function PickList<T>({ placeholder, query, onQuery, choices, keyOf, renderChoice, isDisabled, onChoose, none }: PickListProps<T>): ReactNode {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const now = Math.min(active, choices.length - 1);
  useEffect(() => {
    list.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [now, choices]);
  const choose = (choice: T | undefined): void => {
    if (choice !== undefined && isDisabled?.(choice) !== true) onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(choices.length - 1, now + step)));
    else if (event.key === 'Enter') choose(choices[now]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="pick">
      <input
        className="input pick-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={now >= 0 ? `${id}-${now}` : ''}
        aria-label={placeholder}
        placeholder={placeholder}
        data-focus-first
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setActive(0);
          onQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} className="pick-list" role="listbox" id={id} aria-label={placeholder}>
        {choices.length === 0 && <p className="pick-none">{none}</p>}
        {choices.map((choice, index) => (
          <div
            key={keyOf(choice)}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === now}
            aria-disabled={isDisabled?.(choice) === true}
            className={`pick-line ${index === now ? 'active' : ''}`}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(choice)}
          >
            {renderChoice(choice)}
          </div>
        ))}
      </div>
    </div>
  );
}
