import { FILES, quoted, type Target } from './target';

function options({ host, port }: Target, directory: string): string {
  return `-h ${quoted(host)} -p ${port} --cafile ${directory}${FILES.rootCa} --cert ${directory}${FILES.certificate} --key ${directory}${FILES.key}`;
}

export function mosquittoPublish(target: Target, directory = ''): string {
  return `mosquitto_pub ${options(target, directory)} \\
  -i ${quoted(target.thing)} -t ${quoted(target.topic)} -q 1 -m '{"temperature": 21.5}'`;
}

export function mosquittoSubscribe(target: Target, directory = ''): string {
  return `mosquitto_sub ${options(target, directory)} \\
  -i ${quoted(target.thing)} -t ${quoted(target.topic)} -q 1 -v`;
}

const START = '#!/bin/sh\n# Debian, Ubuntu: apt install mosquitto-clients\ncd "$(dirname "$0")"\n';

export function mosquittoPublishScript(target: Target): string {
  return `${START}exec ${mosquittoPublish(target, '../')}\n`;
}

export function mosquittoSubscribeScript(target: Target): string {
  return `${START}exec ${mosquittoSubscribe(target, '../')}\n`;
}
