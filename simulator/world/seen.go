package world

// seenKeys tells keys that were never used from those that may have been, and so
// spares the look into the store. It is a row of Bloom filters, each eight times
// the one before, and knows every key of a world that began in this process; a
// world that was opened from the store is blind and always says maybe.
//
// Memory is bounded: 2.3 MiB for the first million and a half letters, then it
// turns blind. A wrong maybe, less than 1 in 30, costs a look and nothing else.
type seenKeys struct {
	blind   bool
	filters []filter
}

type filter struct {
	bits []uint64
	room int // keys it still takes
}

const (
	firstWords = 1 << 9  // 4 KiB
	lastWords  = 1 << 18 // 2 MiB
	bitsPerKey = 10
	probes     = 4
)

// add remembers a key, which is a fingerprint and thus evenly spread.
func (s *seenKeys) add(key int64) {
	if s.blind {
		return
	}
	if n := len(s.filters); n == 0 || s.filters[n-1].room == 0 {
		words := firstWords
		if n > 0 {
			words = 8 * len(s.filters[n-1].bits)
		}
		if words > lastWords {
			s.blind, s.filters = true, nil
			return
		}
		s.filters = append(s.filters, filter{make([]uint64, words), words * 64 / bitsPerKey})
	}
	f := &s.filters[len(s.filters)-1]
	f.room--
	for i := range uint64(probes) {
		word, bit := f.place(key, i)
		f.bits[word] |= bit
	}
}

// maybe reports whether the key may have been added.
func (s *seenKeys) maybe(key int64) bool {
	if s.blind {
		return true
	}
	for i := range s.filters {
		if s.filters[i].has(key) {
			return true
		}
	}
	return false
}

func (f *filter) has(key int64) bool {
	for i := range uint64(probes) {
		if word, bit := f.place(key, i); f.bits[word]&bit == 0 {
			return false
		}
	}
	return true
}

// place is the i-th bit of a key.
func (f *filter) place(key int64, i uint64) (word int, bit uint64) {
	low, high := uint64(key)&0xffffffff, uint64(key)>>32|1
	n := (low + i*high) % uint64(64*len(f.bits))
	return int(n / 64), 1 << (n % 64)
}
