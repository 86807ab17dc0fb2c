# Says whether a request is a webhook of Attestry: its headers come in WEBHOOK_ID, WEBHOOK_TIMESTAMP and WEBHOOK_SIGNATURE, the
# secret in WEBHOOK_SECRET, the body on standard input. Exits with 0 if it is, else with 1 and the reason.
import os
import sys

import base64
import hashlib
import hmac
import time


def verify(secret, event_id, timestamp, signatures, body):
    """Raises ValueError unless Attestry signed the request within the last five minutes. `body` is the bytes that arrived."""
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    if not secret.startswith("whsec_") or len(key) < 24:
        raise ValueError("the secret is not whole")

    signed = f"{event_id}.{timestamp}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    if not any(hmac.compare_digest(given.encode(), expected) for given in signatures.split(" ")):
        raise ValueError("no signature fits")

    if abs(time.time() - int(timestamp)) > 5 * 60:
        raise ValueError("it was not signed within five minutes of now")


headers = [os.environ.get(name, "") for name in ("WEBHOOK_ID", "WEBHOOK_TIMESTAMP", "WEBHOOK_SIGNATURE")]
try:
    verify(os.environ.get("WEBHOOK_SECRET", ""), *headers, sys.stdin.buffer.read())
except ValueError as error:
    sys.exit(str(error))
