import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Code } from '../../components/Code';
import { useT } from '../../i18n';
import { jsonProblem, prettyText } from '../../lib/json';

export function PolicyEditor({ value, onChange, height }: { value: string; onChange: (value: string) => void; height?: number }) {
  const t = useT();
  const problem = jsonProblem(value);
  return (
    <SpaceBetween size="xs">
      <Code language="json" value={value} onChange={onChange} label={t.policies.document} {...(height ? { height } : {})} />
      {problem ? (
        <Alert type="error" header={t.policies.jsonError}>
          {problem}
        </Alert>
      ) : (
        <Button formAction="none" onClick={() => onChange(prettyText(value))}>
          {t.policies.format}
        </Button>
      )}
    </SpaceBetween>
  );
}
