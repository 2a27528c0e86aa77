/** Why Hearth cannot start, in one sentence that says what to do. Printed as it is, without a stack trace. */
export class StartupFault extends Error {
  override readonly name = 'StartupFault';
}
