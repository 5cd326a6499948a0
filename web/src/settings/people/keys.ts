/** Of what is asked of the hub. */
export const PEOPLE = ['people'];
export const INVITES = ['invites'];
