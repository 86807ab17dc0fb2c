export const secretNotice =
  "Keep the secret now: it is not stored anywhere, here or in the database (which has its hash), and cannot be shown again.";
