<?php

// Says whether a request is a webhook of Attestry: its headers come in WEBHOOK_ID, WEBHOOK_TIMESTAMP and WEBHOOK_SIGNATURE, the
// secret in WEBHOOK_SECRET, the body on standard input. Exits with 0 if it is, else with 1 and the reason.
declare(strict_types=1);

// Throws unless Attestry signed the request within the last five minutes. $body is what arrived, byte for byte.
function verify(string $secret, string $id, string $timestamp, string $signatures, string $body): void
{
    $key = base64_decode(substr($secret, strlen('whsec_')), true);
    if (!str_starts_with($secret, 'whsec_') || $key === false || strlen($key) < 24) {
        throw new RuntimeException('the secret is not whole');
    }

    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    $isSigned = false;
    foreach (explode(' ', $signatures) as $given) {
        $isSigned = $isSigned || hash_equals($expected, $given);
    }
    if (!$isSigned) {
        throw new RuntimeException('no signature fits');
    }

    if (abs(time() - (int) $timestamp) > 5 * 60) {
        throw new RuntimeException('it was not signed within five minutes of now');
    }
}

$names = ['WEBHOOK_SECRET', 'WEBHOOK_ID', 'WEBHOOK_TIMESTAMP', 'WEBHOOK_SIGNATURE'];
try {
    verify(...[...array_map(fn ($name) => (string) getenv($name), $names), stream_get_contents(STDIN)]);
} catch (RuntimeException $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
}
