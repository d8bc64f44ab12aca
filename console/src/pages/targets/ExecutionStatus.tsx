import type { ExecutionStatus as Status } from '@aws-sdk/client-sfn';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';

const LOOKS: Readonly<Record<Status, StatusIndicatorProps.Type>> = {
  RUNNING: 'in-progress',
  SUCCEEDED: 'success',
  FAILED: 'error',
  TIMED_OUT: 'error',
  ABORTED: 'stopped',
  PENDING_REDRIVE: 'pending',
};

export function ExecutionStatus({ status }: { status: Status | undefined }) {
  return status ? <StatusIndicator type={LOOKS[status]}>{status}</StatusIndicator> : '–';
}
