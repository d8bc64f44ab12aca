import { useEffect, useRef } from 'react';
import type { Ace } from 'ace-builds';
import { Code } from '../../components/Code';
import { useT } from '../../i18n';
import { SQL_FUNCTIONS, SQL_KEYWORDS } from './sqlWords';

/** Where a statement is not well-formed. Lines and columns from 1. */
export interface SqlProblem {
  problem: string;
  line: number;
  column: number;
}

/** Completes keywords, functions and the members of the message that the statement is tried on. */
function completer(members: () => readonly string[]): Ace.Completer {
  return {
    getCompletions(_editor, _session, _position, _prefix, found) {
      found(null, [
        ...SQL_KEYWORDS.map((value) => ({ value, meta: 'keyword', score: 1 })),
        ...SQL_FUNCTIONS.map((signature) => ({
          caption: signature,
          value: signature.slice(0, signature.indexOf('(')),
          snippet: `${signature.slice(0, signature.indexOf('('))}(\${1})`,
          meta: 'function',
          score: 2,
        })),
        ...members().map((value) => ({ value, meta: 'message', score: 3 })),
      ]);
    },
  };
}

export function SqlEditor({
  value,
  onChange,
  problem,
  members,
}: {
  value: string;
  onChange: (value: string) => void;
  problem: SqlProblem | undefined;
  members: readonly string[];
}) {
  const t = useT();
  const editor = useRef<Ace.Editor | undefined>(undefined);
  const known = useRef(members);
  known.current = members;

  const mark = (ace: Ace.Editor) => {
    const session = ace.getSession();
    for (const marker of Object.values(session.getMarkers(false))) {
      if (marker.clazz === 'sql-problem') {
        session.removeMarker(marker.id!);
      }
    }
    session.setAnnotations(
      problem ? [{ row: problem.line - 1, column: problem.column - 1, text: problem.problem, type: 'error' }] : [],
    );
    if (problem) {
      const Range = ace.getSelectionRange().constructor as new (a: number, b: number, c: number, d: number) => Ace.Range;
      const row = problem.line - 1;
      const from = Math.min(problem.column - 1, Math.max(0, session.getLine(row).length - 1));
      session.addMarker(new Range(row, from, row, from + 1), 'sql-problem', 'text', true);
    }
  };
  useEffect(() => {
    if (editor.current) {
      mark(editor.current);
    }
  });

  return (
    <Code
      language="sql"
      value={value}
      onChange={onChange}
      label={t.rules.sql}
      height={130}
      onEditor={(ace) => {
        editor.current = ace;
        const own = [completer(() => known.current)];
        ace.setOptions({ enableBasicAutocompletion: own, enableLiveAutocompletion: own, enableSnippets: true });
        mark(ace);
      }}
    />
  );
}
