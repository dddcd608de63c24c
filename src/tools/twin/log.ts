/** Where the twin says what it does. */
export interface Log {
  info: (line: string) => void;
  error: (line: string, cause?: unknown) => void;
}

export const consoleLog: Log = {
  info: (line) => console.log(line),
  error: (line, cause) => (cause === undefined ? console.error(line) : console.error(line, cause)),
};

/** For commands that say by themselves what they do. */
export const onlyErrors: Log = { info: () => undefined, error: consoleLog.error };
