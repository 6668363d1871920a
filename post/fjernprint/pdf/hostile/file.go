package hostile

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
)

// File writes a PDF by hand: objects first, then a cross-reference. Nothing of
// what it is given is looked at.
type File struct {
	b       bytes.Buffer
	offsets map[int]int
	packed  map[int][2]int // number and place of the object stream
}

// New begins a file with a header.
func New() *File {
	f := &File{offsets: map[int]int{}, packed: map[int][2]int{}}
	f.Raw("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	return f
}

// Len is how long the file is so far.
func (f *File) Len() int { return f.b.Len() }

// Bytes are the file so far.
func (f *File) Bytes() []byte { return f.b.Bytes() }

// Raw adds bytes as they are.
func (f *File) Raw(s string) *File {
	f.b.WriteString(s)
	return f
}

// Object adds an object.
func (f *File) Object(number int, body string) *File {
	f.offsets[number] = f.b.Len()
	fmt.Fprintf(&f.b, "%d 0 obj\n%s\nendobj\n", number, body)
	return f
}

// Stream adds a stream; dict is the inside of its dictionary without Length.
func (f *File) Stream(number int, dict, data string) *File {
	return f.Object(number, fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data))
}

// Packed adds an object stream with objects numbered from first on.
func (f *File) Packed(number, first int, objects ...string) *File {
	var head, body strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&head, "%d %d ", first+i, body.Len())
		body.WriteString(o + "\n")
		f.packed[first+i] = [2]int{number, i}
	}
	return f.Stream(number, fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", len(objects), head.Len()),
		Deflate(head.String()+body.String()))
}

// Table ends the file with a cross-reference table; trailer is the inside of its
// dictionary without Size.
func (f *File) Table(trailer string) []byte {
	at := f.Section(trailer)
	fmt.Fprintf(&f.b, "startxref\n%d\n%%%%EOF\n", at)
	return f.b.Bytes()
}

// Section adds a cross-reference table and its trailer, and gives its offset.
func (f *File) Section(trailer string) int {
	at := f.b.Len()
	size := f.size()
	fmt.Fprintf(&f.b, "xref\n0 %d\n0000000000 65535 f \n", size)
	for n := 1; n < size; n++ {
		if offset, ok := f.offsets[n]; ok {
			fmt.Fprintf(&f.b, "%010d 00000 n \n", offset)
		} else {
			f.b.WriteString("0000000000 00001 f \n")
		}
	}
	fmt.Fprintf(&f.b, "trailer\n<</Size %d%s>>\n", size, trailer)
	return at
}

// CrossReference ends the file with a cross-reference stream; dict is the inside
// of its dictionary without Type, Size, W and Length.
func (f *File) CrossReference(dict string) []byte {
	number, at := f.size(), f.b.Len()
	f.offsets[number] = at
	var entries bytes.Buffer
	for n := range number + 1 {
		offset, plain := f.offsets[n]
		place, packed := f.packed[n]
		switch {
		case plain:
			entry(&entries, 1, offset, 0)
		case packed:
			entry(&entries, 2, place[0], place[1])
		default:
			entry(&entries, 0, 0, 0xffff)
		}
	}
	f.Stream(number, fmt.Sprintf("/Type/XRef/Size %d/W[1 4 2]/Filter/FlateDecode%s", number+1, dict), Deflate(entries.String()))
	fmt.Fprintf(&f.b, "startxref\n%d\n%%%%EOF\n", at)
	return f.b.Bytes()
}

func entry(b *bytes.Buffer, kind, at, index int) {
	b.Write([]byte{byte(kind), byte(at >> 24), byte(at >> 16), byte(at >> 8), byte(at), byte(index >> 8), byte(index)})
}

// size is one more than the highest number.
func (f *File) size() int {
	size := 1
	for n := range f.offsets {
		size = max(size, n+1)
	}
	for n := range f.packed {
		size = max(size, n+1)
	}
	return size
}

// Page adds a catalog (1), a page tree (2) and one A4 page (3) with content (4);
// dict is put into the dictionary of the page.
func (f *File) Page(dict, content string) *File {
	return f.Object(1, "<</Type/Catalog/Pages 2 0 R>>").Leaf(dict, content)
}

// Leaf is Page without the catalog.
func (f *File) Leaf(dict, content string) *File {
	return f.Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>").
		Object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"+dict+">>").
		Stream(4, "", content)
}

// Deflate encodes with FlateDecode.
func Deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a buffer takes everything
	_ = w.Close()
	return b.String()
}

// Bomb is what FlateDecode makes into pattern repeated up to n bytes, about a
// thousandth of that. It is put together from one piece: nobody waits for it.
func Bomb(pattern string, n int) string {
	const piece = 1 << 20
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	header := b.Len()
	_ = w.Flush()
	header = max(header, 2)
	start := b.Len()
	size := piece / len(pattern) * len(pattern)
	_, _ = w.Write(bytes.Repeat([]byte(pattern), size/len(pattern)))
	_ = w.Flush()
	one := slices.Clone(b.Bytes()[start:])
	out := append(slices.Clone(b.Bytes()[:header]), bytes.Repeat(one, max(1, n/size))...)
	return string(append(out, 1, 0, 0, 0xff, 0xff)) // the last block, stored and empty
}
