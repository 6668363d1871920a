package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// entry is where an object is (PDF 32000 7.5.4 and 7.5.8), and the object once it
// was read.
type entry struct {
	kind  entryKind
	at    int // offset in the file; of a compressed one the number of its object stream
	index int // of a compressed one: its place there
	found types.Object
}

type entryKind uint8

const (
	free entryKind = iota
	inUse
	compressed
)

// errXRef says that the cross-reference cannot be used; the file is then searched
// for objects instead.
var errXRef = errors.New("the cross-reference is damaged")

// xref is a cross-reference: what all its sections say together, and the trailer.
type xref struct {
	entries   map[int]*entry
	trailer   types.Dict // of the newest section
	encrypted bool       // some section names an encryption dictionary
}

// put adds an entry unless a newer section has it already.
func (d *Document) put(x *xref, number int, e entry) error {
	// Every one counts, not only those that are new: it has been read.
	if d.xrefEntries++; d.xrefEntries > d.budgets.limits.Objects {
		return d.budgets.exceeded(Objects)
	}
	if _, ok := x.entries[number]; !ok {
		x.entries[number] = &e
	}
	return nil
}

// merge takes over what a trailer says unless a newer one came before.
func (x *xref) merge(trailer types.Dict) {
	if _, ok := trailer["Encrypt"]; ok {
		x.encrypted = true
	}
	if x.trailer == nil {
		x.trailer = trailer
	}
}

// readXRef follows the cross-reference sections from startxref on. The error is
// errXRef, a *LimitError or the context's.
func (d *Document) readXRef(ctx context.Context) (*xref, error) {
	const keyword = "startxref"
	i := strings.LastIndex(d.text, keyword)
	if i < 0 {
		return nil, errXRef
	}
	at, _, ok := natural(d.text, skipSpace(d.text, i+len(keyword)))
	if !ok {
		return nil, errXRef
	}
	x := &xref{entries: map[int]*entry{}}
	for seen := map[int]bool{}; !seen[at]; {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read the cross-reference: %w", err)
		}
		seen[at] = true
		trailer, err := d.section(x, at)
		if err != nil {
			return nil, err
		}
		x.merge(trailer)
		prev, ok := trailer["Prev"].(types.Integer)
		if !ok || prev == 0 {
			break // some files write 0 for none
		}
		at = int(prev)
	}
	return x, nil
}

// section reads the section at an offset, which counts from the header: some files
// have something before it. It returns the trailer.
func (d *Document) section(x *xref, at int) (types.Dict, error) {
	for _, base := range d.bases() {
		if at < 0 || at >= len(d.text)-base {
			continue
		}
		pos := skipBlanks(d.text, at+base)
		if strings.HasPrefix(d.text[pos:], "xref") {
			return d.tableSection(x, pos+len("xref"))
		}
		if _, behind, ok := objectHeader(d.text, pos); ok {
			return d.streamSection(x, behind)
		}
	}
	return nil, errXRef
}

// tableSection reads subsections of 20-byte lines and the trailer behind them.
// Counts are only believed as far as there are lines.
func (d *Document) tableSection(x *xref, pos int) (types.Dict, error) {
	type numbered struct {
		number int
		entry  entry
	}
	var unused []numbered
	for {
		pos = skipSpace(d.text, pos)
		if strings.HasPrefix(d.text[pos:], "trailer") {
			break
		}
		first, end, ok := natural(d.text, pos)
		count, end, ok2 := natural(d.text, skipSpace(d.text, end))
		if !ok || !ok2 {
			return nil, errXRef
		}
		pos = end
		for i := range count {
			at, end, ok := natural(d.text, skipSpace(d.text, pos))
			_, end, ok2 := natural(d.text, skipSpace(d.text, end))
			end = skipSpace(d.text, end)
			if !ok || !ok2 || end >= len(d.text) {
				return nil, errXRef
			}
			var err error
			switch d.text[end] {
			case 'n':
				err = d.put(x, first+i, entry{kind: inUse, at: at})
			case 'f':
				if len(unused) >= d.budgets.limits.Objects {
					return nil, d.budgets.exceeded(Objects)
				}
				unused = append(unused, numbered{first + i, entry{kind: free}})
			default:
				return nil, errXRef
			}
			if err != nil {
				return nil, err
			}
			pos = end + 1
		}
	}
	trailer, err := d.dictAt(pos + len("trailer"))
	if err != nil {
		return nil, err
	}
	// In a hybrid file the objects of the stream are free in the table (7.5.8.4).
	if at, ok := trailer["XRefStm"].(types.Integer); ok {
		if err := d.hybrid(x, int(at)); err != nil {
			return nil, err
		}
	}
	for _, u := range unused {
		if err := d.put(x, u.number, u.entry); err != nil {
			return nil, err
		}
	}
	return trailer, nil
}

