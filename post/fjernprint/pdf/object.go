package pdf

import (
	"sort"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// objectHeader reads "12 0 obj" at pos and gives the position behind.
func objectHeader(src string, pos int) (number, end int, ok bool) {
	number, end, ok = natural(src, pos)
	if !ok {
		return 0, 0, false
	}
	_, end, ok = natural(src, skipBlanks(src, end))
	if !ok {
		return 0, 0, false
	}
	end = skipBlanks(src, end)
	if !strings.HasPrefix(src[end:], "obj") {
		return 0, 0, false
	}
	return number, end + len("obj"), true
}

// locate finds the header of an object at an offset and gives the position behind
// it. Offsets count from the beginning of the file, or from its header when some
// bytes come before it.
func (d *Document) locate(number, at int) (behind int, ok bool) {
	for _, base := range d.bases() {
		if at < 0 || at >= len(d.text)-base {
			continue
		}
		found, behind, ok := objectHeader(d.text, skipBlanks(d.text, at+base))
		if ok && found == number {
			return behind, true
		}
	}
	return 0, false
}

// bases are what offsets can count from.
func (d *Document) bases() []int {
	if d.header == 0 {
		return []int{0}
	}
	return []int{0, d.header}
}

// readAt reads the object behind its header.
func (d *Document) readAt(behind int) (types.Object, error) {
	p := parser{src: d.text, pos: behind, budgets: d.budgets}
	o, err := p.object()
	if err != nil {
		return nil, err
	}
	dict, ok := o.(types.Dict)
	if !ok {
		return o, nil
	}
	if raw, at, ok := d.streamAt(dict, skipBlanks(d.text, p.pos)); ok {
		return types.StreamDict{Dict: dict, StreamOffset: int64(at), Raw: raw}, nil
	}
	return dict, nil
}

// streamAt gives the encoded bytes of the stream whose keyword is at pos.
func (d *Document) streamAt(dict types.Dict, pos int) (raw []byte, at int, ok bool) {
	const keyword = "stream"
	if !strings.HasPrefix(d.text[pos:], keyword) {
		return nil, 0, false
	}
	at = pos + len(keyword)
	for at < len(d.text) && (d.text[at] == ' ' || d.text[at] == '\t') {
		at++
	}
	switch {
	case strings.HasPrefix(d.text[at:], "\r\n"):
		at += 2
	case strings.HasPrefix(d.text[at:], "\n"), strings.HasPrefix(d.text[at:], "\r"):
		at++
	}
	if n, ok := d.streamLength(dict["Length"]); ok && n >= 0 && n <= len(d.text)-at {
		rest := d.text[skipBlanks(d.text, at+n):]
		if strings.HasPrefix(rest, "endstream") || strings.HasPrefix(rest, "endobj") {
			return d.content[at : at+n : at+n], at, true
		}
	}
	end := d.endOfStream(at)
	return d.content[at:end:end], at, true
}

// streamLength is what a stream says how long it is. It may be another object, but
// only a plain one: nothing else is read in order to read this.
func (d *Document) streamLength(o types.Object) (int, bool) {
	switch o := o.(type) {
	case types.Integer:
		return int(o), true
	case types.IndirectRef:
		e := d.xref.entries[int(o.ObjectNumber)]
		if e == nil || e.kind != inUse {
			return 0, false
		}
		if behind, ok := d.locate(int(o.ObjectNumber), e.at); ok {
			n, _, ok := natural(d.text, skipBlanks(d.text, behind))
			return n, ok
		}
	}
	return 0, false
}

// endOfStream finds the end of a stream whose length is wrong: the next keyword,
// without the end of line before it. The keywords are looked up once for all
// streams.
func (d *Document) endOfStream(at int) int {
	end := next(d.words("endstream"), at)
	if end < 0 {
		end = next(d.words("endobj"), at)
	}
	if end < 0 {
		end = len(d.text)
	}
	switch {
	case end-2 >= at && d.text[end-2:end] == "\r\n":
		return end - 2
	case end-1 >= at && (d.text[end-1] == '\n' || d.text[end-1] == '\r'):
		return end - 1
	}
	return end
}

// words are the positions of a keyword in the file, in order; looked up once.
func (d *Document) words(keyword string) []int {
	all, ok := d.positions[keyword]
	for pos := 0; !ok; {
		i := strings.Index(d.text[pos:], keyword)
		if i < 0 {
			d.positions[keyword] = all
			break
		}
		all = append(all, pos+i)
		pos += i + len(keyword)
	}
	return all
}

// next is the first of the positions that is not before at, -1 when there is none.
func next(positions []int, at int) int {
	if i := sort.SearchInts(positions, at); i < len(positions) {
		return positions[i]
	}
	return -1
}
