/** What a person typed cannot be done, and the message says why in one sentence: it is printed as it is, without a stack. */
export class Refusal extends Error {}