// hybrid adds the stream section of a hybrid file. A damaged one is no reason to
// distrust the table.
func (d *Document) hybrid(x *xref, at int) error {
	for _, base := range d.bases() {
		if at < 0 || at >= len(d.text)-base {
			continue
		}
		_, behind, ok := objectHeader(d.text, skipBlanks(d.text, at+base))
		if !ok {
			continue
		}
		if _, err := d.streamSection(x, behind); !errors.Is(err, errXRef) {
			return err
		}
	}
	return nil
}

// dictAt reads a dictionary that is no object, such as a trailer.
func (d *Document) dictAt(pos int) (types.Dict, error) {
	p := parser{src: d.text, pos: pos, budgets: d.budgets}
	o, err := p.object()
	if err != nil {
		return nil, err
	}
	dict, ok := o.(types.Dict)
	if !ok {
		return nil, errXRef
	}
	return dict, nil
}

// streamSection reads a cross-reference stream (PDF 32000 7.5.8), whose
// dictionary is the trailer. Size, Index and W are only believed as far as there
// are data.
func (d *Document) streamSection(x *xref, behind int) (types.Dict, error) {
	o, err := d.readAt(behind)
	if err != nil {
		return nil, err
	}
	s, ok := o.(types.StreamDict)
	if !ok {
		return nil, errXRef
	}
	var width [3]int
	for i := range width {
		w, ok := at(s.Dict["W"], i)
		if !ok || w < 0 || w > 8 {
			return nil, errXRef
		}
		width[i] = w
	}
	size := width[0] + width[1] + width[2]
	if size == 0 {
		return nil, errXRef
	}
	data, err := d.structure(s)
	if err != nil {
		return nil, err
	}
	index, ok := s.Dict["Index"].(types.Array)
	if !ok {
		index = types.Array{types.Integer(0), s.Dict["Size"]}
	}
	for i := 0; i+1 < len(index) && len(data) >= size; i += 2 {
		first, ok := at(index, i)
		count, ok2 := at(index, i+1)
		if !ok || !ok2 || first < 0 || first > maxObjectNumber {
			return nil, errXRef
		}
		for n := first; n-first < count && len(data) >= size; n++ {
			if err := d.put(x, n, streamEntry(data[:size], width)); err != nil {
				return nil, err
			}
			data = data[size:]
		}
	}
	return s.Dict, nil
}

// maxObjectNumber is larger than any object number can be in a file of the sizes
// looked at, and leaves room for arithmetic.
const maxObjectNumber = 1 << 40

// at is an integer of an array.
func at(o types.Object, i int) (int, bool) {
	a, _ := o.(types.Array)
	if i >= len(a) {
		return 0, false
	}
	n, ok := a[i].(types.Integer)
	return int(n), ok
}

// streamEntry reads one entry of a cross-reference stream (PDF 32000 table 18).
func streamEntry(data []byte, width [3]int) entry {
	field := func(n int) (v int) {
		for _, c := range data[:n] {
			v = v<<8 | int(c)
		}
		data = data[n:]
		return v
	}
	kind := 1
	if width[0] > 0 {
		kind = field(width[0])
	}
	at, index := field(width[1]), field(width[2])
	switch kind {
	case 1:
		return entry{kind: inUse, at: at}
	case 2:
		return entry{kind: compressed, at: at, index: index}
	}
	return entry{kind: free}
}
