import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { Snippet } from '../../components/Copyable';
import { useT } from '../../i18n';
import { fileStem } from '../../lib/download';
import { ConnectionWatch } from './ConnectionWatch';
import { javaProgram } from './samples/java';
import { mosquittoPublish, mosquittoSubscribe } from './samples/mosquitto';
import { nodeProgram } from './samples/node';
import { pythonProgram } from './samples/python';
import type { Target } from './samples/target';

export function ConnectStep({ target, certificateId }: { target: Target; certificateId: string }) {
  const t = useT();
  const kit = `${fileStem(target.thing)}-kit`;
  const unpack = `unzip ${kit}.zip -d ${kit} && cd ${kit}`;
  const program = (command: string, code: string, language: string) => (
    <SpaceBetween size="m">
      <Box variant="p">{t.start.connectText}</Box>
      <Snippet code={`${unpack}\n${command}`} label={language} />
      <Snippet code={code} label={`${language}: ${t.start.program}`} />
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{t.watch.title}</Header>}>
        <ConnectionWatch watched={{ clientId: target.thing, certificateId, topic: target.topic }} />
      </Container>
      <Container header={<Header variant="h2">{t.start.programs}</Header>}>
        <Tabs
          tabs={[
            { id: 'node', label: 'Node.js', content: program('cd node && npm install && node device.js', nodeProgram(target), 'Node.js') },
            {
              id: 'python',
              label: 'Python',
              content: program('cd python && pip install -r requirements.txt && python3 device.py', pythonProgram(target), 'Python'),
            },
            { id: 'java', label: 'Java', content: program('cd java && mvn -q compile exec:java', javaProgram(target), 'Java') },
            {
              id: 'mosquitto',
              label: 'mosquitto',
              content: (
                <SpaceBetween size="m">
                  <Box variant="p">{t.start.mosquittoText}</Box>
                  <Snippet code={`${unpack}\n${mosquittoPublish(target)}`} label={t.start.speak} />
                  <Snippet code={mosquittoSubscribe(target)} label={t.start.listen} />
                </SpaceBetween>
              ),
            },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
