# Says whether a request is a webhook of Attestry: its headers come in WEBHOOK_ID, WEBHOOK_TIMESTAMP and WEBHOOK_SIGNATURE, the
# secret in WEBHOOK_SECRET, the body on standard input. Exits with 0 if it is, else with 1 and the reason.

require "openssl"

# Raises unless Attestry signed the request within the last five minutes. `body` is what arrived, byte for byte.
def verify(secret, id, timestamp, signatures, body)
  key = secret.delete_prefix("whsec_").unpack1("m0")
  raise "the secret is not whole" if !secret.start_with?("whsec_") || key.bytesize < 24

  digest = OpenSSL::HMAC.digest("SHA256", key, "#{id}.#{timestamp}.".b + body.b)
  expected = "v1," + [digest].pack("m0")
  is_signed = signatures.split(" ").any? { |given| OpenSSL.secure_compare(given, expected) }
  raise "no signature fits" unless is_signed

  raise "it was not signed within five minutes of now" if (Time.now.to_i - Integer(timestamp, 10)).abs > 5 * 60
end

headers = %w[WEBHOOK_ID WEBHOOK_TIMESTAMP WEBHOOK_SIGNATURE].map { |name| ENV.fetch(name, "") }
begin
  verify(ENV.fetch("WEBHOOK_SECRET", ""), *headers, $stdin.binmode.read)
rescue StandardError => error
  abort error.message
end
