package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// scan searches the file for objects, "12 0 obj", and gives their offsets, of
// several with a number the last. What is between stream and endstream is passed.
// It is made once.
func (d *Document) scan() map[int]int {
	if d.scanned != nil {
		return d.scanned
	}
	d.scanned = map[int]int{}
	streams, ends := d.words("stream"), d.words("endstream")
	from := 0 // what is before is inside a stream
	for _, at := range d.words("obj") {
		for len(streams) > 0 && streams[0] < at {
			if end := next(ends, streams[0]); streams[0] >= from && end > 0 && d.afterDict(streams[0]) {
				from = end
			}
			streams = streams[1:]
		}
		if number, start, ok := headerBefore(d.text, at); ok && at >= from {
			d.scanned[number] = start
		}
	}
	return d.scanned
}

// afterDict reports whether a keyword follows the end of a dictionary.
func (d *Document) afterDict(at int) bool {
	at = blanksBefore(d.text, at)
	return at >= 2 && d.text[at-2:at] == ">>"
}

// headerBefore reads "12 0" before the keyword obj.
func headerBefore(src string, keyword int) (number, start int, ok bool) {
	generation := blanksBefore(src, keyword)
	from := digitsBefore(src, generation)
	end := blanksBefore(src, from)
	start = digitsBefore(src, end)
	if from == generation || end == from || start == end {
		return 0, 0, false
	}
	number, _, ok = natural(src, start)
	return number, start, ok && number <= maxObjectNumber
}

func blanksBefore(src string, end int) int {
	for stop := max(0, end-fewBlanks); end > stop && isSpace(src[end-1]); {
		end--
	}
	return end
}

func digitsBefore(src string, end int) int {
	for stop := max(0, end-maxDigits); end > stop && isDigit(src[end-1]); {
		end--
	}
	return end
}

// rebuild makes a cross-reference of the objects that the file has.
func (d *Document) rebuild(ctx context.Context) error {
	d.xref = &xref{entries: map[int]*entry{}}
	d.xrefEntries, d.inStreams, d.objectStreams = 0, 0, map[int]*objectStream{}
	for number, at := range d.scan() {
		// The offsets of the scan count from the beginning of the file.
		if err := d.put(d.xref, number, entry{kind: inUse, at: at}); err != nil {
			return err
		}
	}
	trailers, err := d.trailers()
	if err != nil {
		return err
	}
	d.numbers = slices.Sorted(maps.Keys(d.xref.entries))
	if err := d.readPlain(ctx); err != nil {
		return err
	}
	if err := d.unpack(); err != nil {
		return err
	}
	trailers = append(trailers, d.streamTrailers()...)
	for _, t := range trailers {
		if _, ok := t["Encrypt"]; ok {
			return ErrEncrypted
		}
	}
	d.numbers = slices.Sorted(maps.Keys(d.xref.entries))
	if err := d.readCompressed(ctx); err != nil {
		return err
	}
	return d.chooseTrailer(trailers)
}

// trailers are the dictionaries behind the keyword, in order.
func (d *Document) trailers() ([]types.Dict, error) {
	var all []types.Dict
	for _, at := range d.words("trailer") {
		switch t, err := d.dictAt(at + len("trailer")); {
		case errors.Is(err, errXRef):
		case err != nil:
			return nil, err
		default:
			all = append(all, t)
		}
	}
	return all, nil
}

// streamTrailers are the dictionaries of cross-reference streams, in the order of
// the file.
func (d *Document) streamTrailers() []types.Dict {
	var all []types.Dict
	for _, s := range d.streamsOfType("XRef") {
		all = append(all, s.stream.Dict)
	}
	return all
}

// plainStream is a stream and its object number.
type plainStream struct {
	number int
	stream types.StreamDict
}

func (d *Document) streamsOfType(name string) []plainStream {
	var all []plainStream
	for _, number := range d.numbers {
		if s, ok := d.object(number).(types.StreamDict); ok && d.Name(s.Dict["Type"]) == name {
			all = append(all, plainStream{number, s})
		}
	}
	slices.SortFunc(all, func(a, b plainStream) int { return cmp.Compare(a.stream.StreamOffset, b.stream.StreamOffset) })
	return all
}

// unpack lists the objects of object streams. Of several with a number the one
// that comes last in the file counts.
func (d *Document) unpack() error {
	for _, stream := range d.streamsOfType("ObjStm") {
		s, err := d.objectStream(stream.number)
		if err != nil {
			return err
		}
		if s == nil {
			continue
		}
		for place, number := range s.numbers {
			if e := d.xref.entries[number]; e != nil && e.kind == inUse && e.at > int(stream.stream.StreamOffset) {
				continue
			}
			d.xref.entries[number] = &entry{kind: compressed, at: stream.number, index: place}
		}
	}
	return nil
}

// chooseTrailer takes the last trailer that leads to a page tree, or else the
// last catalog there is.
func (d *Document) chooseTrailer(trailers []types.Dict) error {
	for _, t := range slices.Backward(trailers) {
		if d.xref.trailer = t; d.usable() {
			return nil
		}
	}
	for _, number := range slices.Backward(d.numbers) {
		dict, ok := d.object(number).(types.Dict)
		if !ok || d.Name(dict["Type"]) != "Catalog" {
			continue
		}
		d.xref.trailer = types.Dict{"Root": *types.NewIndirectRef(number, 0)}
		if d.usable() {
			return nil
		}
	}
	return fmt.Errorf("%w: no catalog with pages can be found", ErrUnreadable)
}
