import { afterEach, describe, expect, it, vi } from 'vitest';
import { askForSerialPort } from './permission';

afterEach(() => {
  vi.unstubAllGlobals();
});

const chooser = (requestPort: () => Promise<unknown>): void => {
  vi.stubGlobal('navigator', { serial: { requestPort } });
};

describe('asking for a port', () => {
  it('is done when one was chosen', async () => {
    chooser(() => Promise.resolve({}));
    expect(await askForSerialPort()).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ['No port was chosen.', new DOMException('No port selected by the user.', 'NotFoundError')],
    ['user gesture', new DOMException('Must be handling a user gesture', 'SecurityError')],
  ])('tells why there is no permission: %s', async (text, thrown) => {
    chooser(() => Promise.reject(thrown));
    const asked = await askForSerialPort();
    expect(asked).toMatchObject({ ok: false, error: { code: 'permission-denied' } });
    expect(!asked.ok && asked.error.happened).toContain(text);
  });

  it('says that the browser cannot', async () => {
    vi.stubGlobal('navigator', {});
    expect(await askForSerialPort()).toMatchObject({ ok: false, error: { code: 'no-device' } });
  });
});
