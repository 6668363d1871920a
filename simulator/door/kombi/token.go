package kombi

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/brevdue/brevdue/simulator/world"
)

// tokenPurpose keeps the token key from authenticating anything else.
const tokenPurpose = "brevdue access token 1\n"

// accessToken is what an access token says. A token is opaque to clients and
// needs no storage: it is authenticated by a key that outlives the process,
// because no client fetches another one when a service has forgotten it (sf1601 1.3).
type accessToken struct {
	World      string
	Epoch      int64
	System     world.SystemID
	Service    world.Service
	Thumbprint string
	Expires    time.Time // whole seconds
}

var errToken = errors.New("not a token of this simulator")

// seal writes a token.
func (t accessToken) seal(key []byte) string {
	text := strings.Join([]string{
		t.World, strconv.FormatInt(t.Epoch, 10), string(t.System), string(t.Service), t.Thumbprint,
		strconv.FormatInt(t.Expires.Unix(), 10),
	}, "|")
	return base64.RawURLEncoding.EncodeToString(append(tokenMAC(key, text), text...))
}

// openToken reads a token and proves that seal wrote it.
func openToken(sealed string, key []byte) (accessToken, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < sha256.Size {
		return accessToken{}, errToken
	}
	text := string(raw[sha256.Size:])
	if !hmac.Equal(raw[:sha256.Size], tokenMAC(key, text)) {
		return accessToken{}, errToken
	}
	field := strings.Split(text, "|")
	if len(field) != 6 {
		return accessToken{}, errToken
	}
	epoch, err1 := strconv.ParseInt(field[1], 10, 64)
	expires, err2 := strconv.ParseInt(field[5], 10, 64)
	if err1 != nil || err2 != nil {
		return accessToken{}, errToken
	}
	return accessToken{
		World: field[0], Epoch: epoch, System: world.SystemID(field[2]), Service: world.Service(field[3]),
		Thumbprint: field[4], Expires: time.Unix(expires, 0).UTC(),
	}, nil
}

func tokenMAC(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	// Writing to a hash never fails.
	_, _ = mac.Write([]byte(tokenPurpose + text))
	return mac.Sum(nil)
}
