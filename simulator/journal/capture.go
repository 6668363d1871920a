package journal

import (
	"bytes"
	"fmt"
)

const (
	longText = 256 // characters between two tags that are kept in full
	textHead = 32  // of a longer text so many are kept
)

// Capture keeps the beginning of a body that streams by, with long texts between
// tags cut out, so that a document is counted and not kept. It is an io.Writer
// that never fails. The zero value is ready; not for concurrent use.
//
// A text is what stands between ">" and "<"; a CDATA section is text too. JSON and
// forms have none and are kept whole when Whole is set.
type Capture struct {
	Whole bool // keep long texts too

	kept  []byte
	size  int64
	run   int64 // bytes of the text so far
	place place
}

type place byte

const (
	inText place = iota
	afterOpen
	inTag
)

// Write counts p and keeps what belongs to the beginning. It returns len(p), nil.
func (c *Capture) Write(p []byte) (int, error) {
	c.size += int64(len(p))
	if c.Whole {
		c.keep(p)
		return len(p), nil
	}
	for rest := p; len(rest) > 0; {
		rest = rest[c.step(rest):]
	}
	return len(p), nil
}

// step takes the beginning of p, as far as the place does not change, and returns
// its length.
func (c *Capture) step(p []byte) int {
	switch c.place {
	case afterOpen:
		c.place = inTag
		if p[0] == '!' {
			c.place = inText
		}
		return 0
	case inTag:
		end := bytes.IndexByte(p, '>')
		if end < 0 {
			c.keep(p)
			return len(p)
		}
		c.keep(p[:end+1])
		c.place = inText
		return end + 1
	default:
		end := bytes.IndexByte(p, '<')
		if end < 0 {
			c.text(p)
			return len(p)
		}
		c.text(p[:end])
		c.endText()
		c.keep(p[end : end+1])
		c.place = afterOpen
		return end + 1
	}
}

// text takes a piece of a text. The first longText bytes are kept until it
// is known whether more come.
func (c *Capture) text(p []byte) {
	if room := longText - c.run; room > 0 {
		c.keep(p[:min(int64(len(p)), room)])
	}
	c.run += int64(len(p))
}

// endText takes back all but the head of a text that became too long.
func (c *Capture) endText() {
	if c.run > longText && len(c.kept) < MaxBody {
		c.kept = fmt.Appendf(c.kept[:len(c.kept)-longText+textHead], "[%d bytes left out]", c.run-textHead)
	}
	c.run = 0
}

func (c *Capture) keep(p []byte) {
	if room := MaxBody - len(c.kept); room > 0 {
		c.kept = append(c.kept, p[:min(len(p), room)]...)
	}
}

// Size is the number of bytes seen.
func (c *Capture) Size() int64 { return c.size }

// Body returns what was kept. The body must be complete, or given up.
func (c *Capture) Body() Body {
	if !c.Whole {
		c.endText()
	}
	return Body{Text: string(bytes.ToValidUTF8(c.kept, []byte("\uFFFD"))), Size: c.size}
}
