/** The system cannot start or continue. `exitCode` is what `npm start` ends with. */
export class SystemFailure extends Error {
  override readonly name = "SystemFailure";
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
