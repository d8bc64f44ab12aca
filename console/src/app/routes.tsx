import { type ComponentType, lazy } from 'react';
import { Route, Routes, useParams } from 'react-router';
import { NotFound } from '../pages/NotFound';
import { paths } from './paths';

/** Each page is a file of its own for the browser too. */
const Dashboard = lazy(() => import('../pages/Dashboard'));
const ThingList = lazy(() => import('../pages/things/ThingList'));
const ThingCreate = lazy(() => import('../pages/things/ThingCreate'));
const ThingDetail = lazy(() => import('../pages/things/ThingDetail'));
const CertificateList = lazy(() => import('../pages/certificates/CertificateList'));
const CertificateDetail = lazy(() => import('../pages/certificates/CertificateDetail'));
const PolicyList = lazy(() => import('../pages/policies/PolicyList'));
const PolicyCreate = lazy(() => import('../pages/policies/PolicyCreate'));
const PolicyDetail = lazy(() => import('../pages/policies/PolicyDetail'));
const GetStarted = lazy(() => import('../pages/start/GetStarted'));
const RuleList = lazy(() => import('../pages/rules/RuleList'));
const RuleCreate = lazy(() => import('../pages/rules/RuleCreate'));
const RuleEdit = lazy(() => import('../pages/rules/RuleEdit'));
const RuleDetail = lazy(() => import('../pages/rules/RuleDetail'));
const FunctionList = lazy(() => import('../pages/functions/FunctionList'));
const FunctionCreate = lazy(() => import('../pages/functions/FunctionCreate'));
const FunctionDetail = lazy(() => import('../pages/functions/FunctionDetail'));
const TestClient = lazy(() => import('../pages/mqtt/TestClient'));
const Monitor = lazy(() => import('../pages/monitor/Monitor'));

/** Another name is another page: nothing of the one before stays on it. */
function Named({ page: Detail }: { page: ComponentType<{ name: string }> }) {
  const { name } = useParams();
  return <Detail key={name} name={name!} />;
}

export function Pages() {
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
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
