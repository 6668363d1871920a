package pdf

import (
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// objectStream is an object stream (PDF 32000 7.5.7), decoded.
type objectStream struct {
	text    string
	numbers []int       // of its objects, by place
	starts  []int       // where they begin in text
	places  map[int]int // by number; made when a cross-reference has a place wrong
}

// objectStream decodes the object stream of a number, once; nil when it is none.
// The objects that are in the file itself must have been read. N and First are
// only believed as far as there are data.
func (d *Document) objectStream(number int) (*objectStream, error) {
	if s, ok := d.objectStreams[number]; ok {
		return s, nil
	}
	d.objectStreams[number] = nil
	e := d.xref.entries[number]
	if e == nil || e.kind != inUse {
		return nil, nil
	}
	stream, ok := e.found.(types.StreamDict)
	if !ok || d.Name(stream.Dict["Type"]) != "ObjStm" {
		return nil, nil
	}
	content, err := d.structure(stream)
	if err != nil {
		return nil, err
	}
	first, _ := d.Number(stream.Dict["First"])
	count, _ := d.Number(stream.Dict["N"])
	s := &objectStream{text: string(content)}
	for pos := 0; float64(len(s.numbers)) < count; {
		n, end, ok := natural(s.text, skipSpace(s.text, pos))
		start, end, ok2 := natural(s.text, skipSpace(s.text, end))
		if !ok || !ok2 {
			break
		}
		if d.inStreams++; d.inStreams > d.budgets.limits.Objects {
			return nil, d.budgets.exceeded(Objects)
		}
		s.numbers = append(s.numbers, n)
		s.starts = append(s.starts, start+int(max(0, first)))
		pos = end
	}
	d.objectStreams[number] = s
	return s, nil
}

// read reads the object of a number, which should be at a place.
func (s *objectStream) read(b *budgets, number, place int) (types.Object, error) {
	if place < 0 || place >= len(s.numbers) || s.numbers[place] != number {
		if s.places == nil {
			s.places = make(map[int]int, len(s.numbers))
			for i, n := range s.numbers {
				s.places[n] = i
			}
		}
		var ok bool
		if place, ok = s.places[number]; !ok {
			return nil, nil
		}
	}
	if s.starts[place] >= len(s.text) {
		return nil, nil
	}
	p := parser{src: s.text, pos: s.starts[place], budgets: b}
	return p.object()
}
