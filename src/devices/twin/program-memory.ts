/** Program memory: one list of steps, kept with the lines as they came, because the hash is that of the lines. */
import { parseStep, programHash } from '../../experiments/program/step-text';
import type { Step } from '../../experiments/program/step';
import { err, ok, type Result } from '../../result';
import type { Capabilities } from '../instrument';
import { scpiError, type ScpiError } from './scpi-error';

const CAPACITY = 4096;

/** The first thing that the instrument cannot do of a step; null when all is well. */
type Problem = (step: Step, can: Capabilities) => ScpiError | null;

export class ProgramMemory {
  private readonly capabilities: Capabilities;
  private readonly problemOf: Problem;
  private readonly lines: string[] = [];
  private readonly steps: Step[] = [];

  constructor(capabilities: Capabilities, problemOf: Problem) {
    this.capabilities = capabilities;
    this.problemOf = problemOf;
  }

  get length(): number {
    return this.steps.length;
  }

  /** The step at a place; beyond the last one a program ends as with `END`. */
  at(place: number): Step {
    return this.steps[place] ?? { verb: 'END' };
  }

  /** Place of the first `RETRACT` from `place` on within the same program, or −1. */
  nextRetract(place: number): number {
    for (let k = place; k < this.steps.length; k++) {
      const verb = this.steps[k]?.verb;
      if (verb === 'RETRACT') return k;
      if (verb === 'END') return -1;
    }
    return -1;
  }

  append(line: string): Result<null, ScpiError> {
    if (this.lines.length >= CAPACITY) return err(scpiError(-225, `${String(CAPACITY)} steps`));
    const step = parseStep(line);
    if (!step.ok) return err(scpiError(-285, step.error));
    const problem = this.problemOf(step.value, this.capabilities);
    if (problem) return err(problem);
    this.lines.push(line);
    this.steps.push(step.value);
    return ok(null);
  }

  clear(): void {
    this.lines.length = 0;
    this.steps.length = 0;
  }

  hash(): string {
    return programHash(this.lines);
  }
}
