package fault

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
)

// Plan is the script of one world. The zero value has no rules and seed 0.
type Plan struct {
	mu      sync.Mutex
	seed    uint64
	entries []Entry
}

// Set replaces the rules and begins all counts anew. The seed is the world's: it
// decides for rules with OneIn. On error, an [*Error], nothing is changed.
func (p *Plan) Set(seed uint64, rules []Rule) error {
	if len(rules) > MaxRules {
		return invalid("%d rules are too many: use at most %d", len(rules), MaxRules)
	}
	entries := make([]Entry, len(rules))
	for i, r := range rules {
		if err := r.Check(); err != nil {
			return fmt.Errorf("rule %d: %w", i+1, err)
		}
		entries[i] = Entry{Rule: r}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seed, p.entries = seed, entries
	return nil
}

// Clear removes all rules: from the next call on nothing goes wrong.
func (p *Plan) Clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.entries = nil
}

// List returns the rules in order with their counts.
func (p *Plan) List() []Entry {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Entry{}, p.entries...)
}

// Strike counts one call at a point and returns the rule to be played on it, or
// false when the call goes well. Rules for receipts are asked once per receipt.
func (p *Plan) Strike(at Point) (Rule, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	struck := -1
	for i := range p.entries {
		e := &p.entries[i]
		if e.At != at {
			continue
		}
		e.Seen++
		if struck < 0 && e.covers() && p.chosen(i, e) {
			struck = i
		}
	}
	if struck < 0 {
		return Rule{}, false
	}
	p.entries[struck].Struck++
	return p.entries[struck].Rule, true
}

// covers reports whether the latest call lies in the rule's window.
func (e *Entry) covers() bool {
	n := e.Seen - e.After
	return n > 0 && (e.Next == 0 || n <= e.Next)
}

// chosen decides for one call of a rule with OneIn, by the seed alone.
func (p *Plan) chosen(index int, e *Entry) bool {
	if e.OneIn <= 1 {
		return true
	}
	var key, input [8]byte
	binary.BigEndian.PutUint64(key[:], p.seed)
	binary.BigEndian.PutUint64(input[:], uint64(e.Seen))
	mac := hmac.New(sha256.New, key[:])
	// Writing to a hash never fails.
	_, _ = fmt.Fprintf(mac, "fault/%s/%d/", e.At, index)
	_, _ = mac.Write(input[:])
	return binary.BigEndian.Uint64(mac.Sum(nil))%uint64(e.OneIn) == 0
}

// Book holds the plans of all worlds of a process. The zero value is ready.
type Book struct {
	mu    sync.Mutex
	plans map[string]*Plan
}

// Plan returns the plan of a world, an empty one at first. It is the same value
// until Forget.
func (b *Book) Plan(world string) *Plan {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p, ok := b.plans[world]; ok {
		return p
	}
	if b.plans == nil {
		b.plans = map[string]*Plan{}
	}
	p := &Plan{}
	b.plans[world] = p
	return p
}

// Strike is [Plan.Strike] of a world's plan; a world without one costs nothing.
func (b *Book) Strike(world string, at Point) (Rule, bool) {
	b.mu.Lock()
	p := b.plans[world]
	b.mu.Unlock()
	if p == nil {
		return Rule{}, false
	}
	return p.Strike(at)
}

// Forget drops the plan of a world that is reset or deleted.
func (b *Book) Forget(world string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.plans, world)
}
