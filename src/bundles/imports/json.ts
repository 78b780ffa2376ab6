/** Reading documents that others wrote: every look at them may find something else. */
import type { Fault } from '../../fault';
import { reasonOf } from '../../fault';
import { ok, type Result } from '../../result';
import { unreadable } from './columns';

export type JsonObject = Readonly<Record<string, unknown>>;

export function parseObject(text: string): Result<JsonObject, Fault> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? ok(value) : unreadable('The JSON document is no object.');
  } catch (error) {
    return unreadable(`The JSON document is damaged or cut off: ${reasonOf(error)}.`);
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sameKey = (key: string): string => key.toLowerCase().replace(/[\s_-]/g, '');

/** What stands under a key, however it is spelled (`scan rate`, `scanRate`); undefined where there is none. */
export function lookUp(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => {
    if (!isObject(at)) return undefined;
    const found = Object.keys(at).find((name) => sameKey(name) === sameKey(key));
    return found === undefined ? undefined : at[found];
  }, value);
}

export const objectsAt = (value: unknown, ...keys: readonly string[]): JsonObject[] => {
  const list = lookUp(value, ...keys);
  return Array.isArray(list) ? list.filter(isObject) : [];
};

export const textAt = (value: unknown, ...keys: readonly string[]): string | null => {
  const text = lookUp(value, ...keys);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
};

export const numberAt = (value: unknown, ...keys: readonly string[]): number | null => {
  const number = lookUp(value, ...keys);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};
