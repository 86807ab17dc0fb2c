/** What a certificate says in one script. `publicValues` has one for each public field of the built-in templates. */
export type Sample = {
  script: string;
  locale: string;
  recipientName: string;
  longName: string;
  title: string;
  issuerName: string;
  publicValues: Record<string, string>;
};
