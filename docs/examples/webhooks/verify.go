// Says whether a request is a webhook of Attestry: its headers come in WEBHOOK_ID, WEBHOOK_TIMESTAMP and WEBHOOK_SIGNATURE, the
// secret in WEBHOOK_SECRET, the body on standard input. Exits with 0 if it is, else with 1 and the reason.
package main

import (
	"fmt"
	"io"
	"os"
)

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"
)

// verify returns an error unless Attestry signed the request within the last five minutes. body is what arrived, byte for byte.
func verify(secret, id, timestamp, signatures string, body []byte) error {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || !strings.HasPrefix(secret, "whsec_") || len(key) < 24 {
		return errors.New("the secret is not whole")
	}

	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	isSigned := false
	for _, given := range strings.Split(signatures, " ") {
		isSigned = isSigned || hmac.Equal([]byte(given), expected)
	}
	if !isSigned {
		return errors.New("no signature fits")
	}

	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return errors.New("it was not signed within five minutes of now")
	}
	return nil
}

func main() {
	body, err := io.ReadAll(os.Stdin)
	if err == nil {
		id, timestamp, signatures := os.Getenv("WEBHOOK_ID"), os.Getenv("WEBHOOK_TIMESTAMP"), os.Getenv("WEBHOOK_SIGNATURE")
		err = verify(os.Getenv("WEBHOOK_SECRET"), id, timestamp, signatures, body)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
