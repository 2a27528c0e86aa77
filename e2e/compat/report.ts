/** Runs checks one by one, goes on after a failed one, and counts. */
export class Report {
  #passed = 0;
  #failed = 0;

  /** Runs one check; it fails by throwing. */
  async check(name: string, run: () => void | Promise<void>): Promise<void> {
    try {
      await run();
      this.#passed += 1;
      console.log(`  ✓ ${name}`);
    } catch (error) {
      this.#failed += 1;
      console.log(`  ✗ ${name}\n${String(error instanceof Error ? error.message : error).replace(/^/gm, '      ')}`);
    }
  }

  get failed(): boolean {
    return this.#failed > 0;
  }

  /** Prints the closing line. True: everything passed, and there was something. */
  close(): boolean {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 && this.#passed > 0;
  }
}
