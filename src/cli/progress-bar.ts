const WIDTH = 24;

/** A bar on a terminal, and silence anywhere else. It stands on stderr, so that output can be piped. */
export function progressBar(stream: NodeJS.WriteStream, total: number) {
  return {
    show(done: number, label: string): void {
      if (!stream.isTTY) return;
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const filled = Math.round(share * WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      stream.write(`\r${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${label}\x1b[K`);
    },
    clear(): void {
      if (stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
