// A store for tests: what a browser would keep, cloned as IndexedDB clones it.
import type { Bytes } from "./bytes";
import type { Kept, Store } from "./store";

export class MemoryStore implements Store {
  readonly records = new Map<string, Kept>();
  readonly pins = new Map<string, Bytes>();

  async kept(name: string): Promise<Kept | undefined> {
    return structuredClone(this.records.get(name));
  }

  async keep(name: string, kept: Kept): Promise<void> {
    this.records.set(name, structuredClone(kept));
  }

  async forget(name: string): Promise<void> {
    this.records.delete(name);
  }

  async pin(contest: string): Promise<Bytes | undefined> {
    return this.pins.get(contest);
  }

  async setPin(contest: string, fingerprint: Bytes): Promise<void> {
    this.pins.set(contest, fingerprint);
  }
}
