package store

import (
	"crypto/sha256"
	"encoding/binary"
)

// Space is one world in one epoch: the upper part of every key. Spaces are
// numbered from 1 in the order in which worlds were created or reset, and never
// used again.
type Space int64

// numberBits is how many bits of a key are the running number: half a million
// million of each kind of thing in a world, and 16 million spaces.
const numberBits = 39

// MaxSpace is the last space that fits into a key.
const MaxSpace Space = 1<<(63-numberBits) - 1

// Key is the key of the n-th thing of its kind in the space.
func (s Space) Key(n int64) int64 { return int64(s)<<numberBits | n }

// First and Last bound the keys of the space.
func (s Space) First() int64 { return s.Key(0) }

// Last is the greatest key of the space.
func (s Space) Last() int64 { return s.Key(1<<numberBits - 1) }

// Number is a key without its space.
func Number(key int64) int64 { return key & (1<<numberBits - 1) }

// Fingerprint is the indexed form of a text: 64 bits, never 0. Two texts may
// share it, so what is found by it must be compared with the text. The kind
// keeps a message UUID from finding a dispatch id.
func (s Space) Fingerprint(kind, text string) int64 {
	var buf [128]byte
	b := binary.BigEndian.AppendUint64(buf[:0], uint64(s))
	b = append(append(append(b, kind...), 0), text...)
	sum := sha256.Sum256(b)
	if n := int64(binary.BigEndian.Uint64(sum[:8])); n != 0 {
		return n
	}
	return 1
}
