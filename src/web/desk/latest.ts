/** Of questions that overtake each other only the one asked last counts. */
export interface Latest {
  /** Asks. @returns whether it is still the last one. */
  ask(): () => boolean;
  /** Whatever is answered from now on comes too late. */
  forget(): void;
}

export function createLatest(): Latest {
  let asked = 0;
  return {
    ask() {
      asked += 1;
      const mine = asked;
      return () => mine === asked;
    },
    forget() {
      asked += 1;
    },
  };
}
