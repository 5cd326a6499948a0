/** The home directory of the agents in the daemon's image. */
const CONTAINER_HOME = '/home/node';

/** A path or value of a profile as it is in the container, where a leading `~/` is that home. */
export const inContainerHome = (value: string): string => value.replace(/^~(?=\/)/, CONTAINER_HOME);
