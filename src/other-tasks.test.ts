import { expect, it } from 'vitest';
import { otherTasks } from './other-tasks';

it('lets what is due have its turn first', async () => {
  const turns: string[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => turns.push('message');
  port2.postMessage(null);
  void Promise.resolve().then(() => turns.push('answer'));
  setTimeout(() => turns.push('timer'), 0);
  const begin = performance.now();
  while (performance.now() - begin < 5);
  for (let turn = 0; turn < 3; turn++) await otherTasks();
  port1.close();
  expect(turns.toSorted()).toEqual(['answer', 'message', 'timer']);
});
