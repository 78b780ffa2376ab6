/** Faults as SCPI numbers them: −1xx the command, −2xx its execution, −3xx the device, −4xx the answer. */
export interface ScpiError {
  readonly code: number;
  readonly text: string;
}

const TEXTS = {
  [-102]: 'Syntax error',
  [-104]: 'Data type error',
  [-108]: 'Parameter not allowed',
  [-109]: 'Missing parameter',
  [-113]: 'Undefined header',
  [-141]: 'Invalid character data',
  [-200]: 'Execution error',
  [-221]: 'Settings conflict',
  [-222]: 'Data out of range',
  [-223]: 'Too much data',
  [-225]: 'Out of memory',
  [-241]: 'Hardware missing',
  [-284]: 'Program currently running',
  [-285]: 'Program syntax error',
  [-300]: 'Device-specific error',
  [-350]: 'Queue overflow',
  [-363]: 'Input buffer overrun',
  [-430]: 'Query DEADLOCKED',
} as const;

export type ScpiCode = keyof typeof TEXTS;

/** The standard's text, and after a semicolon what it was here; plain ASCII without quotes, at most 255 characters. */
export function scpiError(code: ScpiCode, detail = ''): ScpiError {
  const plain = detail.replace(/"/g, "'").replace(/[^ -~]/g, '?');
  return { code, text: (plain ? `${TEXTS[code]};${plain}` : TEXTS[code]).slice(0, 255) };
}
