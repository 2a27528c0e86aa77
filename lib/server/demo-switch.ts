/** The demo as people switch it: what they chose holds over restarts, and its history is sent once. */
import type { Meta } from '@/lib/meta/db';
import { DEMO, readSetting, writeSetting } from '@/lib/meta/settings';
import type { DemoState } from '@/lib/model/api';
import { createDemo } from '@/lib/server/demo';
import { log } from '@/lib/server/log';

export interface DemoSwitch {
  state(): DemoState;
  set(on: boolean): Promise<void>;
  /** Ends the program; what people chose stays. */
  close(): Promise<void>;
}

/** Starts the demo when it was on before, or when `on`. `endpoint`: base URL of the OTLP/HTTP receiver. */
export async function openDemoSwitch(root: string, endpoint: string, { db }: Meta, on: boolean): Promise<DemoSwitch> {
  const demo = createDemo(root, endpoint, () => {
    writeSetting(db, DEMO, { on: true, filledAt: Date.now() }).catch((cause: unknown) =>
      log().error({ err: cause }, 'that the demo sent its history was not kept: the next start sends it again'),
    );
  });
  const set = async (wanted: boolean) => {
    const { filledAt } = await readSetting(db, DEMO);
    await writeSetting(db, DEMO, { on: wanted, filledAt });
    if (wanted) demo.start(filledAt === undefined);
    else await demo.stop();
  };
  if (on || (await readSetting(db, DEMO)).on) await set(true);
  return { state: demo.state, set, close: demo.stop };
}
