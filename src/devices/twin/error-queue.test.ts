import { describe, expect, it } from 'vitest';
import { ErrorQueue } from './error-queue';
import { scpiError } from './scpi-error';

describe('error queue', () => {
  it('answers no error when it is empty', () => {
    expect(new ErrorQueue().next()).toBe('0,"No error"');
  });

  it('gives the oldest fault first, once', () => {
    const queue = new ErrorQueue();
    queue.push(scpiError(-113, 'FOO'));
    queue.push(scpiError(-222));
    expect([queue.next(), queue.next(), queue.next()]).toEqual([
      '-113,"Undefined header;FOO"',
      '-222,"Data out of range"',
      '0,"No error"',
    ]);
  });

  it('keeps 32 faults, then tells that some were lost', () => {
    const queue = new ErrorQueue();
    for (let k = 0; k < 40; k++) queue.push(scpiError(-222, String(k)));
    const told = Array.from({ length: 34 }, () => queue.next());
    expect(told[0]).toBe('-222,"Data out of range;0"');
    expect(told[31]).toBe('-222,"Data out of range;31"');
    expect(told[32]).toBe('-350,"Queue overflow"');
    expect(told[33]).toBe('0,"No error"');
  });

  it('is empty after clear, the overflow too', () => {
    const queue = new ErrorQueue();
    for (let k = 0; k < 40; k++) queue.push(scpiError(-222));
    queue.clear();
    expect(queue.next()).toBe('0,"No error"');
  });

  it('makes plain text of whatever a host sent', () => {
    expect(scpiError(-113, 'a"b\u00b5').text).toBe("Undefined header;a'b?");
    expect(scpiError(-113, 'x'.repeat(500)).text).toHaveLength(255);
  });
});
