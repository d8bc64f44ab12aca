import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import { Section } from './Section';

/** A few numbers, large. */
export function Figures({ title, description, figures }: { title: string; description?: string; figures: readonly { label: string; value: number | string }[] }) {
  return (
    <Section title={title} {...(description === undefined ? {} : { description })}>
      <ColumnLayout columns={4} variant="text-grid" minColumnWidth={140}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <Box variant="awsui-key-label">{label}</Box>
            <Box fontSize="display-l">{value}</Box>
          </div>
        ))}
      </ColumnLayout>
    </Section>
  );
}
