import type { TopicRulePayload } from '@aws-sdk/client-iot';
import { useEffect, useState } from 'react';
import { useAws } from '../../aws/clients';
import { MooringError } from '../../aws/mooring';
import type { Sample } from './samples';
import type { SqlProblem } from './SqlEditor';

export interface TriedAction {
  action: string;
  wouldSend: boolean;
  target: string;
  problem?: string;
  parameters: { name: string; template: string; value?: string; problem?: string }[];
}

export interface Tried {
  matched: boolean;
  outcome: 'MATCHED' | 'NOT_MATCHED' | 'OTHER_TOPIC' | 'FAILED';
  verdict: string;
  result?: { payload?: string; payloadBase64?: string; notes?: string[] };
  actions?: TriedAction[];
  errorAction?: TriedAction;
}

export interface Trial {
  tried: Tried | undefined;
  error: unknown;
  /** Where the statement itself is not well-formed. */
  problem: SqlProblem | undefined;
}

/** Typing goes on for a moment: the server is asked when it pauses. */
const PAUSE_MILLIS = 250;

/** Tries a draft on a message, anew whenever one of them changes. */
export function useTrial(draft: Pick<TopicRulePayload, 'sql' | 'awsIotSqlVersion' | 'actions' | 'errorAction'>, sample: Sample): Trial {
  const { mooring } = useAws();
  const [trial, setTrial] = useState<Trial>({ tried: undefined, error: undefined, problem: undefined });
  const question = JSON.stringify({ ...draft, message: sample });
  const ready = draft.sql?.trim() !== '' && sample.topic.trim() !== '';
  useEffect(() => {
    if (!ready) {
      setTrial({ tried: undefined, error: undefined, problem: undefined });
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      mooring<{ messages: Tried[] }>('POST', '/mooring/rules/try', { body: JSON.parse(question), signal: stop.signal }).then(
        ({ messages }) => setTrial({ tried: messages[0], error: undefined, problem: undefined }),
        (error: unknown) => {
          if (!stop.signal.aborted) {
            setTrial({ tried: undefined, error, problem: problemOf(error, draft.sql ?? '') });
          }
        },
      );
    }, PAUSE_MILLIS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // `question` holds all of the draft and of the sample.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [mooring, question, ready]);
  return trial;
}

/** A template of an action is parsed too: only what is wrong in the statement has a place in it. */
function problemOf(error: unknown, sql: string): SqlProblem | undefined {
  if (!(error instanceof MooringError) || error.name !== 'SqlParseException' || error.details.text !== sql) {
    return undefined;
  }
  const { problem, line, column } = error.details;
  return { problem: String(problem), line: Number(line), column: Number(column) };
}
