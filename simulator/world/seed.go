package world

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"strconv"
	"sync"
)

// seed decides every id and every choice of the simulator. What it gives
// depends on the kind of thing, a stable key of the input and a count, never on
// what was drawn before: there is no shared stream.
type seed struct {
	key  []byte
	macs *sync.Pool // of hash.Hash with the key: keying costs more than using
}

func newSeed(n uint64) seed {
	key := binary.BigEndian.AppendUint64(nil, n)
	return seed{key, &sync.Pool{}}
}

func (s seed) sum(kind, key string, n int64) [sha256.Size]byte {
	h, ok := s.macs.Get().(hash.Hash)
	if !ok { // the pool is empty
		h = hmac.New(sha256.New, s.key)
	}
	defer s.macs.Put(h)
	h.Reset()
	buf := make([]byte, 0, 128)
	buf = append(append(append(append(buf, kind...), 0), key...), 0)
	_, _ = h.Write(strconv.AppendInt(buf, n, 10)) // a hash never fails
	var out [sha256.Size]byte
	h.Sum(out[:0])
	return out
}

// uuid is a UUID of version 4 in form.
func (s seed) uuid(kind, key string, n int64) string {
	sum := s.sum(kind, key, n)
	sum[6] = sum[6]&0x0f | 0x40
	sum[8] = sum[8]&0x3f | 0x80
	var out [36]byte
	hex.Encode(out[0:8], sum[0:4])
	out[8] = '-'
	hex.Encode(out[9:13], sum[4:6])
	out[13] = '-'
	hex.Encode(out[14:18], sum[6:8])
	out[18] = '-'
	hex.Encode(out[19:23], sum[8:10])
	out[23] = '-'
	hex.Encode(out[24:36], sum[10:16])
	return string(out[:])
}

// choice is a number from 0 below limit.
func (s seed) choice(kind, key string, n int64, limit int) int {
	sum := s.sum(kind, key, n)
	return int(binary.BigEndian.Uint64(sum[:8]) % uint64(limit))
}
