import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useT } from '../../i18n';
import { lineOf } from '../../lib/payload';
import type { Received } from './session';

const ROW = 30;
const HEIGHT = 420;
const OVERSCAN = 10;

/** Shows any number of messages: only the rows in sight exist. Follows the newest until the user scrolls up. */
export function MessageList({
  messages,
  selected,
  onSelect,
}: {
  messages: readonly Received[];
  selected: number | undefined;
  onSelect: (id: number) => void;
}) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const following = useRef(true);
  useLayoutEffect(() => {
    if (following.current && box.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [messages]);
  const index = messages.findIndex((message) => message.id === selected);
  useEffect(() => {
    const element = box.current;
    if (index >= 0 && element) {
      if (index * ROW < element.scrollTop) {
        element.scrollTop = index * ROW;
      } else if ((index + 1) * ROW > element.scrollTop + element.clientHeight) {
        element.scrollTop = (index + 1) * ROW - element.clientHeight;
      }
    }
    // Only when another one is selected: not when messages arrive.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const first = Math.max(0, Math.floor(top / ROW) - OVERSCAN);
  const shown = messages.slice(first, first + Math.ceil(HEIGHT / ROW) + 2 * OVERSCAN);
  const move = (by: number) => {
    const next = messages[Math.min(messages.length - 1, Math.max(0, (index < 0 ? messages.length - 1 : index) + by))];
    if (next) {
      following.current = next === messages.at(-1);
      onSelect(next.id);
    }
  };
  return (
    <div
      ref={box}
      className="messages"
      role="listbox"
      tabIndex={0}
      aria-label={t.mqtt.messages}
      aria-activedescendant={index >= first && index < first + shown.length ? `message-${selected}` : undefined}
      style={{ height: HEIGHT }}
      onScroll={(event) => {
        const element = event.currentTarget;
        setTop(element.scrollTop);
        following.current = element.scrollTop + element.clientHeight >= element.scrollHeight - ROW;
      }}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -messages.length, End: messages.length }[event.key];
        if (by !== undefined) {
          event.preventDefault();
          move(by);
        }
      }}
    >
      <div style={{ height: messages.length * ROW, position: 'relative' }} role="presentation">
        {shown.map((message, i) => (
          <div
            key={message.id}
            id={`message-${message.id}`}
            role="option"
            aria-selected={message.id === selected}
            className="message"
            style={{ transform: `translateY(${(first + i) * ROW}px)` }}
            onClick={() => onSelect(message.id)}
            onKeyDown={undefined}
          >
            <time>{timeOf(message.at)}</time>
            <b>{message.topic}</b>
            <span>{lineOf(message.payload)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function timeOf(at: number): string {
  const date = new Date(at);
  return `${date.toTimeString().slice(0, 8)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
