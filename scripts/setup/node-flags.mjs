/** For every hub and daemon. */
export const NODE_FLAGS = [
  // Node still calls the stripping of types, by which the daemon prepares holders and threads, experimental.
  '--disable-warning=ExperimentalWarning',
  // In a flood of short-lived frames V8 would let each thread's nursery grow to 48 MiB before it looks for garbage.
  '--max-semi-space-size=4',
  // And what is alive is little: looking for garbage when the heap has grown by 30 % costs next to nothing.
  '--heap-growing-percent=30',
];
