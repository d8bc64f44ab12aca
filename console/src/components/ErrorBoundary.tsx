import Alert from '@cloudscape-design/components/alert';
import { Component, type ReactNode } from 'react';
import { useT } from '../i18n';

/** A page that fails takes no other with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failure: string | undefined }> {
  override state: { failure: string | undefined } = { failure: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { failure: String(error) };
  }

  override render() {
    return this.state.failure === undefined ? this.props.children : <Broken failure={this.state.failure} />;
  }
}

function Broken({ failure }: { failure: string }) {
  const t = useT();
  return (
    <Alert type="error" header={t.errors.broken}>
      {failure}
    </Alert>
  );
}
