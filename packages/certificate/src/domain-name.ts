// What a domain name looks like, wherever one is taken or compared. It never asks whether the name exists.

const labels = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** At least two labels in lower case, 253 characters at most, no port; as attestry.organizations holds them (RFC 1123 §2.1). */
export function isDomainName(text: string): boolean {
  return text.length <= 253 && labels.test(text);
}
