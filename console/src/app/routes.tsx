import { type ComponentType, lazy, useEffect } from 'react';
import { Route, Routes, useParams } from 'react-router';
import { NotFound } from '../pages/NotFound';
import { paths } from './paths';

/** Each page is a file of its own for the browser too. Those with little behind them are fetched ahead, when nothing else is to do. */
const AHEAD: (() => Promise<unknown>)[] = [];
function page<T extends ComponentType<{ name: string }>>(load: () => Promise<{ default: T }>, ahead = false) {
  if (ahead) {
    AHEAD.push(load);
  }
  return lazy(load);
}

const Dashboard = page(() => import('../pages/Dashboard'));
const ThingList = page(() => import('../pages/things/ThingList'), true);
const ThingCreate = page(() => import('../pages/things/ThingCreate'));
const ThingDetail = page(() => import('../pages/things/ThingDetail'), true);
const CertificateList = page(() => import('../pages/certificates/CertificateList'), true);
const CertificateDetail = page(() => import('../pages/certificates/CertificateDetail'), true);
const PolicyList = page(() => import('../pages/policies/PolicyList'), true);
const PolicyCreate = page(() => import('../pages/policies/PolicyCreate'));
const PolicyDetail = page(() => import('../pages/policies/PolicyDetail'));
const GetStarted = page(() => import('../pages/start/GetStarted'));
const RuleList = page(() => import('../pages/rules/RuleList'), true);
const RuleCreate = page(() => import('../pages/rules/RuleCreate'));
const RuleEdit = page(() => import('../pages/rules/RuleEdit'));
const RuleDetail = page(() => import('../pages/rules/RuleDetail'));
const FunctionList = page(() => import('../pages/functions/FunctionList'), true);
const FunctionCreate = page(() => import('../pages/functions/FunctionCreate'));
const FunctionDetail = page(() => import('../pages/functions/FunctionDetail'));
const TestClient = page(() => import('../pages/mqtt/TestClient'));
const QueueList = page(() => import('../pages/targets/QueueList'));
const QueueDetail = page(() => import('../pages/targets/QueueDetail'));
const TopicList = page(() => import('../pages/targets/TopicList'));
const TopicDetail = page(() => import('../pages/targets/TopicDetail'));
const TableList = page(() => import('../pages/targets/TableList'));
const TableDetail = page(() => import('../pages/targets/TableDetail'));
const BucketList = page(() => import('../pages/targets/BucketList'));
const BucketDetail = page(() => import('../pages/targets/BucketDetail'));
const StreamList = page(() => import('../pages/targets/StreamList'));
const StreamDetail = page(() => import('../pages/targets/StreamDetail'));
const DeliveryStreamList = page(() => import('../pages/targets/DeliveryStreamList'));
const DeliveryStreamDetail = page(() => import('../pages/targets/DeliveryStreamDetail'));
const MachineList = page(() => import('../pages/targets/MachineList'));
const MachineDetail = page(() => import('../pages/targets/MachineDetail'));
const CloudWatch = page(() => import('../pages/targets/CloudWatch'));
const LogGroupList = page(() => import('../pages/targets/LogGroupList'));
const LogGroupDetail = page(() => import('../pages/targets/LogGroupDetail'));
const Monitor = page(() => import('../pages/monitor/Monitor'));

/** Another name is another page: nothing of the one before stays on it. */
function Named({ page: Detail }: { page: ComponentType<{ name: string }> }) {
  const { name } = useParams();
  return <Detail key={name} name={name!} />;
}

function fetchAhead(): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1000));
  // What cannot be fetched now is asked for again when its page is opened; what is there is not fetched twice.
  idle(() => AHEAD.forEach((load) => void load().catch(() => {})));
}

export function Pages() {
  useEffect(fetchAhead, []);
  return (
    <Routes>
      <Route path={paths.dashboard} element={<Dashboard />} />
      <Route path={paths.start} element={<GetStarted />} />
      <Route path={paths.things} element={<ThingList />} />
      <Route path={paths.newThing} element={<ThingCreate />} />
      <Route path="/thing/:name" element={<Named page={ThingDetail} />} />
      <Route path={paths.certificates} element={<CertificateList />} />
      <Route path="/certificate/:name" element={<Named page={CertificateDetail} />} />
      <Route path={paths.policies} element={<PolicyList />} />
      <Route path={paths.newPolicy} element={<PolicyCreate />} />
      <Route path="/policy/:name" element={<Named page={PolicyDetail} />} />
      <Route path={paths.rules} element={<RuleList />} />
      <Route path={paths.newRule} element={<RuleCreate />} />
      <Route path="/rule/:name" element={<Named page={RuleDetail} />} />
      <Route path="/rule/:name/edit" element={<Named page={RuleEdit} />} />
      <Route path={paths.functions} element={<FunctionList />} />
      <Route path={paths.newFunction} element={<FunctionCreate />} />
      <Route path="/function/:name" element={<Named page={FunctionDetail} />} />
      <Route path={paths.mqtt} element={<TestClient />} />
      <Route path={paths.monitor} element={<Monitor />} />
      <Route path={paths.queues} element={<QueueList />} />
      <Route path="/queue/:name" element={<Named page={QueueDetail} />} />
      <Route path={paths.topics} element={<TopicList />} />
      <Route path="/topic/:name" element={<Named page={TopicDetail} />} />
      <Route path={paths.tables} element={<TableList />} />
      <Route path="/table/:name" element={<Named page={TableDetail} />} />
      <Route path={paths.buckets} element={<BucketList />} />
      <Route path="/bucket/:name" element={<Named page={BucketDetail} />} />
      <Route path={paths.streams} element={<StreamList />} />
      <Route path="/stream/:name" element={<Named page={StreamDetail} />} />
      <Route path={paths.deliveryStreams} element={<DeliveryStreamList />} />
      <Route path="/delivery-stream/:name" element={<Named page={DeliveryStreamDetail} />} />
      <Route path={paths.machines} element={<MachineList />} />
      <Route path="/state-machine/:name" element={<Named page={MachineDetail} />} />
      <Route path={paths.cloudWatch} element={<CloudWatch />} />
      <Route path={paths.logs} element={<LogGroupList />} />
      <Route path="/log/:name" element={<Named page={LogGroupDetail} />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
